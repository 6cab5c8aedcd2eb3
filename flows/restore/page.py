"""What a page tells about the tools that mangled it: its gloss set, its script, its own phrases.

Not for undoing anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from flows.restore import glosses, glossing
from flows.restore.likelihood import OWN_LENGTH, pieces
from flows.restore.lost import Inference, Lost
from flows.restore.row import Row
from flows.restore.script import foreign, is_traditional, simplify


@dataclass(frozen=True)
class Page:
    """A page's text with what it tells; everything that readings of it are weighed by."""

    look: glossing.Look
    level: int

    @property
    def text(self) -> str:
        """The page as it came."""
        return self.look.text

    @cached_property
    def table(self) -> glosses.GlossTable:
        """The tool's list, with the characters that only this page shows glossed."""
        known = glosses.table()
        return known.extended(glossing.beyond_the_list(self.look)) if self.level else known

    @cached_property
    def glossed(self) -> tuple[glosses.Glossed, ...]:
        """The page's set, in the tool's order."""
        return glossing.page_set(self.look, self.table, self.level) if self.level else ()

    @cached_property
    def traditional(self) -> bool:
        """Whether the page is in traditional script."""
        return is_traditional(self.text)

    @cached_property
    def own(self) -> Mapping[str, int]:
        """The page's runs of two and three Chinese characters, with their counts."""
        return pieces(simplify(glosses.without(self.text)[:OWN_LENGTH]))

    @cached_property
    def inferred(self) -> dict[tuple[Lost, object, str, str, frozenset[str] | None], tuple[Inference, ...]]:
        """What was inferred of each lost character between the words around it: the same place, the same answer."""
        return {}

    @cached_property
    def _characters(self) -> frozenset[str]:
        return frozenset(self.text)

    @cached_property
    def _rows(self) -> dict[Lost, Row]:
        return {}

    def candidates(self, lost: Lost) -> Row:
        """Return the characters that the byte left allows in the page's script."""
        if lost not in self._rows:
            row = list(lost.candidates)
            strange = foreign(traditional=self.traditional)
            own = [one for one in row if one not in strange or one in self._characters]
            self._rows[lost] = Row(own or row)
        return self._rows[lost]
