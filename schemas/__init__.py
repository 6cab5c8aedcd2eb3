"""What is published: each table declared once, everything else rendered from that.

Imports nothing of flows, and neither Prefect nor Great Expectations.
"""

from types import MappingProxyType

from schemas.documents import DOCUMENTS
from schemas.events import EVENTS
from schemas.figures import FIGURES
from schemas.paragraphs import PARAGRAPHS
from schemas.rejects import REJECTS
from schemas.repairs import REPAIRS
from schemas.table import Column, ForeignKey, Table
from schemas.terms import TERMS

TABLES = MappingProxyType(
    {table.name: table for table in (DOCUMENTS, PARAGRAPHS, FIGURES, EVENTS, TERMS, REPAIRS, REJECTS)}
)
"""Every published table by name, in the order in which they are shown."""

__all__ = ["TABLES", "Column", "ForeignKey", "Table"]
