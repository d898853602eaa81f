"""Downloading wanted originals. The only command that asks anything of another machine, and only when it is called."""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from filelock import FileLock

from evidence_lib.core.base_folder import BaseFolder
from evidence_lib.core.errors import BadFile, EvidenceError
from evidence_lib.core.files import sha256
from evidence_lib.readers import LARGEST, read_document, sign
from evidence_lib.sources.catalogue import Source, find_source, read_catalogue, with_source, write_catalogue
from evidence_lib.sources.hold import hold, pages

PATIENCE = 60.0  # seconds for a server that does not answer
TRIES_AGAIN = 2  # for a connection that fails
LOCK_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one wanted original: held, declined, without address, or the problem."""

    document_id: str
    state: str
    line: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A download without a known hash, shown to a person who accepts it or not."""

    source: Source
    size: int
    pages: int | None
    sha256: str
    first_words: str


def fetch(base: BaseFolder, ids: Iterable[str], accept: Callable[[Offer], bool]) -> list[Fetched]:
    """Download the wanted originals (all of them, or those named); each takes the place of its digest.

    accept is asked about a download whose hash nobody knows. A problem with one does not stop the others. Raises
    UnknownName for an id that is not in the catalogue.
    """
    sources = read_catalogue(base)
    named = [find_source(sources, document_id, str(base.catalogue)) for document_id in ids]
    wanted = [source for source in (named or sources) if source.original_wanted]
    return [fetch_one(base, source, accept) for source in wanted]


def fetch_one(base: BaseFolder, source: Source, accept: Callable[[Offer], bool]) -> Fetched:
    """Download one original, check it, and put it in its digest's place."""
    name = source.document_id
    if not source.url:
        return Fetched(
            name,
            "no address",
            f"{name}: has no address. Download it by hand, then: evidence sources add FILE --id {name}",
        )
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = download(source, Path(folder))
            digest = sha256(file)
            if source.sha256_wanted and digest != source.sha256_wanted:
                raise BadFile(
                    f"{source.url}: gives another file than the one wanted (hash {digest[:12]}…, wanted "
                    f"{source.sha256_wanted[:12]}…). It may have been published anew: look at it, then correct "
                    "sha256_wanted in data/sources.csv."
                )
            blocks = read_document(file)
            offer = Offer(source, file.stat().st_size, pages(file), digest, " ".join(b.text for b in blocks[:3])[:200])
            if not source.sha256_wanted and not accept(offer):
                return Fetched(name, "declined", f"{name}: not accepted; its digest stays")
            with FileLock(base.root / ".sources.lock", timeout=LOCK_SECONDS):
                held = hold(base, source, file)
                write_catalogue(base, with_source(read_catalogue(base), held))
    except EvidenceError as error:
        return Fetched(name, "problem", f"{name}: {error}")
    return Fetched(name, "held", f"{name}: held as original ({held.pages or '?'} pages)")


def download(source: Source, folder: Path) -> Path:
    """Download an address to a file whose ending tells what it holds. Raises BadFile for what cannot be had."""
    import httpx

    if urlsplit(source.url).scheme not in ("http", "https"):
        raise BadFile(f"{source.url}: is no web address. Correct url in data/sources.csv.")
    raw = folder / "download"
    try:
        with (
            httpx.Client(
                transport=httpx.HTTPTransport(retries=TRIES_AGAIN), timeout=PATIENCE, follow_redirects=True
            ) as client,
            client.stream("GET", source.url) as answer,
        ):
            answer.raise_for_status()
            save(answer.iter_bytes(), raw, source.url)
    except httpx.HTTPStatusError as error:
        raise BadFile(
            f"{source.url}: the server answers {error.response.status_code}. Look for its new address."
        ) from error
    except httpx.HTTPError as error:
        raise BadFile(
            f"{source.url}: cannot be reached ({type(error).__name__}). Check the network, then try again."
        ) from error
    held = sign(raw)
    if held == ".html" and not urlsplit(source.url).path.lower().endswith((".html", ".htm", "/")):
        raise BadFile(f"{source.url}: gives a web page instead of the document. Look for its new address.")
    return raw.rename(folder / f"original{held or Path(urlsplit(source.url).path).suffix or '.txt'}")


def save(pieces: Iterable[bytes], target: Path, url: str) -> None:
    """Write a download to disk as it comes, up to the largest size that is read."""
    size = 0
    with target.open("wb") as file:
        for piece in pieces:
            size += len(piece)
            if size > LARGEST:
                raise BadFile(f"{url}: has more than the {LARGEST // 2**20} MB that are read.")
            file.write(piece)
