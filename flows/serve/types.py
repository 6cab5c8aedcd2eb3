"""What kind of content a file of a release is, for browsers and readers.

Not for finding it out from the content: nothing is guessed.
"""

from pathlib import PurePosixPath

_TEXT = "text/plain; charset=utf-8"

TYPES = {
    ".parquet": "application/vnd.apache.parquet",
    ".json": "application/json; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".cff": "application/yaml; charset=utf-8",
    ".txt": _TEXT,
    ".csv": "text/csv; charset=utf-8",
    ".zip": "application/zip",
    "": _TEXT,
}
"""Media types by suffix; a file without one is a list of sums."""

UNKNOWN = "application/octet-stream"


def of(name: str) -> str:
    """Return the media type of a file by its name.

    >>> of("figures.parquet"), of("SHA256SUMS"), of("bi/superset.zip"), of("a.xyz")
    ('application/vnd.apache.parquet', 'text/plain; charset=utf-8', 'application/zip', 'application/octet-stream')
    """
    return TYPES.get(PurePosixPath(name).suffix, UNKNOWN)


def shrinks(media_type: str) -> bool:
    """Tell whether compressing is worth it: text shrinks, while Parquet and zip are compressed already."""
    return "charset" in media_type
