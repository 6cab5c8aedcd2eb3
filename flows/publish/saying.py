"""The difference between two releases in words, short enough to be read however much differs.

Not for programs: changes.to_json gives them all of it.
"""

import sys
from collections.abc import Iterator

from flows.publish.changes import ChangedRow, Changes, Row, TableChanges

SHOWN = 10
"""Rows of each kind that are told of one by one."""

WIDTH = 60
"""Characters of a cell that are shown."""

_TELLING = ("title", "text", "source_text", "source_name")
"""Columns that tell a person which row it is; the first that a row has is shown."""


_STYLES = {"  +": "green", "  -": "red", "  ~": "yellow"}


def show(changes: Changes) -> None:
    """Print the difference: in colour on a terminal, plain elsewhere."""
    if not sys.stdout.isatty():
        sys.stdout.writelines(f"{line}\n" for line in sentences(changes))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for line in sentences(changes):
        console.print(Text(line, _STYLES.get(line[:3], "bold" if line[0] != " " else "")), soft_wrap=True)


def sentences(changes: Changes, shown: int = SHOWN) -> Iterator[str]:
    """Yield a line a table with its counts, and under it a line each for at most `shown` rows of each kind.

    Those lines begin with `+` for a row added, `-` for one gone, `~` for one changed.
    """
    yield f"{changes.old} → {changes.new}"
    if not any(_differs(table) for table in changes.tables):
        yield "no row differs"
    for table in changes.tables:
        yield _counts(table)
        for sign, rows in (("+", table.added), ("-", table.gone)):
            yield from (f"  {sign} {_row(row)}" for row in rows[:shown])
            yield from _rest(sign, len(rows) - shown)
        yield from (f"  ~ {_changed(row)}" for row in table.changed[:shown])
        yield from _rest("~", len(table.changed) - shown)


def _counts(table: TableChanges) -> str:
    kinds = {"added": table.added, "gone": table.gone, "changed": table.changed}
    differs = ", ".join(f"{len(rows):,} {kind}" for kind, rows in kinds.items() if rows)
    rows = f"{table.before:,}" if table.before == table.after else f"{table.before:,} → {table.after:,}"
    return f"{table.table}: {rows} {'row' if table.after == 1 else 'rows'}, {differs or 'nothing differs'}"


def _differs(table: TableChanges) -> bool:
    return bool(table.added or table.gone or table.changed)


def _rest(sign: str, number: int) -> Iterator[str]:
    if number > 0:
        yield f"  {sign} … and {number:,} more"


def _row(row: Row) -> str:
    key = next(iter(row.values()), "")
    telling = next((row[name] for name in _TELLING if row.get(name)), "")
    return f"{cell(key)}  {cell(telling)}".rstrip()


def _changed(row: ChangedRow) -> str:
    return f"{cell(row.key)}  " + "; ".join(f"{name}: {cell(a)} → {cell(b)}" for name, (a, b) in row.cells.items())


def cell(value: object) -> str:
    """Return a cell's value for one line of a terminal: cut, and without anything that steers it.

    >>> cell(None), cell(5.0), cell("a\\x1b[31m\\nb"), cell("京" * 70) == "京" * 59 + "…"
    ('(empty)', '5.0', 'a·[31m·b', True)
    """
    if value is None:
        return "(empty)"
    text = "".join(character if character.isprintable() else "·" for character in str(value)[: WIDTH + 1])
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
