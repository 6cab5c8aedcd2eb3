"""A text and marks on spans of it → HTML, whatever nests in or crosses what.

Not for which marks there are. All text is escaped here; only tags of ours come out as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup, escape

_ONCE = ("id", "tabindex")


@dataclass(frozen=True, slots=True)
class Mark:
    """An element around the characters [start, end) of a text; of two that cross, the one of higher `layer` is cut.

    Attributes without a value are left out; what can be there but once, such as an `id`, stands on the first piece.
    """

    start: int
    end: int
    layer: int
    tag: str = "span"
    attributes: Mapping[str, str | None] = field(default_factory=dict)

    def opening(self, *, first: bool) -> Markup:
        """Return the start tag; `first` says that it begins the mark."""
        cells = (
            (name, cell) for name, cell in self.attributes.items() if cell is not None and (first or name not in _ONCE)
        )
        attributes = Markup().join(Markup(' %s="%s"') % (name, cell) for name, cell in cells)
        return Markup("<%s%s>") % (self.tag, attributes)

    @property
    def closing(self) -> Markup:
        """The end tag."""
        return Markup("</%s>") % self.tag


def marked(text: str, marks: Sequence[Mark]) -> Markup:
    """Return the text as HTML with its marks; marks that reach beyond the text are cut, empty ones left out.

    >>> marked("共345人", [Mark(1, 5, 0, "data", {"value": "345"}), Mark(4, 5, 1, "b"), Mark(0, 2, 2, "i")])
    Markup('<i>共</i><data value="345"><i>3</i>45<b>人</b></data>')
    >>> marked("<&>", [Mark(0, 1, 0, "a", {"title": '">'})])
    Markup('<a title="&#34;&gt;">&lt;</a>&amp;&gt;')
    """
    there = [mark for mark in marks if mark.start < min(mark.end, len(text))]
    starting = sorted(there, key=lambda mark: (mark.start, mark.layer, -mark.end))
    edges = sorted({0, len(text), *(mark.start for mark in there), *(min(mark.end, len(text)) for mark in there)})
    pieces: list[Markup] = []
    stack: list[Mark] = []
    begun = 0
    for here, until in pairwise(edges):
        kept = [mark for mark in stack if mark.end > here]
        while begun < len(starting) and starting[begun].start == here:
            kept.append(starting[begun])
            begun += 1
        kept.sort(key=lambda mark: (mark.layer, mark.start, -mark.end))
        same = 0
        while same < min(len(stack), len(kept)) and stack[same] is kept[same]:
            same += 1
        pieces += [mark.closing for mark in reversed(stack[same:])]
        pieces += [mark.opening(first=mark.start == here) for mark in kept[same:]]
        pieces.append(escape(text[here:until]))
        stack = kept
    pieces += [mark.closing for mark in reversed(stack)]
    return Markup().join(pieces)
