"""What must hold between the columns of a row and between tables, a sentence each.

Not for what one column must be by itself: schemas/ declares that. flows/validate.py turns every rule into a boolean
column, and Great Expectations expects it to be true. A rule's name is its function's, what it says the docstring's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import isfinite

from schemas import TABLES

PERCENT = (-1_000.0, 100_000.0)
"""Outside of these a percentage is likelier to be misread than meant; below nought it may be, as growth is."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A truth about every row of a table.

    `columns` name the cells that `holds` is given: the table's own, or what flows/checks/columns.py derives. It is not
    asked where a cell is empty that may not be: that failure is reported on its own.
    """

    table: str
    columns: tuple[str, ...]
    holds: Callable[..., bool]

    @property
    def name(self) -> str:
        """The rule as a call, which no other rule of the table shares."""
        return f"{self.holds.__name__}({', '.join(self.columns)})"

    @property
    def says(self) -> str:
        """What holds, as a clause."""
        sentence = (self.holds.__doc__ or self.name).partition("\n")[0]
        return sentence[0].lower() + sentence[1:].rstrip(".")


def key_exists(key: str | None, exists: bool) -> bool:
    """The key is one of the table that it points to."""
    return key is None or exists


def span_is_ordered(start: int, end: int) -> bool:
    """Start lies before end."""
    return start < end


def span_in_paragraph(end: int, whole: str) -> bool:
    """The span ends within the paragraph's text."""
    return end <= len(whole)


def text_as_written(text: str, start: int, end: int, whole: str) -> bool:
    """The text is what the paragraph has from start to end."""
    return whole[start:end] == text


def source_is_ordered(start: int | None, end: int | None) -> bool:
    """The source span has both ends or neither, and does not end before it starts."""
    return start is end is None or (start is not None and end is not None and start <= end)


def source_in_document(end: int | None, size: int) -> bool:
    """The source span ends within the file, which has no more characters than bytes."""
    return end is None or end <= size


def source_in_paragraph(start: int, end: int, first: int, last: int) -> bool:
    """The source span lies within the paragraph's."""
    return first <= start and end <= last


def document_of_paragraph(own: str, other: str) -> bool:
    """Row and paragraph are of one document."""
    return own == other


def event_of_paragraph(own: str, other: str) -> bool:
    """Figure and event are of one paragraph."""
    return own == other


def count_holds(claimed: int, found: int) -> bool:
    """The count is the number of rows."""
    return claimed == found


def id_from_source(key: str, sha256: str) -> bool:
    """The document's id begins its source's SHA-256."""
    return sha256.startswith(key)


def id_from_document(key: str, document: str) -> bool:
    """The id begins with the document's."""
    return key.startswith(f"{document}-")


def id_from_place(key: str, paragraph: str, *place: int) -> bool:
    """The id ends with the place in the paragraph.

    >>> id_from_place("0123456789abcdef-p0007-f00012", "0123456789abcdef-p0007", 12)
    True
    >>> id_from_place("0123456789abcdef-p0007-t12-16", "0123456789abcdef-p0007", 12, 17)
    False
    """
    tail = key.removeprefix(f"{paragraph}-")[1:].split("-")
    return all(part.isdecimal() for part in tail) and tuple(map(int, tail)) == place


def positions_are_gapless(position: int, expected: int) -> bool:
    """The document's positions are 0, 1, 2 and so on."""
    return position == expected


def scripts_are_parallel(text: str, simplified: str) -> bool:
    """The simplified text is as long as the text."""
    return len(text) == len(simplified)


def length_holds(count: int, text: str) -> bool:
    """The count is the length of the text."""
    return count == len(text)


def sentence_has_text(text: str, sentence: str) -> bool:
    """The sentence contains the figure."""
    return text in sentence


def values_are_finite(*values: float | None) -> bool:
    """Every value is a finite number."""
    return all(value is None or isfinite(value) for value in values)


def values_agree_with_bound(bound: str, value: float | None, low: float | None, high: float | None) -> bool:
    """Value, low and high are filled as the bound demands.

    >>> [values_agree_with_bound(*row) for row in (("exact", 5, 5, 5), ("more_than", 600, 600, None))]
    [True, True]
    >>> [values_agree_with_bound(*row) for row in (("exact", 5, None, None), ("at_most", 5, 5, None))]
    [False, False]

    What 约 and 左右 leave open has no interval; 数万 has one and no value.

    >>> [values_agree_with_bound("about", *row) for row in ((5, None, None), (None, 1, 9), (None, None, None))]
    [True, True, False]
    """
    match bound:
        case "exact":
            return value is not None and value == low == high
        case "at_least" | "more_than":
            return value is not None and value == low and high is None
        case "at_most" | "less_than":
            return value is not None and value == high and low is None
        case "about" if value is not None:
            return low is None and high is None
        case "about" | "range":
            open_end = value is not None or low is None or high is None
            return not open_end and (low < high if bound == "about" else low <= high)  # type: ignore[operator]
    return False


def canonical_with_value(value: float | None, canonical: float | None) -> bool:
    """The canonical value is empty where the value is, and only there."""
    return (value is None) == (canonical is None)


def percentage_is_sane(unit: str, *values: float | None) -> bool:
    """A percentage lies between -1000 and 100000."""
    return unit != "percent" or all(value is None or PERCENT[0] <= value <= PERCENT[1] for value in values)


def dates_are_ordered(start: date | None, end: date | None) -> bool:
    """The last day does not come before the first."""
    return start is None or end is None or start <= end


def date_is_told(start: date | None, end: date | None) -> bool:
    """At least one end of the span is told."""
    return start is not None or end is not None


def place_is_whole(paragraph: str | None, start: int | None, end: int | None) -> bool:
    """Paragraph, start and end are all empty or all there."""
    return (paragraph is None) == (start is None) == (end is None)


def place_in_paragraph(start: int | None, end: int | None, whole: str) -> bool:
    """The repair begins and ends within the paragraph's text, and does not end before it begins."""
    return start is None or end is None or 0 <= start <= end <= len(whole)


def restored_as_written(restored: str, start: int | None, end: int | None, whole: str) -> bool:
    """The restored text is what the paragraph has from start to end, as far as it lies in the paragraph.

    >>> [restored_as_written("北京", *place, "在北京") for place in ((1, 3), (0, 2), (2, 3))]
    [True, False, False]

    What reaches over an edge, into a line break or the blanks around the paragraph, is there up to that edge.

    >>> [restored_as_written("京。\\n在北", *place) for place in ((1, 3, "北京。"), (0, 2, "在北京"), (0, 2, "京。"))]
    [True, True, True]
    """
    if start is None or end is None:
        return True
    part = whole[start:end]
    if end - start >= len(restored):
        return part == restored
    if start == 0 and end == len(whole):
        return part in restored
    at_edge = (start == 0 and restored.endswith(part)) or (end == len(whole) and restored.startswith(part))
    return start < end and at_edge


def source_text_fills_span(text: str, start: int, end: int) -> bool:
    """The source text is as long as its span."""
    return len(text) == end - start


def something_changed(old: str, new: str, certainty: str) -> bool:
    """A repair changes its text, unless it could not be resolved."""
    return old != new or certainty == "unresolved"


def _on_spans(table: str, text: str) -> tuple[Rule, ...]:
    """Return the rules for pieces of paragraphs whose column `text` claims to be what stands there."""
    place = ("start", "end") if table == "terms" else ("start",)
    key = TABLES[table].key[0]
    source = ("source_start", "source_end", "paragraphs.source_start", "paragraphs.source_end")
    return (
        Rule(table, (key, "paragraph_id", *place), id_from_place),
        Rule(table, ("start", "end"), span_is_ordered),
        Rule(table, ("end", "paragraphs.text"), span_in_paragraph),
        Rule(table, (text, "start", "end", "paragraphs.text"), text_as_written),
        Rule(table, source, source_in_paragraph),
        Rule(table, ("document_id", "paragraphs.document_id"), document_of_paragraph),
    )


def _on_sources(table: str) -> tuple[Rule, ...]:
    return (
        Rule(table, ("source_start", "source_end"), source_is_ordered),
        Rule(table, ("source_end", "documents.source_bytes"), source_in_document),
    )


RULES: tuple[Rule, ...] = (
    *(
        Rule(table.name, (link.column, f"{link.table}.exists"), key_exists)
        for table in TABLES.values()
        for link in table.foreign_keys
    ),
    *(rule for table in TABLES.values() if "source_end" in table.names for rule in _on_sources(table.name)),
    *_on_spans("figures", "text"),
    *_on_spans("events", "date_text"),
    *_on_spans("terms", "text"),
    Rule("documents", ("document_id", "source_sha256"), id_from_source),
    Rule("documents", ("paragraph_count", "paragraphs.rows"), count_holds),
    Rule("documents", ("repair_count", "repairs.rows"), count_holds),
    Rule("documents", ("unresolved_count", "repairs.unresolved"), count_holds),
    Rule("paragraphs", ("paragraph_id", "document_id"), id_from_document),
    Rule("paragraphs", ("position", "position.expected"), positions_are_gapless),
    Rule("paragraphs", ("text", "text_simplified"), scripts_are_parallel),
    Rule("paragraphs", ("character_count", "text"), length_holds),
    Rule("figures", ("text", "sentence"), sentence_has_text),
    Rule("figures", ("value", "value_low", "value_high", "value_canonical"), values_are_finite),
    Rule("figures", ("bound", "value", "value_low", "value_high"), values_agree_with_bound),
    Rule("figures", ("value", "value_canonical"), canonical_with_value),
    Rule("figures", ("unit_canonical", "value", "value_low", "value_high"), percentage_is_sane),
    Rule("figures", ("paragraph_id", "events.paragraph_id"), event_of_paragraph),
    Rule("events", ("figure_count", "figures.rows"), count_holds),
    Rule("events", ("date_start", "date_end"), dates_are_ordered),
    Rule("events", ("date_start", "date_end"), date_is_told),
    Rule("repairs", ("repair_id", "document_id"), id_from_document),
    Rule("repairs", ("document_id", "paragraphs.document_id"), document_of_paragraph),
    Rule("repairs", ("paragraph_id", "start", "end"), place_is_whole),
    Rule("repairs", ("start", "end", "paragraphs.text"), place_in_paragraph),
    Rule("repairs", ("restored_text", "start", "end", "paragraphs.text"), restored_as_written),
    Rule("repairs", ("source_text", "source_start", "source_end"), source_text_fills_span),
    Rule("repairs", ("source_text", "restored_text", "certainty"), something_changed),
    Rule("rejects", ("reject_id", "document_id"), id_from_document),
)
"""Every rule, table by table as a reader would ask."""
