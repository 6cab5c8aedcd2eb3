"""The README.md of a release: what the files are, how to load them, the data dictionary, the terms.

Not for the project's own README, and without the release's name or day: equal rows give equal bytes.
"""

from collections.abc import Mapping

import pyarrow as pa

from schemas import TABLES
from schemas.render import dictionary

_HEAD = """\
# Jiaokan: restored Chinese documents and what they say

Documents as the web left them, with their damage undone, and the figures, dated events and named measures in them.
Every table is here twice: as Parquet, and as JSON with one record a line.

"""

_USE = """
`quality.json` lists what was expected of the tables and held. `sha256sum --check SHA256SUMS` tells whether a copy is
whole.

## How to load a table

```python
pandas.read_parquet("figures.parquet")
polars.read_parquet("figures.parquet")
duckdb.sql("select * from 'figures.parquet'")
```

## How to read the tables

- Ids are stable: the same source gives the same ids in every release.
- `start` and `end` count characters in the paragraph's `text` (and `text_simplified`), `source_start` and `source_end`
  in the decoded source file; the end is one past the last character.
- A cell without a value is null; lists are one text, joined by `;`.
- Days are ISO 8601; spans of days include both ends.

"""

_TERMS = """
## Terms of use

The annotations (everything that is not the documents' own wording: ids, offsets, values, dates, kinds, repairs) are
under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/): name Jiaokan as the source. The text of the documents
remains their publishers'; it is quoted here so that the annotations can be checked.
"""


def render(tables: Mapping[str, pa.Table]) -> str:
    """Return the README of a release that holds `tables`, in Markdown."""
    listing = ["| table | a row is | rows |", "| --- | --- | ---: |"]
    listing += [f"| [{name}](#{name}) | {table.row} | {tables[name].num_rows:,} |" for name, table in TABLES.items()]
    chapters = "\n".join(dictionary(table) for table in TABLES.values())
    return _HEAD + "\n".join(listing) + "\n" + _USE + chapters + _TERMS
