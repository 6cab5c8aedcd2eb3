"""A release: named by what it was made of, written aside, checked, made visible in one step.

Not for deciding whether rows are good: flows/validate.py did that, and its verdict is asked for here.
"""

import hashlib
import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa

from flows import sources
from flows.checks.quality import Quality
from flows.publish import about as abouts
from flows.publish import check, files, parquet, readme, records, rendered, sums
from flows.publish.about import About
from flows.publish.changes import Changes, ChangesError, compare
from flows.publish.facts import Facts, File
from flows.publish.tables import sort
from schemas import TABLES

log = logging.getLogger(__name__)

LATEST = "latest"
"""The link in the outputs folder that points to the newest good release."""

OF_THE_DAY = ("changes.json", "index.html")
"""Files that tell of the release before: the same sources may give others when they are published again."""


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
    about: About | None = None,
) -> Path:
    """Write a release aside, check it, make it visible as `name` and let `latest` point to it; return its folder.

    A crash at any moment leaves the last good release in front. Where `name` is taken, by other bytes or by a release
    that was damaged, the new one is called `name`-2 and so on: what is visible never changes. Without `about` it is
    the project's own dataset.toml that describes it. Raises ReleaseError when the quality is not good or the files
    are not as written, AboutError for that dataset.toml, OSError when the disk says no.
    """
    if not quality.passed:
        raise ReleaseError(f"nothing was published, for {quality.failures[0]}")
    about = about or abouts.read(sources.dataset(sources.default()))
    outputs.mkdir(parents=True, exist_ok=True)
    if (outputs / LATEST).is_dir() and not (outputs / LATEST).is_symlink():
        raise ReleaseError(f"{outputs / LATEST} is a folder where a link to the newest release belongs: move it away")
    with files.locked(outputs):
        files.clear(outputs)
        aside = files.partial(outputs, name)
        ordered = {table.name: sort(table, tables[table.name]) for table in TABLES.values()}
        facts = Facts(name, ordered, quality, (), about, _changes(outputs, name, ordered))
        _write(facts, aside, extra_files or {})
        if found := check.files(aside):
            raise ReleaseError(f"nothing was published, for what was written is not what is there: {found[0]}")
        release = _show(aside, outputs, name)
        files.point(outputs / LATEST, release.name)
        files.clear(outputs)
    return release


def _changes(outputs: Path, name: str, tables: Mapping[str, pa.Table]) -> Changes | None:
    """Return what differs from the release that `latest` shows; None where there is none before, or none whole."""
    before = outputs / LATEST
    if not before.is_dir() or before.resolve().name == name:
        return None
    try:
        if found := sums.problems(before):
            raise ChangesError(found[0])
        return compare(before.resolve().name, check.read(before), name, tables)
    except (ChangesError, OSError, pa.ArrowException) as error:
        log.warning("not compared with the release before: %s", error)
        return None


def _write(facts: Facts, folder: Path, extra: Mapping[str, bytes]) -> None:
    """Write all files of a release: first the tables and what is written of them, then what is rendered from those."""
    folder.mkdir()
    for table in TABLES.values():
        parquet.write(table, facts.tables[table.name], folder / f"{table.name}.parquet", facts.fingerprint)
        records.write(facts.tables[table.name], folder / f"{table.name}.json")
    texts = {"quality.json": facts.quality.to_json(), "README.md": readme.render(facts)}
    for file, content in (*((file, text.encode()) for file, text in texts.items()), *extra.items()):
        (folder / file).write_bytes(content)
    written = (File(path.name, sums.of(path), path.stat().st_size) for path in sorted(folder.iterdir()))
    for file, content in rendered.render(replace(facts, files=tuple(written))):
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_bytes(content)
    (folder / sums.NAME).write_text(sums.take(folder), encoding="utf-8", newline="\n")
    for path in (*sorted(folder.rglob("*"), reverse=True), folder):
        files.sync(path)


def _show(aside: Path, outputs: Path, name: str) -> Path:
    """Give the folder written aside its name, or find the one that already has the same bytes under it."""
    written = _lasting(aside)
    number = 1
    while True:
        release = outputs / (name if number == 1 else f"{name}-{number}")
        if not release.exists():
            os.rename(aside, release)
            files.sync(outputs)
            return release
        if _lasting(release) == written and not sums.problems(release):
            return release
        number += 1


def _lasting(release: Path) -> dict[str, str] | None:
    """Return the sums of a release's files but those that tell of the release before; None where it has no list."""
    listing = release / sums.NAME
    if not listing.is_file():
        return None
    listed, _ = sums.read(listing.read_text(encoding="utf-8", errors="replace"))
    return {file: wanted for file, wanted in listed.items() if file not in OF_THE_DAY}
