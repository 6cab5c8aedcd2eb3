"""SHA256SUMS: what every file of a release must be, in the form that `sha256sum --check` reads.

Not for what the files say: check.py looks into them.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

NAME = "SHA256SUMS"

_LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)")
_PIECE = re.compile(r"[^./\\\x00-\x1f\x7f:][^/\\\x00-\x1f\x7f:]*")


def take(folder: Path) -> str:
    """Return the text of SHA256SUMS for the files that are in `folder` and its subfolders now."""
    return "".join(f"{of(folder / name)}  {name}\n" for name in _names(folder))


def read(listing: str) -> tuple[dict[str, str], list[int]]:
    """Return the sum of each file by its relative name, and the numbers of the lines that are no such thing.

    >>> read(f"{'0' * 64}  bi/superset.zip\\n{'0' * 64}  ../secret\\nhello\\n")[1]
    [2, 3]
    """
    found, wrong = {}, []
    for number, line in enumerate(listing.splitlines(), 1):
        match = _LINE.fullmatch(line)
        if match and is_inside(match[2]):
            found[match[2]] = match[1]
        else:
            wrong.append(number)
    return found, wrong


def is_inside(name: str) -> bool:
    """Return whether `name` is a plain relative path with slashes, which cannot lead out of the release's folder.

    >>> [is_inside(name) for name in ("figures.json", "bi/superset.zip", "../a", "/a", "a//b", ".lock", "c:a")]
    [True, True, False, False, False, False, False]
    """
    return all(_PIECE.fullmatch(piece) for piece in name.split("/"))


def problems(folder: Path) -> list[str]:
    """Return a sentence for each file that is missing, changed or not listed; none for a folder as it was written."""
    listing = folder / NAME
    if not listing.is_file():
        return [f"{listing} is missing, so nothing tells what this release should be"]
    listed, wrong = read(listing.read_text(encoding="utf-8", errors="replace"))
    found = [f"{listing}, line {number}: this is no sum and no file name" for number in wrong]
    for name, wanted in listed.items():
        path = folder / name
        if not path.is_file():
            found.append(f"{path} is missing")
        elif of(path) != wanted:
            found.append(f"{path} is not as published: its SHA-256 differs from the one in {NAME}")
    extra = [folder / name for name in _names(folder) if name not in listed]
    return found + [f"{path} does not belong to the release: {NAME} does not list it" for path in extra]


def of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _names(folder: Path) -> Iterator[str]:
    """Yield the relative names of all files but the listing itself, sorted; a link to a folder counts as a file."""
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    yield from sorted(name for path in found if (name := path.relative_to(folder).as_posix()) != NAME)
