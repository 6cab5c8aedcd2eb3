"""What may be taken from an outputs folder: its releases, and of each the files that its SHA256SUMS lists.

Not for HTTP. What is asked for is looked up among these names and no link is followed, so nothing leads out.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from io import FileIO
from pathlib import Path

from flows.publish import keeping, sums
from flows.publish.facts import File
from flows.publish.release import LATEST

LISTING_LIMIT = 2**20
"""Bytes of a SHA256SUMS; no release has ten thousand files."""

_AS_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_AS_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NOT_THERE = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.EISDIR, errno.EACCES, errno.ENXIO, errno.ENAMETOOLONG}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of a release, open for reading: it stays whole for its reader, whatever becomes of the release."""

    name: str
    file: FileIO
    size: int
    modified: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Release:
    """A release as it is listed: SHA256SUMS itself is the last of its files."""

    name: str
    is_latest: bool
    items: tuple[File, ...]

    @property
    def day(self) -> str:
        """The release's day (UTC), in ISO 8601."""
        return self.name[:10]

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(item.size for item in self.items)


def named(outputs: Path, name: str) -> str | None:
    """Return the name of the release that is called `name`, which may be `latest`; None where there is none."""
    if name == LATEST:
        name = keeping.latest(outputs) or ""
    return name if keeping.is_release(outputs, name) else None


def releases(outputs: Path, most: int | None = None) -> tuple[list[Release], int]:
    """Return the newest releases, at most `most` where a number is given, and how many more there are."""
    latest = keeping.latest(outputs)
    there = keeping.releases(outputs)
    found = []
    for path in there[:most]:
        with suppress(OSError):
            found.append(_release(outputs, path.name, path.name == latest))
    return found, len(there[len(there[:most]) :])


def release(outputs: Path, name: str) -> Release | None:
    """Return one release; None where it went."""
    try:
        return _release(outputs, name, name == keeping.latest(outputs))
    except OSError:
        return None


def take(outputs: Path, release: str, name: str) -> Opened | None:
    """Open a file that a release lists, or its list; None where there is no such file. The caller closes it."""
    try:
        with _folder(outputs / release) as folder:
            listed = _listing(folder)
            if name not in listed:
                return None
            file = _open(folder, name)
    except OSError as error:
        if error.errno in _NOT_THERE:
            return None
        raise
    about = os.fstat(file.fileno())
    return Opened(name, file, about.st_size, int(about.st_mtime), listed[name])


def _release(outputs: Path, name: str, is_latest: bool) -> Release:
    items = []
    with _folder(outputs / name) as folder:
        for file, digest in _listing(folder).items():
            with suppress(OSError), _open(folder, file) as opened:
                items.append(File(file, digest, os.fstat(opened.fileno()).st_size))
    return Release(name, is_latest, tuple(items))


def _listing(folder: int) -> dict[str, str]:
    """Return the names and sums of a release's files, SHA256SUMS itself the last; none for one longer than any."""
    with _open(folder, sums.NAME) as file:
        content = file.read(LISTING_LIMIT + 1)
    if len(content) > LISTING_LIMIT:
        return {}
    listed, _ = sums.read(content.decode(errors="replace"))
    return {**listed, sums.NAME: sha256(content).hexdigest()}


@contextmanager
def _folder(path: Path) -> Iterator[int]:
    descriptor = os.open(path, _AS_FOLDER)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _open(folder: int, name: str) -> FileIO:
    """Open a plain file below an open folder; raises OSError for anything else, and for a link on the way."""
    *above, last = name.split("/")
    with ExitStack() as stack:
        for piece in above:
            folder = os.open(piece, _AS_FOLDER, dir_fd=folder)
            stack.callback(os.close, folder)
        descriptor = os.open(last, _AS_FILE, dir_fd=folder)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileNotFoundError(errno.ENOENT, "is no plain file", name)
    return FileIO(descriptor)
