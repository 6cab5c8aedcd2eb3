"""One paragraph as it is shown: its text with all marks in their places.

Not for choosing paragraphs, nor for how marks look: page.css does that.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from flows.publish.page import notes
from flows.publish.page.marks import Mark, marked
from flows.publish.page.placing import Place, place
from schemas.repairs import CERTAINTIES

Row = Mapping[str, Any]

LONGEST = 20_000
"""Characters of a paragraph that are shown."""

_SENTENCE, _EVENT, _FIGURE, _TERM, _REPAIR = range(5)
_AROUND = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph on the page: `anchors` says which element holds a row.

    `simplified` is the text in simplified script where that differs, `contexts` what stands on both sides of a doubtful
    repair.
    """

    row: Row
    html: Markup
    simplified: str | None
    anchors: Mapping[str, str]
    contexts: Mapping[str, tuple[str, str]]


def show(
    row: Row, figures: Sequence[Row], events: Sequence[Row], terms: Sequence[Row], repairs: Sequence[Row]
) -> Shown:
    """Return a paragraph with what was found and repaired in it."""
    text, simplified = _cut(row["text"]), _cut(row["text_simplified"])
    marks = [*_sentences(text, figures, events), *map(_event, events), *map(_figure, figures), *map(_term, terms)]
    found = [name for mark in marks if mark.start < len(text) and (name := mark.attributes.get("id"))]
    anchors = dict(zip(found, found, strict=True))
    contexts = {}
    for one in place(repairs):
        mark = _repair(one)
        marks.append(mark)
        name = mark.attributes["id"]
        if name and one.start < len(text):
            around = text[max(0, one.start - _AROUND) : one.start], text[one.end : one.end + _AROUND]
            for each in filter(_doubtful, one.repairs):
                anchors[each["repair_id"]], contexts[each["repair_id"]] = name, around
    return Shown(
        row, marked(text, list(_reachable(marks))), None if simplified == text else simplified, anchors, contexts
    )


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _reachable(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield the marks, the first that says something reachable by Tab: from there on, arrow keys lead on."""
    speaking = min((mark for mark in marks if "data-n" in mark.attributes), key=_order, default=None)
    for mark in marks:
        if mark is speaking:
            mark = Mark(mark.start, mark.end, mark.layer, mark.tag, {**mark.attributes, "tabindex": "0"})
        yield mark


def _order(mark: Mark) -> tuple[int, int]:
    return mark.start, mark.layer


def _sentences(text: str, figures: Sequence[Row], events: Sequence[Row]) -> Iterator[Mark]:
    """Yield the sentences and clauses that rows are linked to."""
    told = [(row, row["sentence"]) for row in figures] + [(row, row["text"]) for row in events]
    spans = {(at, at + len(said)) for row, said in told if (at := _around(text, said, row["start"])) is not None}
    for start, end in sorted(spans):
        yield Mark(start, end, _SENTENCE, attributes={"class": "s"})


def _around(text: str, said: str, start: int) -> int | None:
    """Return where the sentence around the character at `start` begins."""
    at = text.find(said, max(0, start - len(said) + 1))
    return at if 0 <= at <= start else None


def _event(row: Row) -> Mark:
    end = row["date_end"] or row["date_start"]
    day = end.isoformat() if end and row["date_start"] in (None, end) else None
    said = {"class": "d", "id": row["event_id"], "datetime": day, "tabindex": "-1", "data-n": notes.of_event(row)}
    return Mark(row["start"], row["end"], _EVENT, "time" if day else "span", said)


def _figure(row: Row) -> Mark:
    said = {"class": "f", "id": row["figure_id"], "tabindex": "-1", "data-n": notes.of_figure(row)}
    return Mark(row["start"], row["end"], _FIGURE, attributes=said)


def _term(row: Row) -> Mark:
    look = "t w" if row["kind"] in ("publication", "document") else "t"
    said = {"class": look, "id": row["term_id"], "tabindex": "-1", "data-n": notes.of_term(row)}
    return Mark(row["start"], row["end"], _TERM, attributes=said)


def _doubtful(row: Row) -> bool:
    return bool(row["certainty"] != "certain")


def _repair(one: Place) -> Mark:
    worst = max((row["certainty"] for row in one.repairs), key=CERTAINTIES.index)
    doubtful = next((row["repair_id"] for row in one.repairs if _doubtful(row)), None)
    said = {
        "class": f"r {worst}",
        "id": doubtful,
        "tabindex": "0" if doubtful else "-1",
        "data-n": notes.of_repairs(one.repairs),
    }
    return Mark(one.start, one.end, _REPAIR, attributes=said)
