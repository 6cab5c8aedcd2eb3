"""SHA256SUMS: what every file of a release must be, in the form that `sha256sum --check` reads.

Not for what the files say: check.py looks into them.
"""

import hashlib
import re
from pathlib import Path

NAME = "SHA256SUMS"

_LINE = re.compile(r"([0-9a-f]{64})  ([^/\n]+)")


def take(folder: Path) -> str:
    """Return the text of SHA256SUMS for the files that are in `folder` now."""
    return "".join(f"{_sum(path)}  {path.name}\n" for path in _files(folder))


def problems(folder: Path) -> list[str]:
    """Return a sentence for each file that is missing, changed or not listed; none for a folder as it was written."""
    listing = folder / NAME
    if not listing.is_file():
        return [f"{listing} is missing, so nothing tells what this release should be"]
    found, listed = [], set()
    for number, line in enumerate(listing.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        match = _LINE.fullmatch(line)
        if not match:
            found.append(f"{listing}, line {number}: this is no sum and no file name")
            continue
        wanted, name = match.groups()
        listed.add(name)
        path = folder / name
        if not path.is_file():
            found.append(f"{path} is missing")
        elif _sum(path) != wanted:
            found.append(f"{path} is not as published: its SHA-256 differs from the one in {NAME}")
    extra = [path for path in _files(folder) if path.name not in listed]
    return found + [f"{path} does not belong to the release: {NAME} does not list it" for path in extra]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name != NAME)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
