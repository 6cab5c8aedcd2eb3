"""What a release is: the facts that its package, its page and its BI files are rendered from.

Not for writing anything: release.py does, and calls the renderers with this.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from flows.checks.quality import Quality
from flows.publish.about import About
from flows.publish.changes import Changes


@dataclass(frozen=True, slots=True)
class File:
    """One file of the release as it was written: `name` relative to the release, `size` in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Facts:
    """A release before it is made visible: its tables are sorted by key, `files` are those written so far."""

    name: str
    tables: Mapping[str, pa.Table]
    quality: Quality
    files: tuple[File, ...]
    about: About
    changes: Changes | None = None

    @property
    def day(self) -> str:
        """The release's day (UTC), in ISO 8601."""
        return self.name[:10]

    @property
    def fingerprint(self) -> str:
        """What the release was made of, shortened: twelve digits of its name, behind the day."""
        return self.name[11:23]
