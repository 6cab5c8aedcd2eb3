"""One document's bytes → its rows in every table: the whole path from source to facts, without running anything twice.

Pure: the same bytes give the same rows, ids included. Not for reading files or writing tables.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal

from flows import chronology, documents, header, keywords, paragraphs, quantities, terms
from flows.paragraphs import Paragraph
from flows.rejects import Reject
from flows.restore import OffsetMap, Restored, restore
from flows.restore.script import is_traditional
from flows.webpages.markup import Places
from schemas import TABLES

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Context:
    """What every row of a document needs to know of it."""

    document_id: str
    source_text: str
    restored: OffsetMap
    taken: Places
    paragraphs: Sequence[Paragraph]

    def paragraph_id(self, position: int) -> str:
        return f"{self.document_id}-p{position:04d}"

    def source(self, start: int, end: int) -> Row:
        """Return the source span of restored characters [start, end)."""
        source_start, source_end = self.taken.span(*self.restored.span(start, end))
        return {"source_start": source_start, "source_end": source_end}

    def within(self, position: int, start: int, end: int) -> Row:
        """Return what places a span of a paragraph: ids, offsets in the paragraph, offsets in the source."""
        base = self.paragraphs[position].start
        return {
            "document_id": self.document_id,
            "paragraph_id": self.paragraph_id(position),
            "start": start,
            "end": end,
            **self.source(base + start, base + end),
        }

    def holding(self, start: int, end: int) -> Row:
        """Return where in which paragraph the restored characters [start, end) stand; empty cells where in none."""
        held = paragraphs.holding(self.paragraphs, start, end)
        if held is None:
            return {"paragraph_id": None, "start": None, "end": None}
        piece, first, last = held
        return {"paragraph_id": self.paragraph_id(piece.position), "start": first, "end": last}


def transform(
    name: str, data: bytes, published: date | None = None, tables: Collection[str] = tuple(TABLES)
) -> dict[str, list[Row]]:
    """Return the rows of all tables for the document `name` with these bytes.

    `published` is the day of publication where the document's own lines name none. Of `tables` that are not asked
    for, terms and keywords are left out: they need jieba, whose dictionary takes a second to load.
    Raises flows.documents.UnreadableDocument, with one sentence that names the file, the place and what to do.
    """
    document = documents.read(name, data)
    restored = restore(document.text)
    pieces = paragraphs.split(restored.text)
    about = header.read(piece.text for piece in pieces if piece.kind in ("byline", "footer"))
    page_title, page_says = _metadata(document, restored)
    about = about.filled(page_says)
    about = replace(about, published_on=about.published_on or published)
    context = _Context(document.sha256[:16], document.source, restored.offsets, document.offsets, pieces)
    rejects: list[Row] = []
    events = _events(context, about, rejects)
    figures = _figures(context, events, rejects)
    paragraph_rows, term_rows = _paragraphs_and_terms(context, tables, rejects)
    return {
        "documents": [_document(document, data, restored, about, context, page_title)],
        "paragraphs": paragraph_rows,
        "figures": figures,
        "events": [row for row, _ in events],
        "terms": term_rows,
        "repairs": _repairs(context, restored),
        "rejects": [
            {"reject_id": f"{context.document_id}-x{number:05d}", **{name: row[name] for name in _REJECT_FIELDS}}
            for number, row in enumerate(sorted(rejects, key=_place))
        ],
    }


def _metadata(document: documents.Document, restored: Restored) -> tuple[str | None, header.Header]:
    """Return title and facts of a web page's metadata, restored as its text is; nothing of other documents."""
    page = document.page
    if page is None:
        return None, header.Header()
    says = [" ".join((value or "").split()) for value in (page.title, page.author, page.site)]
    if restored.repairs:
        # Too short to show their damage by themselves: read behind the text, they are of one page with it.
        says = restore("\n".join([document.text, *says])).text.split("\n")[-len(says) :]
    title, author, site = (value or None for value in says)
    return title, header.Header(publication=site, author=author, published_on=page.published_on)


def _document(
    document: documents.Document,
    data: bytes,
    restored: Restored,
    about: header.Header,
    context: _Context,
    page_title: str | None,
) -> Row:
    titles = [piece.text for piece in context.paragraphs if piece.kind == "title"]
    stages = sorted({repair.stage for repair in restored.repairs})
    return {
        "document_id": context.document_id,
        "source_name": document.name,
        "url": None,
        "source_sha256": document.sha256,
        "source_bytes": document.size,
        "encoding": document.encoding,
        "encoding_certainty": document.certainty,
        "script": "traditional" if is_traditional(restored.text) else "simplified",
        "title": titles[0] if titles else page_title,
        "publication": about.publication,
        "issue": about.issue,
        "author": about.author,
        "editor": about.editor,
        "published_on": about.published_on,
        "damage": ";".join(stages) or "none",
        "gloss_level": restored.gloss_level,
        "repair_count": len(restored.repairs),
        "unresolved_count": sum(repair.certainty == "unresolved" for repair in restored.repairs),
        "reproduced": restored.reproduced and document.encoded(document.source) == data,
        "paragraph_count": len(context.paragraphs),
        "character_count": len(restored.text),
    }


def _paragraphs_and_terms(
    context: _Context, tables: Collection[str], rejects: list[Row]
) -> tuple[list[Row], list[Row]]:
    """Return the rows of `paragraphs` and of `terms`: of each paragraph keywords, then terms, from the same words."""
    with_keywords, with_terms = "paragraphs" in tables, not {"terms", "rejects"}.isdisjoint(tables)
    rows: list[Row] = []
    term_rows: list[Row] = []
    for piece in context.paragraphs:
        rows.append(_paragraph(context, piece, with_keywords=with_keywords))
        if with_terms and piece.kind not in ("byline", "footer"):
            term_rows += _terms(context, piece, rejects)
    return rows, term_rows


def _paragraph(context: _Context, piece: Paragraph, *, with_keywords: bool) -> Row:
    return {
        "paragraph_id": context.paragraph_id(piece.position),
        "document_id": context.document_id,
        "position": piece.position,
        "kind": piece.kind,
        "section": piece.section,
        "text": piece.text,
        "text_simplified": piece.text_simplified,
        "keywords": (with_keywords and ";".join(keywords.keywords(piece.text))) or None,
        "credit": piece.credit,
        "character_count": len(piece.text),
        **context.source(piece.start, piece.end),
    }


def _events(context: _Context, about: header.Header, rejects: list[Row]) -> list[tuple[Row, chronology.Event]]:
    """Return the rows of `events`, each with the event it came from; what was set aside goes to `rejects`."""
    found = []
    for item in chronology.read_events(context.paragraphs, about.published_on):
        if isinstance(item, chronology.Event):
            place = context.within(item.paragraph, item.start, item.end)
            row = {"event_id": f"{place['paragraph_id']}-e{item.start:05d}", **place, **_fields(item, _EVENT_FIELDS)}
            found.append((row, item))
        else:
            position, reject = item
            rejects.append(_reject(context, position, reject))
    return found


_REJECT_FIELDS = ("document_id", "stage", "text", "reason", "source_start", "source_end")
_EVENT_FIELDS = ("date_text", "date_start", "date_end", "granularity", "relation", "resolved_by", "text")
_FIGURE_FIELDS = tuple(field.name for field in fields(quantities.Figure) if field.name not in ("start", "end"))


def _figures(context: _Context, events: list[tuple[Row, chronology.Event]], rejects: list[Row]) -> list[Row]:
    """Return the rows of `figures`, each linked to the event in whose clause it stands."""
    dated = {
        (row["paragraph_id"], position) for row in [*rejects, *(row for row, _ in events)] for position in _span(row)
    }
    counts = {str(row["event_id"]): 0 for row, _ in events}
    rows = []
    for piece in context.paragraphs:
        here = [(row, event) for row, event in events if event.paragraph == piece.position]
        for item in quantities.read_figures(piece.text):
            if isinstance(item, Reject):
                if item.reason != "calendar" or (context.paragraph_id(piece.position), item.start) not in dated:
                    rejects.append(_reject(context, piece.position, item))
            elif any(event.start <= item.start < event.end for _, event in here):
                continue  # it is published as the date that it is part of
            elif piece.kind in ("byline", "footer"):
                aside = Reject("figures", item.start, item.end, item.text, f"in a {piece.kind}")
                rejects.append(_reject(context, piece.position, aside))
            else:
                place = context.within(piece.position, item.start, item.end)
                event_id = _event_of(item, here)
                if event_id:
                    counts[event_id] += 1
                figure_id = f"{place['paragraph_id']}-f{item.start:05d}"
                rows.append({"figure_id": figure_id, "event_id": event_id, **place, **_fields(item, _FIGURE_FIELDS)})
    for row, _ in events:
        row["figure_count"] = counts[str(row["event_id"])]
    return rows


def _event_of(figure: quantities.Figure, events: list[tuple[Row, chronology.Event]]) -> str | None:
    """Return the id of the event whose clause holds the figure; of several, the last that begins in front of it."""
    around = [(event, row) for row, event in events if event.clause_start <= figure.start < event.clause_end]
    before = [pair for pair in around if pair[0].start <= figure.start]
    if not around:
        return None
    _, row = before[-1] if before else around[0]
    return str(row["event_id"])


def _terms(context: _Context, piece: Paragraph, rejects: list[Row]) -> list[Row]:
    """Return the rows of `terms` in one paragraph; what was set aside goes to `rejects`."""
    rows = []
    for item in terms.read_terms(piece.text):
        if isinstance(item, Reject):
            rejects.append(_reject(context, piece.position, item))
            continue
        place = context.within(piece.position, item.start, item.end)
        term_id = f"{place['paragraph_id']}-t{item.start:05d}-{item.end:05d}"
        rows.append({"term_id": term_id, **place, "text": item.text, "kind": item.kind, "quoted": item.quoted})
    return rows


def _repairs(context: _Context, restored: Restored) -> list[Row]:
    spans = [context.taken.span(repair.start, repair.end) for repair in restored.repairs]
    places = [context.holding(start, end) for start, end in context.restored.places()]
    return [
        {
            "repair_id": f"{context.document_id}-r{number:05d}",
            "document_id": context.document_id,
            **place,
            "source_start": start,
            "source_end": end,
            "source_text": context.source_text[start:end],
            "restored_text": repair.restored_text,
            "stage": repair.stage,
            "certainty": repair.certainty,
            "alternatives": ";".join(repair.alternatives) or None,
        }
        for number, (repair, (start, end), place) in enumerate(zip(restored.repairs, spans, places, strict=True))
    ]


def _reject(context: _Context, position: int, reject: Reject) -> Row:
    place = context.within(position, reject.start, reject.end)
    return {**place, "stage": reject.stage, "text": reject.text, "reason": reject.reason}


def _fields(record: object, names: Iterable[str]) -> Row:
    """Return a record's fields as table cells: decimals as floats, empty strings as empty cells."""
    cells = ((name, getattr(record, name)) for name in names)
    return {name: float(cell) if isinstance(cell, Decimal) else (None if cell == "" else cell) for name, cell in cells}


def _span(row: Row) -> range:
    return range(int(str(row["start"])), int(str(row["end"])))


def _place(row: Row) -> tuple[int, int, str]:
    return int(str(row["source_start"])), int(str(row["source_end"])), str(row["stage"])
