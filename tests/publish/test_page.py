"""What a release's page says and how much of it, read from its bytes; tests/browser looks at it in a browser."""

import hashlib
import json
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Mapping
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows import sources
from flows.checks.quality import Failure, Quality, Result
from flows.publish import about
from flows.publish.changes import compare
from flows.publish.facts import Facts, File
from flows.publish.page import render
from flows.publish.page.reading import ROWS
from flows.publish.tables import from_rows
from flows.transform import transform
from schemas import TABLES
from tests.conftest import SEEDS
from tests.restore.reading import mangled_document

NAME = "2026-11-23-0123456789ab"
QUALITY = Quality((Result("figures", "expect_column_values_to_be_in_set", "bound", "bound is one of exact", 63, 0),))
FILES = (File("figures.parquet", "a" * 64, 12345), File("bi/superset.zip", "b" * 64, 99))


def facts_of(tables: Mapping[str, pa.Table], quality: Quality = QUALITY) -> Facts:
    return Facts(NAME, tables, quality, FILES, about.read(sources.dataset(SEEDS)))


class Page(HTMLParser):
    """A page's ids, links, notes and texts."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.notes: list[str] = []
        self.tags: Counter[str] = Counter()
        self.loads: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "xlink:href") and tag != "link":
                self.links.append(value or "")
            elif name == "data-n" and "tabindex" in dict(attrs):
                # The further pieces of a mark that is cut say the same again, and cannot be moved to.
                self.notes.append(value or "")
            assert not name.startswith("on"), f"{tag} has a handler of its own"
            assert name != "style", f"{tag} has a style of its own, which the policy forbids"
            if name in ("src", "srcset", "data", "action", "poster") or (tag == "link" and name == "href"):
                self.loads.append(value or "")


@pytest.fixture(scope="module")
def seed(seed_tables: dict[str, pa.Table]) -> bytes:
    return render(facts_of(seed_tables))


def test_equal_facts_give_equal_bytes(seed: bytes, seed_tables: dict[str, pa.Table]) -> None:
    assert render(facts_of(seed_tables)) == seed


def test_the_page_of_the_seed_is_below_a_megabyte(seed: bytes) -> None:
    assert 100_000 < len(seed) < 1_000_000


def test_every_link_within_the_page_leads_somewhere(seed: bytes) -> None:
    page = Page(seed)
    assert len(page.ids) == len(set(page.ids)), "two elements have one id"
    within = [link[1:] for link in page.links if link.startswith("#")]
    assert set(within) <= set(page.ids)
    outward = {link for link in page.links if not link.startswith("#")}
    licence = {"https://creativecommons.org/licenses/by/4.0/", "README.md"}
    assert outward == {file.name for file in FILES} | licence
    assert page.loads == [one for one in page.loads if one.startswith("data:")]


def test_every_row_of_the_seed_is_on_the_page(seed: bytes, seed_tables: dict[str, pa.Table]) -> None:
    page = Page(seed)
    links = set(page.links)
    for table, key in (("figures", "figure_id"), ("events", "event_id"), ("terms", "term_id")):
        for name in seed_tables[table][key].to_pylist():
            assert name in page.ids
            assert f"#{name}" in links


def test_every_repair_of_the_seed_stands_in_the_text(seed: bytes, seed_tables: dict[str, pa.Table]) -> None:
    told = Counter(line for note in Page(seed).notes for line in note.split("\n") if line.startswith("校"))
    repairs = seed_tables["repairs"].to_pylist()
    assert told.total() == len(repairs)
    for certainty in ("certain", "inferred", "unresolved"):
        shown = sum(count for line, count in told.items() if f" {certainty}\u2002" in line)
        assert shown == sum(row["certainty"] == certainty for row in repairs)
    assert told["校 ?v → 縱 · bytes paired anew\u2002错位重组 · certain\u2002确证"] == 1
    assert told["校 ?倳⟨U+E266⟩涍€ → 總書記還 · bytes paired anew\u2002错位重组 · certain\u2002确证"] == 1


def test_repairs_of_a_web_page_with_tags_in_its_sentences_stand_in_the_text() -> None:
    source = mangled_document("html", "traditional", 113, "，！")
    tables = from_rows(transform("a.html", source))
    page = render(facts_of(tables))
    told = [line for note in Page(page).notes for line in note.split("\n") if line.startswith("校")]
    assert len(told) == tables["repairs"].num_rows > 500
    glossed = re.findall(r'<span class="r certain"[^>]*"校 (\([^ ]+\)) → ∅[^"\n]*">([^<])</span>', page.decode())
    assert len(glossed) > 300
    assert [both for both in glossed if f"{both[1]}{both[0]}" not in source.decode()] == []


def test_the_policy_lets_in_what_is_ours_alone(seed: bytes) -> None:
    text = seed.decode()
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert found
    policy = unescape(found[1])
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "http" not in policy
    for tag in ("style", "script"):
        held = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        allowed = re.search(rf"{tag}-src 'sha256-([^']+)'", policy)
        assert held
        assert allowed
        assert b64decode(allowed[1]) == hashlib.sha256(held[1].encode()).digest()


def test_search_engines_find_the_dataset(seed: bytes) -> None:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', seed.decode(), re.DOTALL)
    assert found
    said = json.loads(found[1])
    assert said["version"] == NAME
    assert "Dataset" in said["@type"]


def test_a_release_without_rows_has_a_page() -> None:
    page = render(facts_of(from_rows({})))
    assert NAME.encode() in page


def test_what_fails_is_told(seed_tables: dict[str, pa.Table]) -> None:
    failure = Failure("figures", "expect", "bound", "bound is one of exact", "key", "'<abuot>'")
    result = Result("figures", "expect", "bound", "bound is one of exact", 63, 2, (failure,))
    page = render(facts_of(seed_tables, Quality((result,)))).decode()
    assert "Some expectations do not hold" in page
    assert "All held" not in page


def test_the_difference_to_the_release_before_is_told(seed_tables: dict[str, pa.Table], seed: bytes) -> None:
    old = dict(seed_tables)
    old["figures"] = seed_tables["figures"].slice(3)
    facts = facts_of(seed_tables)
    changed = Facts(
        NAME, facts.tables, facts.quality, facts.files, facts.about, compare("before", old, NAME, seed_tables)
    )
    page = render(changed).decode()
    assert 'id="changes"' in page
    assert f"+ <code>{seed_tables['figures']['figure_id'][0]}</code>" in page
    assert 'id="changes"' not in seed.decode()


@pytest.fixture(scope="module")
def large(sound_rows: Callable[[bytes], dict[str, list[dict[str, object]]]]) -> dict[str, pa.Table]:
    """Some 21,000 figures in 7,000 documents."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    for number in range(7000):
        for name, more in sound_rows(f"document {number}".encode()).items():
            rows[name] += more
    return from_rows(rows)


def test_a_large_release_shows_the_first_thousand_rows_and_how_to_read_the_rest(
    large: dict[str, pa.Table], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = render(facts_of(large))
    assert len(page) < 6_000_000
    text = page.decode()
    assert "21,000" in text
    for table, key in (("figures", "figure_id"), ("events", "event_id"), ("paragraphs", "paragraph_id")):
        shown = min(ROWS, large[table].num_rows)
        line = f"FROM '{table}.parquet' ORDER BY {key} OFFSET {shown};"
        assert line in unescape(text)
        pq.write_table(large[table], tmp_path / f"{table}.parquet")
        assert duckdb.sql(line).project(key).fetchall() == [(name,) for name in large[table][key].to_pylist()[shown:]]
    assert "FROM 'repairs.parquet' WHERE certainty <> 'certain' ORDER BY repair_id OFFSET 1000;" in unescape(text)
    assert text.count("data-dimension=") == ROWS
    assert text.count("data-relation=") == ROWS
    within = [link[1:] for link in Page(page).links if link.startswith("#")]
    assert set(within) <= set(Page(page).ids)


def test_a_release_of_one_huge_paragraph_stays_bounded(
    sound_rows: Callable[[bytes], dict[str, list[dict[str, object]]]],
) -> None:
    rows = sound_rows(b"huge")
    rows["paragraphs"][1] |= {"text": "京" * 3_000_000, "text_simplified": "京" * 3_000_000}
    rows["figures"][0] |= {"sentence": "京" * 3_000_000, "subject": "京" * 1_000_000}
    rows["repairs"][0] |= {"source_text": "x" * 3_000_000}
    assert len(render(facts_of(from_rows(rows)))) < 1_000_000


def test_a_release_of_long_paragraphs_stays_bounded(
    sound_rows: Callable[[bytes], dict[str, list[dict[str, object]]]],
) -> None:
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    for number in range(60):
        more = sound_rows(f"document {number}".encode())
        more["paragraphs"][1] |= {"text": "京" * 19_000, "text_simplified": "京" * 19_000}
        for name in TABLES:
            rows[name] += more[name]
    page = render(facts_of(from_rows(rows)))
    assert len(page) < 1_500_000
    assert b"ORDER BY paragraph_id OFFSET" in page
