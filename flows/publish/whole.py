"""Whether a release has every file that one has, and whether its descriptions tell of the files that are there.

Not for what stands in the tables: check.py looks into them. Nor for files that were changed: sums.py.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from flows.publish import sums
from flows.publish.package import FORMS
from schemas import TABLES

TABLE_FILES = tuple(f"{table}.{form}" for table in TABLES for form in FORMS)

FILES = (
    *TABLE_FILES,
    "README.md",
    "quality.json",
    "datapackage.json",
    "croissant.json",
    "CITATION.cff",
    "index.html",
    "bi/superset.zip",
)
"""What every release has; some have changes.json and lists such as left_out.txt besides."""

_PREFIX = "sha256:"


def missing(release: Path) -> Iterator[str]:
    """Yield a sentence for each file that the release lacks and does not even list; sums.py tells of listed ones."""
    listed = _listed(release)
    for name in FILES:
        if name not in listed and not (release / name).is_file():
            yield f"{release / name} is missing, and the release does not even list it"


def misdescribed(release: Path) -> Iterator[str]:
    """Yield a sentence for each table's file whose sum in a description is not the one in SHA256SUMS."""
    listed = _listed(release)
    if not listed:
        return
    for name, files in (("datapackage.json", "resources"), ("croissant.json", "distribution")):
        path = release / name
        if not path.is_file():
            continue
        described = _described(path, files)
        if described is None:
            yield f"{path} cannot be read as JSON that describes files in a list called {files}"
            continue
        for file in TABLE_FILES:
            if file not in described:
                yield f"{path} does not describe {file}"
            elif file in listed and described[file] != listed[file]:
                yield f"{path} tells of another {file}: the SHA-256 given there differs from the one in {sums.NAME}"


def _listed(release: Path) -> Mapping[str, str]:
    listing = release / sums.NAME
    return sums.read(listing.read_text(encoding="utf-8", errors="replace"))[0] if listing.is_file() else {}


def _described(path: Path, files: str) -> dict[str, str] | None:
    """Return the sum of each file that a description tells of; None where it is no description."""
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return None
    entries = found.get(files) if isinstance(found, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return None
    return {
        str(entry.get("path") or entry.get("contentUrl")): str(
            entry.get("hash") or entry.get("sha256") or ""
        ).removeprefix(_PREFIX)
        for entry in entries
    }
