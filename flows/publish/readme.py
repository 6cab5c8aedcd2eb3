"""The README.md of a release: what the files are, how to load them, the data dictionary, the terms.

Not for the project's own README, and without the release's name or day: equal rows give equal bytes.
"""

from flows.publish.facts import Facts
from schemas import TABLES
from schemas.render import dictionary as chapter

_OTHERS = """
| file | what it is |
| --- | --- |
| `index.html` | the release to look at: its quality, charts, the text with every value and repair marked in place |
| `datapackage.json` | the tables described for programs, as a [Data Package](https://datapackage.org) |
| `croissant.json` | the same for machine learning, as [Croissant](https://docs.mlcommons.org/croissant/) |
| `CITATION.cff` | how to cite the release |
| `bi/superset.zip` | datasets, charts and a dashboard to import into Apache Superset |
| `quality.json` | what was expected of the tables, and held |
| `changes.json` | what differs from the release before, where there was one |
| `left_out.txt` | documents that could not be read, where there were any |
| `SHA256SUMS` | the sum of every file; `sha256sum --check SHA256SUMS` tells whether a copy is whole |
"""

_USE = """
## How to load a table

```python
pandas.read_parquet("figures.parquet")
polars.read_parquet("figures.parquet")
duckdb.sql("select * from 'figures.parquet'")
```

"""

_READING = """\
## How to read the tables

- Ids are stable: the same source gives the same ids in every release.
- `start` and `end` count characters in the paragraph's `text` (and `text_simplified`), `source_start` and `source_end`
  in the decoded source file; the end is one past the last character.
- A cell without a value is null; lists are one text, joined by `;`.
- Days are ISO 8601; spans of days include both ends.
- In Parquet, meaning and unit of a column stand in its field's metadata; the file's own tell the table, what a row is,
  its key, and the release: the part of its name after the day, so that the same sources give the same bytes on any day.

"""


def render(facts: Facts) -> str:
    """Return the README of a release, in Markdown."""
    listing = ["| table | a row is | rows |", "| --- | --- | ---: |"]
    listing += [
        f"| [{name}](#{name}) | {table.row} | {facts.tables[name].num_rows:,} |" for name, table in TABLES.items()
    ]
    about = facts.about
    head = f"# {_plain(about.title)}\n\n{_plain(about.title_zh)}\n\n{_plain(about.description)}\n"
    head += "\nEvery table is here twice: as Parquet, and as JSON with one record a line.\n\n"
    return head + "\n".join(listing) + "\n" + _OTHERS + _USE + dictionary() + _terms(facts)


def dictionary() -> str:
    """Return the data dictionary: how to read the tables, and a chapter for each."""
    return _READING + "\n".join(chapter(table) for table in TABLES.values())


def _terms(facts: Facts) -> str:
    lines = ["", "## Terms of use", "", "Name the dataset as the source, as `CITATION.cff` has it.", ""]
    for licence in facts.about.licences:
        # Where the address is this file, these lines are the terms.
        title = _plain(licence.title)
        named = title if licence.path == "README.md" else f"[{title}]({licence.path}), {licence.name}"
        lines.append(f"- {named}: for {_plain(licence.covers)}.")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Return a text so that Markdown shows it as it is.

    >>> print(_plain("a <b> [c](d) *e* _f_"))
    a \\<b> \\[c](d) \\*e\\* \\_f\\_
    """
    return "".join(f"\\{mark}" if mark in "\\<[*_`|#" else mark for mark in text)
