"""What a page tells about the tools that mangled it: its gloss set, its script, its own phrases.

Not for undoing anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.restore import glosses
from flows.restore.likelihood import pieces
from flows.restore.lost import Lost
from flows.restore.script import foreign, is_traditional, simplify


@dataclass(frozen=True, slots=True)
class Page:
    """A page's text with what it tells; everything that readings of it are weighed by."""

    text: str
    level: int
    table: glosses.GlossTable
    traditional: bool
    glossed: tuple[glosses.Glossed, ...]
    """The page's set, in the tool's order."""
    own: Mapping[str, int]
    """The page's runs of two and three Chinese characters, with their counts."""
    _rows: dict[Lost, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, level: int) -> "Page":
        """Return what `text` tells, its gloss level being known."""
        table = glosses.table()
        glossed: tuple[glosses.Glossed, ...] = ()
        if level:
            table = table.extended(glosses.beyond_the_list(text))
            glossed = glosses.page_set(text, table, level)
        return cls(text, level, table, is_traditional(text), glossed, pieces(simplify(glosses.without(text))))

    def candidates(self, lost: Lost) -> list[str]:
        """Return the characters that the byte left allows in the page's script."""
        if lost not in self._rows:
            row = list(lost.candidates)
            own = [one for one in row if not foreign(one, traditional=self.traditional) or one in self.text]
            self._rows[lost] = own or row
        return self._rows[lost]
