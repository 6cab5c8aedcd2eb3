"""What differs between two releases, by key: as records, as JSON, in words, and on the command line."""

import json
import pickle
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from flows.checks.quality import Quality
from flows.publish import changes, release, saying
from flows.publish.tables import from_rows
from schemas import TABLES
from tests.conftest import Cli

Tables = dict[str, pa.Table]
OLD, NEW = "2026-11-22-aaaaaaaaaaaa", "2026-11-23-bbbbbbbbbbbb"


@pytest.fixture
def other(sound_rows: Callable[[bytes], Any]) -> Tables:
    """The sound tables with one row of each kind of difference, and a second document."""
    rows = sound_rows(b"sound")
    rows["figures"][0] |= {"value": 7.0, "event_id": None}
    rows["events"][0] |= {"date_end": date(2020, 9, 3)}
    rows["rejects"] = []
    for table, more in sound_rows(b"second").items():
        rows[table] += more if table != "rejects" else []
    return from_rows(rows)


def found(compared: changes.Changes, table: str) -> changes.TableChanges:
    return next(each for each in compared.tables if each.table == table)


def test_nothing_differs_between_equal_tables(sound: Tables) -> None:
    compared = changes.compare(OLD, sound, NEW, sound)
    assert [table.table for table in compared.tables] == list(TABLES)
    assert not any(table.added or table.gone or table.changed for table in compared.tables)
    assert list(saying.sentences(compared))[1] == "no row differs"


def test_order_and_chunks_do_not_matter(sound: Tables) -> None:
    backwards = {name: pa.concat_tables([table.slice(1), table.slice(0, 1)]) for name, table in sound.items()}
    compared = changes.compare(OLD, sound, NEW, backwards)
    assert not any(table.added or table.gone or table.changed for table in compared.tables)


def test_rows_are_told_by_key(sound: Tables, other: Tables) -> None:
    compared = changes.compare(OLD, sound, NEW, other)
    figures, events, rejects = (found(compared, table) for table in ("figures", "events", "rejects"))
    assert (figures.before, figures.after, len(figures.added)) == (3, 6, 3)
    assert [row["figure_id"] for row in figures.added] == sorted(row["figure_id"] for row in figures.added)
    changed = figures.changed[0]
    event = sound["figures"]["event_id"][0].as_py()
    assert (changed.key, len(figures.changed)) == (sound["figures"]["figure_id"][0].as_py(), 1)
    assert changed.cells == {"event_id": (event, None), "value": (316000.0, 7.0)}
    assert events.changed[0].cells == {"date_end": (date(2020, 9, 2), date(2020, 9, 3))}
    assert list(rejects.gone) == sound["rejects"].to_pylist()
    back = changes.compare(NEW, other, OLD, sound)
    assert list(found(back, "figures").gone) == list(figures.added)
    assert list(found(back, "rejects").added) == list(rejects.gone)


def test_a_table_or_column_that_one_lacks_is_empty_there(sound: Tables) -> None:
    older = {name: table for name, table in sound.items() if name != "terms"}
    older["figures"] = older["figures"].drop_columns(["bound", "event_id"]).append_column("odd", pa.nulls(3))
    older["rejects"] = older["rejects"].set_column(4, "reason", pa.array([7]))
    compared = changes.compare(OLD, older, NEW, sound)
    assert list(found(compared, "terms").added) == sound["terms"].to_pylist()
    cells = [row.cells for row in found(compared, "figures").changed]
    assert cells[0] == {"event_id": (None, sound["figures"]["event_id"][0].as_py()), "bound": (None, "exact")}
    assert cells[2] == {"bound": (None, "range")}
    assert found(compared, "rejects").changed[0].cells == {"reason": (7, "an ordinal")}


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda table: pa.concat_tables([table, table]), "a key .* more than once"),
        (lambda table: table.drop_columns(["reject_id"]), "no column reject_id, by which"),
        (lambda table: table.set_column(0, "reject_id", pa.array([None], pa.string())), "a row without a key"),
    ],
    ids=["doubled", "without", "empty"],
)
def test_rows_that_cannot_be_told_apart_are_refused(
    sound: Tables, spoil: Callable[[pa.Table], pa.Table], says: str
) -> None:
    with pytest.raises(changes.ChangesError, match=f"{NEW}: rejects has {says}"):
        changes.compare(OLD, sound, NEW, sound | {"rejects": spoil(sound["rejects"])})


def test_json_has_every_row_and_is_the_same_each_time(sound: Tables, other: Tables) -> None:
    compared = changes.compare(OLD, sound, NEW, other)
    text = changes.to_json(compared)
    assert text == changes.to_json(pickle.loads(pickle.dumps(compared)))  # noqa: S301
    assert "二" not in text
    told = json.loads(text)
    assert (told["old"], told["new"], list(told["tables"])) == (OLD, NEW, list(TABLES))
    figures, events = told["tables"]["figures"], told["tables"]["events"]
    assert figures["added"] == [dict(row) for row in found(compared, "figures").added]
    assert figures["changed"][0]["cells"]["value"] == {"old": 316000.0, "new": 7.0}
    assert events["changed"][0]["cells"]["date_end"] == {"old": "2020-09-02", "new": "2020-09-03"}
    short = json.loads(changes.to_json(compared, most=1))["tables"]["figures"]
    assert (len(short["added"]), short["added_count"]) == (1, 3)


def test_a_number_that_json_cannot_tell_is_refused(sound: Tables) -> None:
    odd = sound["figures"].set_column(7, "value", pa.array([float("nan")] * 3))
    with pytest.raises(changes.ChangesError, match="no place in JSON"):
        changes.to_json(changes.compare(OLD, sound, NEW, sound | {"figures": odd}))


def test_words_stay_short_whatever_differs(sound_rows: Callable[[bytes], Any], sound: Tables) -> None:
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    for number in range(300):
        for table, more in sound_rows(str(number).encode()).items():
            rows[table] += more
    compared = changes.compare(OLD, sound, NEW, from_rows(rows))
    lines = list(saying.sentences(compared, shown=5))
    assert "figures: 3 → 900 rows, 900 added, 3 gone" in lines
    assert "  + … and 895 more" in lines
    assert len(lines) < 100
    assert all(len(line) < 400 for line in lines)
    assert len(found(compared, "figures").added[10:20]) == 10
    assert found(compared, "figures").added[-1] == list(found(compared, "figures").added)[-1]


def test_a_terminal_is_not_steered_by_what_a_document_says(sound: Tables, sound_rows: Callable[[bytes], Any]) -> None:
    rows = sound_rows(b"sound")
    rows["documents"][0]["title"] = "a\x1b]0;b\x07\x9b2J\u202e\nc\u2028d"
    lines = list(saying.sentences(changes.compare(OLD, sound, NEW, from_rows(rows))))
    assert all(line.isprintable() for line in lines)
    assert any("a·]0;b··2J··c·d" in line for line in lines)


class TestCommand:
    """`jiaokan diff`, on releases as they are published."""

    @pytest.fixture
    def releases(self, sound: Tables, other: Tables, tmp_path: Path) -> tuple[Path, Path]:
        outputs = tmp_path / "outputs"
        old = release.publish(sound, Quality(()), outputs, OLD)
        return old, release.publish(other, Quality(()), outputs, NEW)

    def test_in_words(self, cli: Cli, releases: tuple[Path, Path]) -> None:
        done = cli("diff", releases[0], "outputs/latest")
        says = done.stdout.decode().splitlines()
        assert (done.returncode, done.stderr) == (0, b"")
        assert says[0] == f"{OLD} → {NEW}"
        assert "figures: 3 → 6 rows, 3 added, 1 changed" in says
        assert any(line.startswith("  ~ ") and "value: 316000.0 → 7.0" in line for line in says)
        assert b"\x1b" not in done.stdout

    def test_as_json(self, cli: Cli, releases: tuple[Path, Path], sound: Tables, other: Tables) -> None:
        done = cli("diff", *releases, "--json")
        assert done.stdout.decode() == changes.to_json(changes.compare(OLD, sound, NEW, other))

    def test_no_difference_is_no_failure(self, cli: Cli, releases: tuple[Path, Path]) -> None:
        done = cli("diff", releases[1], releases[1])
        assert done.returncode == 0
        assert "no row differs" in done.stdout.decode()

    def test_a_damaged_release_is_not_compared(self, cli: Cli, releases: tuple[Path, Path]) -> None:
        (releases[0] / "terms.parquet").write_bytes(b"PAR1")
        done = cli("diff", *releases)
        assert done.returncode == 1
        assert done.stderr.decode().startswith(f"jiaokan: {releases[0] / 'terms.parquet'} is not as published")
        assert done.stderr.count(b"\n") == 1

    def test_what_is_no_release(self, cli: Cli, releases: tuple[Path, Path], tmp_path: Path) -> None:
        done = cli("diff", releases[0], "none")
        assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)
        assert "there is no release at none" in done.stderr.decode()
        (tmp_path / "empty").mkdir()
        done = cli("diff", "empty", releases[0])
        assert (done.returncode, done.stderr.decode().count("\n")) == (2, 1)
        assert "there is no release at empty: it has no SHA256SUMS" in done.stderr.decode()
