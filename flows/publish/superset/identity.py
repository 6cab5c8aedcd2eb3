"""The ids by which Superset knows a thing again when a newer bundle is imported.

Not for the ids of rows.
"""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5


@dataclass(frozen=True, slots=True)
class Identity:
    """Ids within the dataset called `dataset`; another dataset's charts stay apart from its own in one Superset."""

    dataset: str

    def of(self, kind: str, name: str) -> str:
        """Return the id of one thing, the same in every release.

        >>> Identity("jiaokan").of("charts", "terms_by_kind")
        '4d51445b-4696-5417-a93d-8eabf1706c2d'
        """
        return str(uuid5(NAMESPACE_URL, f"jiaokan:superset/{self.dataset}/{kind}/{name}"))
