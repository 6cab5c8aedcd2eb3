"""The table `terms`: every mention of a named thing."""

from schemas.shared import DOCUMENT_ID, KEYS, PARAGRAPH_ID, SOURCE_SPAN, SPAN
from schemas.table import Column, ForeignKey, Table

KINDS = (
    "measure",
    "mechanism",
    "programme",
    "campaign",
    "policy",
    "body",
    "place",
    "person",
    "slogan",
    "meeting",
    "publication",
    "document",
)

TERMS = Table(
    name="terms",
    row="one mention of a named measure, policy, mechanism, campaign, body, place, person, slogan or document title",
    key=("term_id",),
    columns=(
        Column("term_id", "The mention: paragraph, start and end.", pattern=KEYS["term"]),
        DOCUMENT_ID,
        PARAGRAPH_ID,
        *SPAN,
        Column("text", "The name as written, without its quotation marks."),
        Column("kind", "What the name names.", values=KINDS),
        Column("quoted", "Whether the name stands in quotation marks or title marks.", "boolean"),
        *SOURCE_SPAN,
    ),
    foreign_keys=(ForeignKey("document_id", "documents"), ForeignKey("paragraph_id", "paragraphs")),
)
