"""Which releases a folder holds, and how many of them stay.

Not for which one is shown: release.py moves `latest`, and what that names always stays.
"""

import os
import re
from contextlib import suppress
from pathlib import Path

from flows.publish import files, sums
from flows.publish.release import LATEST

_NAME = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{12}(?:-\d+)?")


def is_release(outputs: Path, name: str) -> bool:
    """Tell whether `outputs` holds a release called `name`: a folder with a release's name that lists its sums.

    >>> is_release(Path("outputs"), "../2026-11-23-0123456789ab")
    False
    """
    if not _NAME.fullmatch(name):
        return False
    folder = outputs / name
    return not folder.is_symlink() and (folder / sums.NAME).is_file()


def releases(outputs: Path) -> list[Path]:
    """Return the folders of the releases in `outputs`, the newest first: by day, then by when they were written."""
    found = []
    for path in outputs.iterdir():
        if is_release(outputs, path.name):
            # One that goes just now is not there.
            with suppress(FileNotFoundError):
                found.append((path.name[:10], (path / sums.NAME).stat().st_mtime_ns, path))
    return [path for _, _, path in sorted(found, reverse=True)]


def latest(outputs: Path) -> str | None:
    """Return the name of the folder that `latest` points to; None where it points out of `outputs`, or nowhere."""
    link = outputs / LATEST
    try:
        release = link.resolve(strict=True)
    except (OSError, RuntimeError):  # a link to nowhere, or to itself
        return None
    return release.name if link.is_symlink() and release.is_dir() and release.parent == outputs.resolve() else None


def keep(outputs: Path, number: int) -> list[str]:
    """Remove all but the newest `number` releases and return the names of those that went, the newest first.

    The one that `latest` points to counts as one of them and stays in any case; what is no release stays too. Each is
    renamed aside before it is deleted: nobody ever finds half of one, and whoever has its files open reads on.
    Raises ValueError for a number below 1, OSError where the disk says no.
    """
    if number < 1:
        raise ValueError(f"{number} releases cannot be kept: 1 is the least")
    with files.locked(outputs):
        files.clear(outputs)
        shown = latest(outputs)
        others = [path for path in releases(outputs) if path.name != shown]
        surplus = others[number - (shown is not None) :]
        for path in surplus:
            os.rename(path, files.partial(outputs, path.name))
        files.sync(outputs)
        files.clear(outputs)
    return [path.name for path in surplus]
