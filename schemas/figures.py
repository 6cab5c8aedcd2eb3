"""The table `figures`: every number that quantifies something, with its unit."""

from schemas.shared import DOCUMENT_ID, KEYS, PARAGRAPH_ID, SNAKE, SOURCE_SPAN, SPAN
from schemas.table import Column, ForeignKey, Table

BOUNDS = ("exact", "about", "at_least", "more_than", "at_most", "less_than", "range")
CHANGES = ("increase", "decrease", "none")

FIGURES = Table(
    name="figures",
    row="one quantity, as written in one paragraph",
    key=("figure_id",),
    columns=(
        Column("figure_id", "The figure: paragraph and start.", pattern=KEYS["figure"]),
        DOCUMENT_ID,
        PARAGRAPH_ID,
        Column("event_id", "The event whose clause the figure stands in.", nullable=True, pattern=KEYS["event"]),
        *SPAN,
        Column("text", "The characters from the number to the end of its unit."),
        Column(
            "value",
            "The quantity in `unit`, 万 and 亿 applied; empty for ranges and 数万.",
            "number",
            unit="see `unit`",
            nullable=True,
        ),
        Column("value_low", "The least that the words allow.", "number", unit="see `unit`", nullable=True),
        Column("value_high", "The most that the words allow.", "number", unit="see `unit`", nullable=True),
        Column("bound", "How the words bound the quantity.", values=BOUNDS),
        Column("unit", "The unit as written, without 万 and 亿; empty for fractions, which have none.", nullable=True),
        Column("unit_canonical", "Canonical unit, from seeds/lexicon/units.csv."),
        Column(
            "value_canonical", "`value` in the canonical unit.", "number", unit="see `unit_canonical`", nullable=True
        ),
        Column("dimension", "What kind of quantity it is: currency, length, count …", pattern=SNAKE),
        Column("change", "Whether the quantity is a rise, a fall or neither; its sign stays positive.", values=CHANGES),
        Column("per", "What the quantity is reckoned per: 每天, 人均 …, as written.", nullable=True),
        Column("subject", "What is counted or measured, as written.", nullable=True),
        Column("sentence", "The sentence that the figure stands in."),
        *SOURCE_SPAN,
    ),
    foreign_keys=(
        ForeignKey("document_id", "documents"),
        ForeignKey("paragraph_id", "paragraphs"),
        ForeignKey("event_id", "events"),
    ),
)
