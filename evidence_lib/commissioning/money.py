"""Money as whole pence: exact, and never a fraction that a computer rounds."""

import re

WRITTEN = re.compile(r"^(-?)£?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{2}))?$")


def pence(text: str) -> int:
    """Read an amount such as 120000, £120,000 or 1,234.56 as whole pence.

    Raises ValueError for anything else: 12.5 could be 12.05 or 12.50, and "3.6 million" has lost what was exact.
    """
    found = WRITTEN.match(text.strip())
    if not found:
        raise ValueError(f"'{text.strip()}' is no amount; write it as 120000 or 1234.56")
    minus, whole, hundredths = found.groups()
    amount = int(whole.replace(",", "")) * 100 + int(hundredths or 0)
    return -amount if minus else amount


def pounds(amount: int) -> str:
    """Write pence as pounds for a reader: £120,000, £1,234.56, -£5."""
    whole, rest = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}£{whole:,}" + (f".{rest:02d}" if rest else "")


def plain(amount: int) -> str:
    """Write pence as a number that a spreadsheet adds up exactly: 120000.00."""
    whole, rest = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{whole}.{rest:02d}"
