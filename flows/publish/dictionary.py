"""outputs/README.md: what lies in that folder of the repository, and the data dictionary.

Not for a release's own README: readme.py writes that. `python -m flows.publish.dictionary FILE` writes this one.
"""

import sys
from pathlib import Path

from flows.publish.readme import dictionary

REFRESH = ".venv/bin/jiaokan build --keep 1 && .venv/bin/python -m flows.publish.dictionary outputs/README.md"
"""What brings outputs/ up to the seeds, the schemas and the code."""

_HEAD = f"""\
# The published data

`latest` is the current release of the documents in `seeds/`: every table as Parquet and as JSON, with a page to look
at (`index.html`), a data package (`datapackage.json`), a Croissant description (`croissant.json`) and the sums of all
files (`SHA256SUMS`). Take the files as they are, or build them yourself: the same sources give the same bytes.

After a change to the seeds, the schemas or the code, bring this folder up to it, in the root of the repository:

```sh
{REFRESH}
```

What follows is generated from `schemas/`.

"""


def render() -> str:
    """Return the text of outputs/README.md."""
    return _HEAD + dictionary()


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render(), encoding="utf-8", newline="\n")
