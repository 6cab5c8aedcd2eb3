"""The table `paragraphs`: the restored text, piece by piece."""

from schemas.shared import DOCUMENT_ID, JOINED, PARAGRAPH_ID, SOURCE_SPAN, count
from schemas.table import Column, ForeignKey, Table

KINDS = ("title", "byline", "heading", "body", "caption", "footer")

PARAGRAPHS = Table(
    name="paragraphs",
    row="one paragraph of a document, in order",
    key=("paragraph_id",),
    columns=(
        PARAGRAPH_ID,
        DOCUMENT_ID,
        Column("position", "Place in the document, from 0.", "integer", minimum=0),
        Column("kind", "What the paragraph is in its document.", values=KINDS),
        Column("section", "Heading that the paragraph stands under.", nullable=True),
        Column("text", "Restored text, in the script it was published in."),
        Column("text_simplified", "`text` in simplified characters, one for one, so that offsets hold in both."),
        Column("keywords", "Most telling words of the paragraph, joined by `;`.", nullable=True, pattern=JOINED),
        Column("credit", "Photographer and agency of a caption.", nullable=True),
        count("character_count", "Length of `text`.", "characters"),
        *SOURCE_SPAN,
    ),
    foreign_keys=(ForeignKey("document_id", "documents"),),
)
