"""What the tests of this folder share: cases, real text in both scripts, and how a restored text is held against it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

from flows.restore import Repair, Restored, restore
from flows.restore.mangle import mangle, narrow
from flows.restore.repairs import apply
from flows.restore.script import simplify

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
SAMPLES = ROOT.parent / "shared" / "samples"
SUMS = {
    "report-2012.txt": "3a2b1649c7ae6f8227fabae8419743a139407246766b8645b556f7c032948c1d",
    "report-2016.txt": "c52520cbec62ba723718c4ed23ac2da6f2d1ed7bca6607b0592b6b9a865c42a0",
}
SEED = ROOT / "seeds" / "documents" / "000_e06962ff7f16f22d.txt"
SEED_SUM = "01ae4784cba6079be1bfdfc74d17a83c2f828006d19c493642165ee31f9271a1"

# The mirrors' conversion goes by character: these stay, those have one form whatever the word.
_STAYS = frozenset("后里于干制系只斗面采范余云志布征并杰么称恒愿厘")
_ONE_FORM = dict(zip("台着复症岩众准为", "臺著復癥巖眾準為", strict=True))


def load(name: str) -> list[dict[str, Any]]:
    """Return the cases of a file."""
    cases: list[dict[str, Any]] = json.loads((CASES / f"{name}.json").read_text("utf-8"))
    return cases


def params(name: str) -> list[Any]:
    """Return the cases of a file as parameters; known failures are strict expected failures with their reason."""
    return [
        pytest.param(
            case,
            id=case["label"],
            marks=[pytest.mark.xfail(strict=True, reason=case["reason"])] if case["kind"] == "known failure" else [],
        )
        for case in load(name)
    ]


@cache
def to_traditional(text: str) -> str:
    """Return a simplified text as the mirrors convert it: character by character, within the code page."""
    table = OpenCC("s2t")

    def convert(character: str) -> str:
        if character in _STAYS:
            return character
        form = _ONE_FORM.get(character) or table.convert(character)
        try:
            form.encode("gbk")
        except UnicodeEncodeError:
            return character
        return form if len(form) == 1 else character

    forms = {ord(character): convert(character) for character in set(text)}
    return text.translate(forms)


@cache
def seed_text() -> str:
    """Return the seed as it came, decoded."""
    data = SEED.read_bytes()
    assert hashlib.sha256(data).hexdigest() == SEED_SUM
    return data.decode("utf-8")


@cache
def seed() -> Restored:
    """Return the restored seed."""
    return restore(seed_text())


@cache
def sample(name: str) -> str:
    """Return a sample's text with plain line ends; skip where it is absent, fail where it is another."""
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip(f"no {name}: the samples are kept beside the checkout, in shared/samples")
    data = path.read_bytes()
    assert hashlib.sha256(data).hexdigest() == SUMS[name], f"{name} is not the file that these tests were written for"
    return data.decode("gbk").replace("\r\n", "\n")


@cache
def paragraphs(script: str) -> tuple[str, ...]:
    """Return the paragraphs of the seed, and of the samples where they are, in one script."""
    simplified = [simplify(seed().text)]
    traditional = [seed().text]
    for name in SUMS:
        if (SAMPLES / name).is_file():
            simplified.append(sample(name))
            traditional.append(to_traditional(sample(name)))
    texts = traditional if script == "traditional" else simplified
    return tuple(line.strip() for text in texts for line in text.split("\n") if len(line.strip()) > 30)


@cache
def mangled_document(kind: str, script: str, level: int, marks: str) -> bytes:
    """Return a dozen paragraphs as a mirror leaves them: a text, or a web page with tags inside its paragraphs."""
    lines = paragraphs(script)[3:15]
    if kind == "txt":
        return mangle("\n\n　　".join(lines), level, marks).encode()
    inside = "\n".join(
        f"<p>&emsp;{one[:4]}<strong>{one[4:15]}<!-- -->{one[15:21]}</strong>{one[21:40]}<br>{one[40:]}</p>"
        for one in lines
    )
    menu = '<div class="nav"><a href="/">首页</a> <a href="/n">新闻</a></div>'
    page = f"<html><head></head>\n<body>{menu}\n<div class='content'>\n{inside}\n</div></body></html>"
    return mangle(page, level, marks).encode()


@dataclass(frozen=True, slots=True)
class Held:
    """A restored text held against the original: whether it is equal where it claims to know, and how it guessed.

    Full-width and ASCII forms of a mark count as one. `left` are the places recorded as unresolved.
    """

    equal: bool
    right: int
    wrong: int
    left: int


def guessed(restored: Restored) -> Iterator[tuple[int, Repair]]:
    """Yield the repairs of lost characters with their offsets in the restored text."""
    shift = 0
    for repair in restored.repairs:
        if repair.stage != "width" and repair.certainty != "certain":
            yield repair.start + shift, repair
        shift += len(repair.restored_text) - (repair.end - repair.start)


def hold(original: str, restored: Restored) -> Held:
    """Hold a restored text against the original."""
    if len(original) != len(restored.text):
        return Held(False, 0, 0, 0)
    right = wrong = left = 0
    known = list(restored.text)
    for at, repair in guessed(restored):
        end = at + len(repair.restored_text)
        if repair.certainty == "unresolved":
            left += 1
        elif narrow(original[at:end]) == narrow(repair.restored_text):
            right += 1
        else:
            wrong += 1
        known[at:end] = original[at:end]
    return Held(narrow("".join(known)) == narrow(original), right, wrong, left)


def changed(restored: Restored, source: str) -> bool:
    """Tell whether the record of repairs is what turns the source into the restored text."""
    return apply(source, restored.repairs) == restored.text


# A letter that is the second byte of no glossed character: a run may end in it without losing or gaining anything.
_LETTER = "E"
_DIGITS = str.maketrans(dict.fromkeys("0123456789", _LETTER))


@cache
def lossless(script: str) -> tuple[str, ...]:
    """Return the paragraphs with a letter for every digit and no other ASCII: no run in them can eat anything."""
    return tuple(
        "".join(character for character in one.translate(_DIGITS) if not character.isascii() or character == _LETTER)
        + _LETTER
        for one in paragraphs(script)
    )
