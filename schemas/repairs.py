"""The table `repairs`: every change between source and restored text."""

from dataclasses import replace

from schemas.shared import DOCUMENT_ID, KEYS, PARAGRAPH_ID, SNAKE, SOURCE_SPAN
from schemas.table import Column, ForeignKey, Table

CERTAINTIES = ("certain", "inferred", "unresolved")

REPAIRS = Table(
    name="repairs",
    row="one change between source and restored text",
    key=("repair_id",),
    columns=(
        Column("repair_id", "The repair: document and number in order of the source.", pattern=KEYS["repair"]),
        DOCUMENT_ID,
        replace(
            PARAGRAPH_ID,
            meaning="The first paragraph whose text has any of the restored characters, or the one in which something "
            "was left out; empty where that is none.",
            nullable=True,
        ),
        Column(
            "start",
            "Where the restored characters begin in the paragraph's text; of what was only left out, its place right "
            "behind the character in front of it.",
            "integer",
            unit="characters",
            nullable=True,
            minimum=0,
        ),
        Column(
            "end",
            "Where they end in the paragraph's text, one past the last; the same as `start` where something was only "
            "left out.",
            "integer",
            unit="characters",
            nullable=True,
            minimum=0,
        ),
        *SOURCE_SPAN,
        Column("source_text", "What the source has there; empty where something was put in.", blank=True),
        Column("restored_text", "What the restored text has instead; empty where something was left out.", blank=True),
        Column("stage", "The step that made the change: gloss, shift, lost_byte, width …", pattern=SNAKE),
        Column(
            "certainty",
            "Whether the bytes prove the change, the words around suggest it, or the original cannot be told.",
            values=CERTAINTIES,
        ),
        Column("alternatives", "What else it could have been, joined by `;`, likeliest first.", nullable=True),
    ),
    foreign_keys=(ForeignKey("document_id", "documents"), ForeignKey("paragraph_id", "paragraphs")),
)
