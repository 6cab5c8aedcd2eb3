"""outputs/ as it is committed: the release of the committed seeds, to the byte, and the data dictionary."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.checks.quality import Quality
from flows.publish import check, dictionary, release, sums
from schemas import TABLES
from tests.conftest import ROOT

OUTPUTS = ROOT / "outputs"
REFRESH = f"run `{dictionary.REFRESH}` and commit outputs/"


@pytest.fixture(scope="module")
def committed() -> Path:
    """The folder of the committed release."""
    if not (OUTPUTS / release.LATEST / sums.NAME).is_file():
        pytest.fail(f"outputs/latest is missing: {REFRESH}", pytrace=False)
    return (OUTPUTS / release.LATEST).resolve()


def differing(committed: Path, anew: Path) -> list[str]:
    """Return the files of tables that are not the same in both releases.

    A Parquet file bears the version of what wrote it: where that is another one, its rows and words are compared.
    """
    found = [f"{name}.json" for name in TABLES if not _same_bytes(committed, anew, f"{name}.json")]
    for name in (f"{table}.parquet" for table in TABLES):
        old, new = (pq.ParquetFile(folder / name) for folder in (committed, anew))
        if old.metadata.created_by == new.metadata.created_by:
            same = _same_bytes(committed, anew, name)
        else:
            same = old.read().equals(new.read(), check_metadata=True)
        found += [] if same else [name]
    return found


def _same_bytes(committed: Path, anew: Path, name: str) -> bool:
    return (committed / name).read_bytes() == (anew / name).read_bytes()


def test_it_is_what_the_seeds_give(committed: Path, seed_tables: dict[str, pa.Table], tmp_path: Path) -> None:
    anew = release.publish(seed_tables, Quality(()), tmp_path, committed.name)
    if found := differing(committed, anew):
        pytest.fail(f"outputs/latest is out of date, {', '.join(found)} would differ: {REFRESH}", pytrace=False)


def test_it_is_whole(committed: Path) -> None:
    """What git keeps of it is what was published."""
    assert check.files(committed) == []


def test_it_is_the_only_one(committed: Path) -> None:
    there = {path.name for path in OUTPUTS.iterdir() if not path.name.startswith(".")}
    assert there == {"README.md", "latest", committed.name}, REFRESH


def test_the_dictionary_is_in_step_with_the_schemas() -> None:
    path = OUTPUTS / "README.md"
    if not path.is_file() or path.read_text(encoding="utf-8") != dictionary.render():
        pytest.fail(f"outputs/README.md is out of step with schemas/: {REFRESH}", pytrace=False)


def test_a_difference_is_seen(seed_release: Path, seed_tables: dict[str, pa.Table], tmp_path: Path) -> None:
    changed = dict(seed_tables)
    changed["terms"] = changed["terms"].slice(1)
    anew = release.publish(changed, Quality(()), tmp_path, seed_release.name)
    assert differing(seed_release, anew) == ["terms.json", "terms.parquet"]
    assert differing(seed_release, seed_release) == []
