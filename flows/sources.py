"""What lies in a seeds folder: the documents, and what its sources.csv vouches for.

Not for reading what a document says: flows/documents.py does that.
"""

import csv
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows import lexicon

SUFFIXES = (".txt", ".html", ".htm")
"""Files under documents/ that are documents; others are left alone."""

CODE = (".py", ".j2", ".css", ".js", ".csv")
"""Files of the packages that decide what a release is: modules, and templates with what belongs to them."""


class SeedsError(ValueError):
    """A seeds folder that cannot be used; the text is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document's file as it lay there when the run began: `size` in bytes, `sha256` in hexadecimal."""

    name: str
    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Seeds:
    """The sources by name, a sentence for each file that cannot be one, and the file that says what the whole is."""

    sources: tuple[Source, ...]
    left_out: tuple[str, ...]
    dataset: Path


def default() -> Path:
    """Return ./seeds where it exists, else the checkout's."""
    here = Path("seeds")
    return here if here.is_dir() else Path(__file__).resolve().parent.parent / "seeds"


def use_lexicon(seeds: Path) -> None:
    """Make this process and the workers it starts read seeds/lexicon, where the seeds have one of their own."""
    if (seeds / "lexicon").is_dir():
        os.environ[lexicon.ENVIRONMENT] = str((seeds / "lexicon").resolve())


def dataset(seeds: Path) -> Path:
    """Return the dataset.toml of `seeds`; where they have none, the checkout's or the installed copy of it."""
    here = Path(__file__).resolve().parent
    candidates = (seeds / "dataset.toml", here.parent / "seeds" / "dataset.toml", here / "_dataset.toml")
    return next((path for path in candidates if path.exists()), candidates[-1])


def find(seeds: Path) -> Seeds:
    """Return what lies in `seeds`; raises SeedsError where there is no document or sources.csv cannot be read."""
    folder = seeds / "documents"
    if not folder.is_dir():
        raise SeedsError(
            f"there is no folder {folder}: put the documents (*.txt, *.html) there, or name another with --seeds"
        )
    paths = sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES and path.is_file())
    if not paths:
        raise SeedsError(
            f"there is no document in {folder}: put one there as a .txt or .html file, byte for byte as it came"
        )
    vouched = _vouched(seeds / "sources.csv")
    sources: dict[str, Source] = {}
    left_out = [
        f"{name}: sources.csv lists it, but it is not there; put it back or take its line out"
        for name in sorted(vouched.keys() - {path.name for path in paths})
    ]
    for path in paths:
        try:
            source = _read(path)
        except OSError as error:
            left_out.append(f"{path.name}: it cannot be read ({error.strerror}); check its rights")
            continue
        wanted = vouched.get(source.name, source.sha256)
        twin = sources.get(source.sha256)
        if source.sha256 != wanted:
            left_out.append(
                f"{source.name}: its SHA-256 is {source.sha256}, sources.csv says {wanted}; "
                "put the original back or mend sources.csv"
            )
        elif twin:
            left_out.append(f"{source.name}: the same bytes as {twin.name}; take one of the two away")
        else:
            sources[source.sha256] = source
    return Seeds(tuple(sources.values()), tuple(left_out), dataset(seeds))


def fingerprint_parts(found: Seeds) -> Iterator[tuple[str, bytes]]:
    """Yield name and content, or its hash, of all that a release depends on: sources, words about them, code."""
    for source in found.sources:
        yield f"documents/{source.name}", source.sha256.encode()
    yield "dataset.toml", found.dataset.read_bytes()
    for path in sorted(lexicon.folder().iterdir()):
        if path.is_file():
            yield f"lexicon/{path.name}", path.read_bytes()
    root = Path(__file__).resolve().parent.parent
    for package in ("flows", "schemas"):
        for path in sorted(path for path in (root / package).rglob("*.*") if path.suffix in CODE):
            if "_lexicon" in path.parts:
                continue  # the installed copy, which was read above
            yield path.relative_to(root).as_posix(), path.read_bytes()


def _read(path: Path) -> Source:
    data = path.read_bytes()
    return Source(path.name, str(path), len(data), hashlib.sha256(data).hexdigest())


def _vouched(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return {row["file"]: row["sha256"].lower() for row in csv.DictReader(file)}
    except (KeyError, AttributeError, UnicodeDecodeError, csv.Error) as error:
        raise SeedsError(f"{path} cannot be read: its first line must name the columns file and sha256") from error
