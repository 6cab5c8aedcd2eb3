"""The characters that may have stood at one place, ready to be weighed.

Not for which these are: the bytes tell (flows.restore.lost) and the page's script (flows.restore.page).
"""

from collections.abc import Iterable, Iterator
from functools import cached_property

from flows.restore.pairs import fold, share

# A character as rare as this by itself (a natural logarithm) is tried in words only where it makes one of two.
_RARE = -12.0


class Row:
    """Characters of which one stood at a place, each with its folded form."""

    def __init__(self, characters: Iterable[str]) -> None:
        """Take the characters, none twice."""
        self.characters = tuple(characters)

    def __iter__(self) -> Iterator[str]:
        return iter(self.characters)

    def __len__(self) -> int:
        return len(self.characters)

    @cached_property
    def folded(self) -> dict[str, str]:
        """Each character folded as pairs are."""
        return dict(zip(self.characters, fold("".join(self.characters)), strict=True))

    @cached_property
    def unfolded(self) -> dict[str, list[str]]:
        """The characters by their folded form."""
        found: dict[str, list[str]] = {}
        for character, folded in self.folded.items():
            found.setdefault(folded, []).append(character)
        return found

    @cached_property
    def rare(self) -> dict[str, float]:
        """The characters that are hardly words by themselves, each with its share (a natural logarithm)."""
        shares = {character: share(folded) for character, folded in self.folded.items()}
        return {character: value for character, value in shares.items() if value < _RARE}

    @cached_property
    def rarely(self) -> tuple[str, ...]:
        """The folded forms of the rare ones."""
        return tuple(dict.fromkeys(self.folded[character] for character in self.rare))

    @cached_property
    def common(self) -> tuple[str, ...]:
        """All others."""
        return tuple(character for character in self.characters if character not in self.rare)
