"""What the dataset is called, says of itself, and on what terms it may be used: seeds/dataset.toml.

Not for the terms of single documents: seeds/sources.csv has them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """Terms of use: `name` as SPDX has it where it does, `path` the address of the text, `covers` what it is for."""

    name: str
    title: str
    path: str
    covers: str


@dataclass(frozen=True, slots=True)
class About:
    """The dataset in its own words, in English and in Chinese."""

    name: str
    title: str
    title_zh: str
    description: str
    description_zh: str
    keywords: tuple[str, ...]
    contributors: tuple[str, ...]
    licences: tuple[Licence, ...]
    homepage: str | None = None
