"""The table `documents`: what was read, and how far it could be restored."""

from datetime import date

from schemas.shared import DOCUMENT_ID, count
from schemas.table import Column, Table

ENCODING_CERTAINTIES = ("declared", "certain", "likely", "guessed", "overruled")
SCRIPTS = ("simplified", "traditional")

DOCUMENTS = Table(
    name="documents",
    row="one source document",
    key=("document_id",),
    columns=(
        DOCUMENT_ID,
        Column("source_name", "Name of the source file."),
        Column("url", "Where the source was published, if known.", nullable=True, pattern="^https?://[^ ]+$"),
        Column("source_sha256", "SHA-256 of the source file's bytes, hexadecimal.", pattern="^[0-9a-f]{64}$"),
        count("source_bytes", "Size of the source file.", "bytes"),
        Column("encoding", "Character encoding the bytes were read in.", pattern="^[a-z0-9]+(?:[_-][a-z0-9]+)*$"),
        Column(
            "encoding_certainty",
            "How sure the encoding is: declared by the file and borne out by its bytes, certain, likely, or guessed; "
            "overruled where the file declares another one that its bytes speak against.",
            values=ENCODING_CERTAINTIES,
        ),
        Column("script", "Script of the restored text.", values=SCRIPTS),
        Column("title", "Title, as restored.", nullable=True),
        Column("publication", "Publication named in the header line.", nullable=True),
        Column("issue", "Issue of the publication, as written.", nullable=True),
        Column("author", "Author, as written.", nullable=True),
        Column("editor", "Editor named by the site that published it.", nullable=True),
        Column(
            "published_on",
            "Day of publication.",
            "date",
            nullable=True,
            minimum=date(1000, 1, 1),
            maximum=date(2200, 12, 31),
        ),
        Column(
            "damage",
            "Kinds of damage found, joined by `;`; `none` where the source is sound.",
            pattern="^[a-z][a-z0-9_]*(?:;[a-z][a-z0-9_]*)*$",
        ),
        Column(
            "gloss_level",
            "How many characters of the ranked gloss list the mirror glossed; 0 for none.",
            "integer",
            unit="characters",
            minimum=0,
        ),
        count("repair_count", "Changes between source and restored text: rows of `repairs`.", "repairs"),
        count("unresolved_count", "Repairs whose original could not be told.", "repairs"),
        Column(
            "reproduced",
            "Whether mangling the restored text again gave the source back, byte for byte; of a web page, "
            "the text taken from it.",
            "boolean",
        ),
        count("paragraph_count", "Paragraphs: rows of `paragraphs`.", "paragraphs"),
        count("character_count", "Length of the restored text.", "characters"),
    ),
)
