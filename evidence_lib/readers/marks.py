"""The marks with which items begin: bullets, numbers, letters."""

import re

# Bullets, among them those of symbol fonts; a dash or an "o" only before a space.
BULLET = re.compile(
    r"^\s*(?:[\u2022\u2023\u2043\u25a0-\u25ff\u2756\u27a2\uf000-\uf0ff\u00b7▪■●◼❑➢\u0336\u0338✓✔\u0083]|[-–—−](?=\s)|o(?=\s))\s*"
)
NUMBER = re.compile(r"^\s*(?:\d{1,3}(?:\.\d{1,2})*[.)]|\d{1,2}(?:\.\d{1,2})+|\([a-z]{1,3}\)|\([ivx]{1,4}\))\s")
ONLY_MARK = re.compile(r"^\s*(?:[^\w\s“‘\"'(]{1,2}|\(?(?:\d{1,3}(?:\.\d{1,2})*|[a-zA-Z]|[ivx]{1,4})[.)]?)\s*$")
