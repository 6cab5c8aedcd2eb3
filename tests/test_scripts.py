"""The same text in traditional and in simplified script gives the same rows, offset for offset.

Real sentences, those of tests/cases and of the documents in ../shared/samples where it lies beside the checkout,
converted by OpenCC to the scripts of the mainland's dictionaries, of Taiwan and of Hong Kong.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from flows import documents
from flows.chronology import Event, read_dates, read_events
from flows.chronology.dates import DateMention
from flows.quantities import Figure, read_figures
from flows.restore import restore
from flows.restore.script import simplify
from flows.terms import Term, read_terms

CASES = Path(__file__).parent / "cases"
SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
SHA256 = {
    "000_e06962ff7f16f22d.txt": "01ae4784cba6079be1bfdfc74d17a83c2f828006d19c493642165ee31f9271a1",
    "report-2012.txt": "3a2b1649c7ae6f8227fabae8419743a139407246766b8645b556f7c032948c1d",
    "report-2016.txt": "c52520cbec62ba723718c4ed23ac2da6f2d1ed7bca6607b0592b6b9a865c42a0",
}
DAMAGED = frozenset(("restore.json", "sound.json", "stages.json"))
"""Cases of texts to be restored, which are no sentences yet."""

PUBLISHED = date(2020, 9, 16)
SENTENCE = re.compile(r"[^。！？\n]+[。！？]?[”’」』）]*")
SCRIPTS = {name: OpenCC(name) for name in ("s2t", "s2tw", "s2hk")}

AMBIGUOUS = frozenset("藉覆瞭")
"""What stays when a text is simplified: words with it are told only where the lexicon has them, as 藉助, 批覆, 瞭解.

覆蓋, 狼藉 and 瞭望 rightly stay; a word that does not gets a line in seeds/lexicon/script.csv and is told from then on.
"""

Row = tuple[object, ...]


@dataclass(frozen=True)
class Line:
    """A paragraph of a body, as find_events asks for it."""

    text: str
    kind: str = "body"
    section: str | None = None


def written(case: Any) -> Iterator[str]:
    """Yield the texts of a file of cases, however deep they lie in it."""
    if isinstance(case, list):
        for item in case:
            yield from written(item)
    elif isinstance(case, dict):
        yield from (case[key] for key in ("written", "text") if isinstance(case.get(key), str))
        for value in case.values():
            yield from written(value) if isinstance(value, dict | list) else ()


@cache
def sentences() -> list[str]:
    """Return the sentences in simplified script; raises AssertionError for a sample that is not the known one."""
    texts = {text for path in CASES.glob("*.json") if path.name not in DAMAGED for text in written(read(path))}
    for name, digest in SHA256.items():
        path = SAMPLES / name
        if path.is_file():
            data = path.read_bytes()
            assert hashlib.sha256(data).hexdigest() == digest, f"{name} is not the sample that was read"
            texts.add(restore(documents.read(name, data).text).text)
    return sorted({simplify(found) for text in texts for found in SENTENCE.findall(text) if found.strip()})


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def traditional(text: str, script: str) -> str:
    """Return `text` in a traditional script, character for character."""
    converted = SCRIPTS[script].convert(text)
    return "".join(old if new in AMBIGUOUS else new for old, new in zip(text, converted, strict=True))


def figures(text: str) -> list[Row]:
    return [
        (item.start, item.end, *(simplify(told) if isinstance(told, str) else told for told in astuple(item)[2:]))
        if isinstance(item, Figure)
        else (item.start, item.end, item.reason)
        for item in read_figures(text)
    ]


def dates(text: str) -> list[Row]:
    return [
        (item.start, item.end, item.date_start, item.date_end, item.granularity, item.relation, item.resolved_by)
        if isinstance(item, DateMention)
        else (item.start, item.end, item.reason)
        for item in read_dates(text, PUBLISHED)
    ]


def events(text: str) -> list[Row]:
    return [
        (item.start, item.end, item.date_start, item.date_end, item.relation, item.clause_start, item.clause_end)
        if isinstance(item, Event)
        else (item[1].start, item[1].end, item[1].reason)
        for item in read_events([Line(text)], PUBLISHED)
    ]


def terms(text: str) -> list[Row]:
    return [(item.start, item.end, item.kind if isinstance(item, Term) else item.reason) for item in read_terms(text)]


@pytest.mark.parametrize("script", SCRIPTS)
def test_conversion_goes_there_and_back(script: str) -> None:
    for sentence in sentences():
        assert simplify(traditional(sentence, script)) == sentence, "mend seeds/lexicon/script.csv"


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_sentence_gives_the_same_figures_and_events(script: str) -> None:
    for sentence in sentences():
        other = traditional(sentence, script)
        assert figures(other) == figures(sentence)
        assert events(other) == events(sentence)


@settings(max_examples=400, deadline=None)
@given(data=st.data(), script=st.sampled_from(sorted(SCRIPTS)))
def test_paragraphs_give_the_same_rows(data: st.DataObject, script: str) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(sentences()), min_size=1, max_size=4)))
    other = traditional(text, script)
    for rows in (figures, dates, events, terms):
        assert rows(other) == rows(text)


@settings(max_examples=200, deadline=None)
@given(data=st.data(), script=st.sampled_from(sorted(SCRIPTS)))
def test_a_text_in_both_scripts_at_once_gives_the_same_rows(data: st.DataObject, script: str) -> None:
    text = data.draw(st.sampled_from(sentences()))
    which = data.draw(st.randoms(use_true_random=False))
    pairs = zip(text, traditional(text, script), strict=True)
    mixed = "".join(which.choice(pair) for pair in pairs)
    if simplify(mixed) == text:  # a word that is told as a whole must be in one script
        for rows in (figures, dates, events, terms):
            assert rows(mixed) == rows(text)
