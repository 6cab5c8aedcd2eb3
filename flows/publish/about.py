"""What the dataset is called, says of itself, and on what terms it may be used: seeds/dataset.toml.

Not for the terms of single documents: seeds/sources.csv has them.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LICENCE_NAME = re.compile(r"[A-Za-z0-9.-]+")
_WORDS = ("name", "title", "title_zh", "description", "description_zh")
_LISTS = ("keywords", "contributors")
_LICENCE = ("name", "title", "path", "covers")
_ADDRESS = re.compile(r"https?://[^\s\"<>]+")
_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


class AboutError(ValueError):
    """A dataset.toml that cannot be used; the text is one sentence that names file, entry and what to do."""


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


def read(path: Path) -> About:
    """Return what the dataset.toml at `path` says; raises AboutError where that is not all, or not of this shape."""
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise AboutError(f"{path} cannot be read ({error.strerror}): check that it is there, and its rights") from error
    except UnicodeDecodeError as error:
        raise AboutError(f"{path} is not in UTF-8: save it in that encoding") from error
    except tomllib.TOMLDecodeError as error:
        raise AboutError(f"{path} is no TOML, {str(error).rstrip('.')}: mend it there") from error
    _declared(path, "", entries, {*_WORDS, *_LISTS, "licences", "homepage"})
    blocks = entries.get("licences")
    if not isinstance(blocks, list) or not blocks or not all(isinstance(block, dict) for block in blocks):
        raise AboutError(f"{path}: licences is missing or no list of blocks; write each as [[licences]] and its lines")
    return About(
        **{word: _text(path, word, entries.get(word)) for word in _WORDS if word != "name"},
        name=_shaped(path, "name", entries.get("name"), _NAME, "small letters and digits, with hyphens between"),
        keywords=_texts(path, "keywords", entries.get("keywords")),
        contributors=_texts(path, "contributors", entries.get("contributors")),
        licences=tuple(_licence(path, number, block) for number, block in enumerate(blocks, 1)),
        homepage=_homepage(path, entries.get("homepage")),
    )


def _licence(path: Path, number: int, block: Mapping[str, object]) -> Licence:
    where = f"licences, block {number}: "
    _declared(path, where, block, set(_LICENCE))
    name = _shaped(path, f"{where}name", block.get("name"), _LICENCE_NAME, "an SPDX identifier such as CC-BY-4.0")
    address = _text(path, f"{where}path", block.get("path"))
    if not (_ADDRESS.fullmatch(address) or _FILE.fullmatch(address)):
        raise AboutError(
            f"{path}: {where}path is {address!r}; write an address that begins with https://, or a file of the release"
        )
    title, covers = (_text(path, f"{where}{word}", block.get(word)) for word in ("title", "covers"))
    return Licence(name, title, address, covers)


def _homepage(path: Path, entry: object) -> str | None:
    if entry is None:
        return None
    return _shaped(path, "homepage", entry, _ADDRESS, "an address that begins with https://")


def _declared(path: Path, where: str, entries: Mapping[str, object], known: set[str]) -> None:
    for word in entries:
        if word not in known:
            raise AboutError(f"{path}: {where}nothing is known of {word!r}; there are {', '.join(sorted(known))}")


def _text(path: Path, word: str, entry: object) -> str:
    if not isinstance(entry, str) or not entry.strip():
        raise AboutError(f'{path}: {word} is missing or no text; write it as {word.split()[-1]} = "…"')
    text = " ".join(entry.split())
    if not text.isprintable():
        raise AboutError(f"{path}: {word} holds a character that cannot be shown; write it anew")
    return text


def _texts(path: Path, word: str, entry: object) -> tuple[str, ...]:
    if not isinstance(entry, list) or not entry:
        raise AboutError(f'{path}: {word} is missing or no list; write it as {word} = ["…", "…"]')
    return tuple(dict.fromkeys(_text(path, word, each) for each in entry))


def _shaped(path: Path, word: str, entry: object, shape: re.Pattern[str], says: str) -> str:
    text = _text(path, word, entry)
    if not shape.fullmatch(text):
        raise AboutError(f"{path}: {word} is {text!r}; write {says}")
    return text
