"""A release: named by what it was made of, written aside, checked, made visible in one step.

Not for deciding whether rows are good: flows/validate.py did that, and its verdict is asked for here.
"""

import hashlib
import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa

from flows.checks.quality import Quality
from flows.publish import check, files, parquet, readme, records, sums
from flows.publish.tables import sort
from schemas import TABLES

LATEST = "latest"
"""The link in the outputs folder that points to the newest good release."""


class ReleaseError(Exception):
    """A release that may not be made visible; the message says why, in one sentence."""


def fingerprint(parts: Iterable[tuple[str, bytes]]) -> str:
    """Return the SHA-256 of everything that a release is made of; parts are (name, content), in any order.

    >>> fingerprint([("a", b"1"), ("b", b"2")]) == fingerprint([("b", b"2"), ("a", b"1")])
    True
    >>> fingerprint([("a", b"12")]) == fingerprint([("a1", b"2")])
    False
    """
    total = hashlib.sha256()
    for part, content in sorted(parts):
        for piece in (part.encode(), content):
            total.update(hashlib.sha256(piece).digest())
    return total.hexdigest()


def name(fingerprint: str, day: date) -> str:
    """Return a release's name: its day (UTC) and the beginning of its fingerprint.

    >>> name("0123456789abcdef", date(2026, 11, 23))
    '2026-11-23-0123456789ab'
    """
    return f"{day.isoformat()}-{fingerprint[:12]}"


def find(outputs: Path, fingerprint: str) -> Path | None:
    """Return the release that `latest` shows, if it was made of this and is as it was written; None otherwise.

    An older release of the same fingerprint is none: publishing again is what puts it in front.
    """
    link = outputs / LATEST
    if not link.is_dir():
        return None
    release = outputs / link.resolve().name
    if fingerprint[:12] not in release.name or not release.is_dir() or sums.problems(release):
        return None
    return release


def publish(
    tables: Mapping[str, pa.Table],
    quality: Quality,
    outputs: Path,
    name: str,
    extra_files: Mapping[str, bytes] | None = None,
) -> Path:
    """Write a release aside, check it, make it visible as `name` and let `latest` point to it; return its folder.

    A crash at any moment leaves the last good release in front. Where `name` is taken, by other bytes or by a release
    that was damaged, the new one is called `name`-2 and so on: what is visible never changes. Raises
    ReleaseError when the quality is not good or the files are not as written, OSError when the disk says no.
    """
    if not quality.passed:
        raise ReleaseError(f"nothing was published, for {quality.failures[0]}")
    outputs.mkdir(parents=True, exist_ok=True)
    if (outputs / LATEST).is_dir() and not (outputs / LATEST).is_symlink():
        raise ReleaseError(f"{outputs / LATEST} is a folder where a link to the newest release belongs: move it away")
    with files.locked(outputs):
        files.clear(outputs)
        aside = files.partial(outputs, name)
        _write(tables, quality, aside, extra_files or {})
        if found := check.files(aside):
            raise ReleaseError(f"nothing was published, for what was written is not what is there: {found[0]}")
        release = _show(aside, outputs, name)
        files.point(outputs / LATEST, release.name)
        files.clear(outputs)
    return release


def _write(tables: Mapping[str, pa.Table], quality: Quality, folder: Path, extra: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for table in TABLES.values():
        data = sort(table, tables[table.name])
        parquet.write(table, data, folder / f"{table.name}.parquet")
        records.write(data, folder / f"{table.name}.json")
    (folder / "quality.json").write_text(quality.to_json(), encoding="utf-8", newline="\n")
    (folder / "README.md").write_text(readme.render(tables), encoding="utf-8", newline="\n")
    for extra_name, content in extra.items():
        (folder / extra_name).write_bytes(content)
    (folder / sums.NAME).write_text(sums.take(folder), encoding="utf-8", newline="\n")
    for path in (*sorted(folder.iterdir()), folder):
        files.sync(path)


def _show(aside: Path, outputs: Path, name: str) -> Path:
    """Give the folder written aside its name, or find the one that already has the same bytes under it."""
    listing = (aside / sums.NAME).read_bytes()
    number = 1
    while True:
        release = outputs / (name if number == 1 else f"{name}-{number}")
        if not release.exists():
            os.rename(aside, release)
            files.sync(outputs)
            return release
        same = (release / sums.NAME).is_file() and (release / sums.NAME).read_bytes() == listing
        if same and not sums.problems(release):
            return release
        number += 1
