"""Writing that survives a crash: what is synced is on the disk, what is renamed is whole.

Not for what is written: release.py knows the files.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PARTIAL = ".partial"
"""Ends the names of what is being written; a dot begins them. Found later, it was left by a crash."""


def partial(folder: Path, name: str) -> Path:
    """Return where `name` is written aside in `folder` before it is made visible."""
    return folder / f".{name}{PARTIAL}"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` for one writer; others wait. A crash lets go of it."""
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def clear(folder: Path) -> None:
    """Remove what crashed writers left in `folder`; only for one who holds its lock."""
    for path in sorted(folder.glob(f".*{PARTIAL}")):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def sync(path: Path) -> None:
    """Wait until a file's content, or a folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def point(link: Path, target: str) -> None:
    """Make `link` a relative link to `target` in one step, whatever it pointed to; raises OSError for a folder."""
    aside = partial(link.parent, link.name)
    aside.symlink_to(target)
    os.replace(aside, link)
    sync(link.parent)
