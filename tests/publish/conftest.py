"""A small, sound set of tables, written by hand, that tests copy and break."""

import hashlib
from collections.abc import Callable
from datetime import date

import pyarrow as pa
import pytest

from flows.publish.tables import from_rows

Rows = dict[str, list[dict[str, object]]]

TITLE = "北京复工"
FIRST = "截至9月2日，全市31.6万人复工，增长5%以上。"
SECOND = "“接诉即办”机制为3至5个区减负600多亿元。"


def rows_of(source: bytes) -> Rows:
    """Return the rows of one document whose source would be `source` and whose text is always the same."""
    sha256 = hashlib.sha256(source).hexdigest()
    document = {"document_id": sha256[:16]}
    title, first, second = (f"{sha256[:16]}-p{number:04d}" for number in range(3))
    event = f"{first}-e00000"

    def paragraph(key: str, position: int, kind: str, text: str, start: int) -> dict[str, object]:
        return document | {
            "paragraph_id": key,
            "position": position,
            "kind": kind,
            "text": text,
            "text_simplified": text,
            "character_count": len(text),
            "source_start": start,
            "source_end": start + len(text),
        }

    def span(key: str, start: int, text: str, offset: int) -> dict[str, object]:
        place = {"start": start, "end": start + len(text)}
        return (
            document
            | place
            | {
                "paragraph_id": key,
                "source_start": offset + start,
                "source_end": offset + start + len(text),
            }
        )

    def figure(key: str, start: int, text: str, sentence: str, offset: int, **cells: object) -> dict[str, object]:
        name = {"figure_id": f"{key}-f{start:05d}", "text": text, "sentence": sentence, "change": "none"}
        return span(key, start, text, offset) | name | cells

    return {
        "documents": [
            document
            | {
                "source_name": "a.txt",
                "url": "https://example.org/a",
                "source_sha256": sha256,
                "source_bytes": 200,
                "encoding": "utf-8",
                "encoding_certainty": "certain",
                "script": "simplified",
                "title": TITLE,
                "published_on": date(2020, 9, 16),
                "damage": "gloss;mark",
                "gloss_level": 3,
                "repair_count": 2,
                "unresolved_count": 1,
                "reproduced": True,
                "paragraph_count": 3,
                "character_count": 56,
            }
        ],
        "paragraphs": [
            paragraph(title, 0, "title", TITLE, 0),
            paragraph(first, 1, "body", FIRST, 5),
            paragraph(second, 2, "body", SECOND, 5 + len(FIRST) + 1) | {"keywords": "机制;减负"},
        ],
        "figures": [
            figure(
                first,
                9,
                "31.6万人",
                FIRST,
                5,
                event_id=event,
                value=316000.0,
                value_low=316000.0,
                value_high=316000.0,
                bound="exact",
                unit="人",
                unit_canonical="person",
                value_canonical=316000.0,
                dimension="count",
            ),
            figure(
                first,
                20,
                "5%以上",
                FIRST,
                5,
                event_id=event,
                value=5.0,
                value_low=5.0,
                bound="at_least",
                unit="%",
                unit_canonical="percent",
                value_canonical=5.0,
                dimension="ratio",
                change="increase",
            ),
            figure(
                second,
                9,
                "3至5个",
                SECOND,
                6 + len(FIRST),
                value_low=3.0,
                value_high=5.0,
                bound="range",
                unit="个",
                unit_canonical="piece",
                dimension="count",
            ),
        ],
        "events": [
            span(first, 0, "截至9月2日", 5)
            | {
                "event_id": event,
                "date_text": "截至9月2日",
                "date_end": date(2020, 9, 2),
                "granularity": "day",
                "relation": "as_of",
                "resolved_by": "publication",
                "text": FIRST,
                "figure_count": 2,
            }
        ],
        "terms": [
            span(second, 1, "接诉即办", 6 + len(FIRST))
            | {"term_id": f"{second}-t1-5", "text": "接诉即办", "kind": "mechanism", "quoted": True}
        ],
        "repairs": [
            document
            | {
                "repair_id": f"{sha256[:16]}-r00000",
                "paragraph_id": title,
                "start": 2,
                "end": 2,
                "source_start": 2,
                "source_end": 6,
                "source_text": "(fù)",
                "restored_text": "",
                "stage": "gloss",
                "certainty": "certain",
            },
            document
            | {
                "repair_id": f"{sha256[:16]}-r00001",
                "source_start": 9,
                "source_end": 10,
                "source_text": "?",
                "restored_text": "?",
                "stage": "lost_byte",
                "certainty": "unresolved",
                "alternatives": "1;2",
            },
        ],
        "rejects": [
            document
            | {
                "reject_id": f"{sha256[:16]}-x00000",
                "stage": "figures",
                "text": "第三",
                "reason": "an ordinal",
                "source_start": 3,
                "source_end": 5,
            }
        ],
    }


@pytest.fixture(scope="session")
def sound_rows() -> Callable[[bytes], Rows]:
    """The maker of sound rows: one document for each source that it is given."""
    return rows_of


@pytest.fixture
def sound() -> dict[str, pa.Table]:
    """The tables of one sound document."""
    return from_rows(rows_of(b"sound"))
