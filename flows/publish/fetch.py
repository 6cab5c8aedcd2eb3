"""A published release → a folder of this machine, so that it can be looked into as an own one is.

Not for judging it: check.py does. What a stranger's server sends is bounded; only what SHA256SUMS lists is asked for.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import httpx

from flows.publish import sums

LISTING = 2**20
"""Bytes of a SHA256SUMS; no release has ten thousand files."""

FILES, BYTES = 1000, 2**35
"""Files of a release, and bytes of all of them together."""

REDIRECTS = 5

SECONDS = 30.0
"""How long a server may keep silent."""

PACE, GRACE = 1000, 60
"""Bytes a second that a file must bring once so many seconds have gone."""

TRIES = 3
"""How often a release is read anew that was replaced meanwhile, as the one at `latest` may be."""


class FetchError(Exception):
    """A release that could not be fetched; the text is one sentence that names the address."""


def is_url(place: str) -> bool:
    """Tell whether a place is an address of the web.

    >>> is_url("https://example.org/latest"), is_url("outputs/latest")
    (True, False)
    """
    return place.lower().startswith(("http://", "https://"))


def base(url: str) -> str:
    """Return the address of a release's folder, given its own or that of its page or its list of sums.

    >>> base("https://example.org/latest"), base("https://example.org/latest/SHA256SUMS?a#b")
    ('https://example.org/latest/', 'https://example.org/latest/')
    """
    bare = url.partition("#")[0].partition("?")[0]
    for page in ("index.html", sums.NAME):
        bare = bare.removesuffix(f"/{page}")
    return f"{bare.rstrip('/')}/"


@contextmanager
def fetched(url: str) -> Iterator[Path]:
    """Yield a folder with all that the release at `url` lists and has; it goes at the end of the block.

    A listed file that the server does not have is missing in the folder too. Raises FetchError where there is no
    release, where it cannot be had, and where it is larger than any.
    """
    address = base(url)
    with TemporaryDirectory(prefix="jiaokan-") as temporary, _client() as client:
        for attempt in range(TRIES):
            folder = Path(temporary) / str(attempt)
            folder.mkdir()
            listing = _release(client, address, folder)
            if _listing(client, address) == listing:
                break
            shutil.rmtree(folder)
        else:
            raise FetchError(
                f"{address} was replaced again and again while it was read: name a release by its own name"
            )
        yield folder


def _client() -> httpx.Client:
    return httpx.Client(
        follow_redirects=True,
        max_redirects=REDIRECTS,
        timeout=SECONDS,
        headers={"Accept-Encoding": "identity", "User-Agent": "jiaokan"},
    )


def _release(client: httpx.Client, address: str, folder: Path) -> bytes:
    """Fetch a release into `folder` and return its list of sums."""
    listing = _listing(client, address)
    (folder / sums.NAME).write_bytes(listing)
    names, _ = sums.read(listing.decode(errors="replace"))
    if not names:
        raise FetchError(f"{address} is no release: its {sums.NAME} lists no file")
    if len(names) > FILES:
        raise FetchError(f"{address} lists {len(names):,} files, more than the {FILES:,} that are fetched")
    left = BYTES
    for name in names:
        if name != sums.NAME:
            left -= _file(client, address, name, folder / name, left)
    return listing


def _listing(client: httpx.Client, address: str) -> bytes:
    try:
        return b"".join(_pieces(client, f"{address}{sums.NAME}", LISTING))
    except _AbsentError as error:
        raise FetchError(f"there is no release at {address}: it has no {sums.NAME}") from error


def _file(client: httpx.Client, address: str, name: str, path: Path, most: int) -> int:
    """Write one file, if the server has it, and return its size."""
    written = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            for piece in _pieces(client, f"{address}{quote(name)}", most):
                written += file.write(piece)
    except _AbsentError:
        path.unlink()
    except OSError as error:
        raise FetchError(
            f"{address}{name} cannot be stored ({error.strerror}): set TMPDIR to another folder"
        ) from error
    return written


class _AbsentError(Exception):
    """The server has no such file."""


def _pieces(client: httpx.Client, url: str, most: int) -> Iterator[bytes]:
    try:
        with client.stream("GET", url) as answer:
            _accept(url, answer)
            started, got = time.monotonic(), 0
            for piece in answer.iter_bytes(2**18):
                got += len(piece)
                if got > most:
                    raise FetchError(f"{url} is larger than the {most:,} bytes that are left for it")
                if (seconds := time.monotonic() - started) > GRACE and got < PACE * seconds:
                    raise FetchError(f"{url} comes too slowly: {got:,} bytes in {seconds:.0f} seconds")
                yield piece
    except httpx.TooManyRedirects as error:
        raise FetchError(f"{url} leads on and on: more than {REDIRECTS} redirects") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchError(f"{url} cannot be fetched ({_brief(error)}): check address and network") from error


def _accept(url: str, answer: httpx.Response) -> None:
    if url.lower().startswith("https:") and answer.url.scheme != "https":
        raise FetchError(f"{url} leads to {answer.url}, which is not encrypted")
    if answer.status_code in (404, 410):
        raise _AbsentError(url)
    if answer.status_code != 200:
        raise FetchError(f"{url} cannot be fetched: the server answers {answer.status_code} {answer.reason_phrase}")


def _brief(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")[:120]
