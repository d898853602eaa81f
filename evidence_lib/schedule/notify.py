"""notify.yml: to whom a message about a refresh goes, by e-mail or to a web address. No secret stands in it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from evidence_lib.core.errors import BadFile, BadRow, refuse_unknown
from evidence_lib.core.yml import from_yaml
from evidence_lib.notebooks.jobs import refuse_keys

TOP = ("email", "webhook")
EMAIL = ("to", "from", "host", "port", "security", "user", "password_env", "password_file")
WEBHOOK = ("url", "url_env")
PORTS = {"starttls": 587, "tls": 465, "none": 25}
HERE = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail server and whom it writes to. security: starttls, tls from the first byte, or none (this machine alone)."""

    to: tuple[str, ...]
    sender: str
    host: str
    port: int
    security: str
    user: str = ""
    password_env: str = ""
    password_file: str = ""

    @property
    def password(self) -> str:
        """The password, from the environment or from the file that is named. Raises BadRow where there is none."""
        if self.password_env:
            held = os.environ.get(self.password_env, "")
            where = f"the environment variable {self.password_env}"
        else:
            path = Path(self.password_file).expanduser()
            held, where = path.read_text(encoding="utf-8").strip() if path.is_file() else "", f"the file {path}"
        if not held:
            raise BadRow(f"notify.yml, email: {where} holds no password.")
        return held


@dataclass(frozen=True, slots=True)
class Webhook:
    """A web address that a message is posted to as JSON; where it is a secret itself, it comes from the environment."""

    given: str = ""
    url_env: str = ""

    @property
    def url(self) -> str:
        """The address. Raises BadRow where there is none, or one that would go over the network in the clear."""
        held = self.given or os.environ.get(self.url_env, "")
        parts = urlsplit(held)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in HERE):
            place = f"the environment variable {self.url_env}" if self.url_env else "url"
            raise BadRow(f"notify.yml, webhook: {place} holds no address that begins with https://.")
        return held


def read_destinations(path: Path) -> list[Email | Webhook]:
    """Where messages go; none where the base has no notify.yml.

    Raises BadFile for a file that is no YAML, and BadRow or UnknownName for a setting that cannot be, or is a secret.
    """
    if not path.is_file():
        return []
    try:
        held = from_yaml(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadFile(f"{path.name}: cannot be read as YAML. Look for a missing quote or indent.") from error
    entries = mapping(held, path.name, TOP)
    made: list[Email | Webhook] = []
    if "email" in entries:
        made.append(email(mapping(entries["email"], f"{path.name}, email", EMAIL), f"{path.name}, email"))
    if "webhook" in entries:
        where = f"{path.name}, webhook"
        entry = mapping(entries["webhook"], where, WEBHOOK)
        if len(entry) != 1:
            raise BadRow(f"{where}: needs url, or url_env (the environment variable that holds it), and not both.")
        made.append(Webhook(text(entry, "url", where), text(entry, "url_env", where)))
    return made


def mapping(held: object, where: str, keys: tuple[str, ...]) -> Mapping[str, object]:
    """Names and values, every name known; a password that stands here is refused by its own line."""
    if held is None:
        return {}
    if not isinstance(held, dict):
        raise BadRow(f"{where}: must be names and values.")
    if "password" in held:
        raise BadRow(
            f"{where}: a password never stands here. Name the environment variable that holds it, as password_env."
        )
    refuse_keys(held, keys, where)
    return held


def text(entry: Mapping[str, object], key: str, where: str) -> str:
    """A text in one line; empty where it is not there."""
    value = entry.get(key) or ""
    if not isinstance(value, str) or "\n" in value or "\r" in value:
        raise BadRow(f"{where}: {key} must be text in one line.")
    return value.strip()


def email(entry: Mapping[str, object], where: str) -> Email:
    """The settings of e-mail."""
    given = entry.get("to")
    addresses = given if isinstance(given, list) else [given]
    to = tuple(text({"to": one}, "to", where) for one in addresses)
    sender, host = text(entry, "from", where), text(entry, "host", where)
    for key, value in (("to", to), ("from", (sender,)), ("host", (host,))):
        if not all(value) or (key != "host" and any("@" not in one for one in value)):
            raise BadRow(f"{where}: {key} is missing or no {'server' if key == 'host' else 'address'}.")
    security = text(entry, "security", where) or "starttls"
    refuse_unknown("security", security, PORTS, where)
    port = entry.get("port", PORTS[security])
    if not isinstance(port, int) or isinstance(port, bool) or not 0 < port < 65536:
        raise BadRow(f"{where}: port is {port!r}, and must be a number such as 587.")
    if security == "none" and host not in HERE:
        raise BadRow(
            f"{where}: without security a message goes to this machine's own server alone. Set starttls or tls."
        )
    names = [text(entry, key, where) for key in ("user", "password_env", "password_file")]
    if bool(names[0]) != (bool(names[1]) != bool(names[2])):
        raise BadRow(f"{where}: a user needs a password: name password_env or password_file, one of them.")
    return Email(to, sender, host, port, security, *names)
