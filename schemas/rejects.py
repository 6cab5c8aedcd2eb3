"""The table `rejects`: what was seen and not published, and why."""

from dataclasses import replace

from schemas.shared import DOCUMENT_ID, KEYS, SNAKE, SOURCE_SPAN
from schemas.table import Column, ForeignKey, Table

REJECTS = Table(
    name="rejects",
    row="one thing that was seen and not published, and why",
    key=("reject_id",),
    columns=(
        Column("reject_id", "The reject: document and number.", pattern=KEYS["reject"]),
        DOCUMENT_ID,
        Column("stage", "The step that set it aside: figures, dates, terms …", pattern=SNAKE),
        Column("text", "What was seen, as restored.", blank=True),
        Column("reason", "Why it was set aside, in a few words."),
        *(replace(column, nullable=True) for column in SOURCE_SPAN),
    ),
    foreign_keys=(ForeignKey("document_id", "documents"),),
)
