"""Columns that several tables share, so that an id or a span means the same everywhere.

Not for columns that only one table has: those stand in the table's own file.
"""

from schemas.table import Column

_DOCUMENT = "[0-9a-f]{16}"
_PARAGRAPH = f"{_DOCUMENT}-p[0-9]{{4,}}"

KEYS = {
    "document": f"^{_DOCUMENT}$",
    "paragraph": f"^{_PARAGRAPH}$",
    "figure": f"^{_PARAGRAPH}-f[0-9]{{5,}}$",
    "event": f"^{_PARAGRAPH}-e[0-9]{{5,}}$",
    "term": f"^{_PARAGRAPH}-t[0-9]+-[0-9]+$",
    "repair": f"^{_DOCUMENT}-r[0-9]{{5,}}$",
    "reject": f"^{_DOCUMENT}-x[0-9]{{5,}}$",
}
"""The shape of every id: where the row stands in its source, so that it never depends on the run."""

SNAKE = "^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$"
"""A word, or words joined by underscores: the shape of codes whose list is kept elsewhere."""

JOINED = "^[^;]+(?:;[^;]+)*$"
"""One or more entries joined by semicolons."""

DOCUMENT_ID = Column(
    "document_id", "The document: the first 16 digits of its source's SHA-256.", pattern=KEYS["document"]
)
PARAGRAPH_ID = Column("paragraph_id", "The paragraph: document and position.", pattern=KEYS["paragraph"])

SPAN = (
    Column("start", "Where it begins in the paragraph's text.", "integer", unit="characters", minimum=0),
    Column("end", "Where it ends in the paragraph's text, one past the last.", "integer", unit="characters", minimum=1),
)

SOURCE_SPAN = (
    Column("source_start", "Where it begins in the decoded source file.", "integer", unit="characters", minimum=0),
    Column(
        "source_end",
        "Where it ends in the decoded source file, one past the last.",
        "integer",
        unit="characters",
        minimum=0,
    ),
)


def count(name: str, meaning: str, unit: str) -> Column:
    """Return a column that counts something and is never empty."""
    return Column(name, meaning, "integer", unit=unit, minimum=0)
