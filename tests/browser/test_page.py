"""A release's page as readers have it: they filter, jump to sentences, use the keyboard, a phone, no script at all."""

import re
from pathlib import Path

import pyarrow as pa
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import HOSTILE, Open
from tests.restore.reading import mangled_document

STYLED = "element => getComputedStyle(element, '::after').content"
"""What the style alone says of a mark, where there is no script."""

TEXT = "e => [...e.childNodes].filter(one => one.className != 'number').map(one => one.textContent).join('')"


def note(page: Page) -> str:
    """Return what the foot of the window says, as text that can be read aloud and copied; nothing where it is empty."""
    return str(page.get_by_role("status").and_(page.locator("#note")).inner_text())


def test_it_opens_from_disk(page: Open, seed: str, seed_tables: dict[str, pa.Table]) -> None:
    shown = page(seed)
    expect(shown.get_by_role("heading", level=1)).to_be_visible()
    expect(shown.locator(".counts")).to_contain_text(f"{seed_tables['repairs'].num_rows:,}")
    assert shown.locator("#figure-rows tbody tr").count() == seed_tables["figures"].num_rows
    assert shown.locator("#event-rows tbody tr").count() == seed_tables["events"].num_rows
    for chart in ("#figures .wide", "#events .wide"):
        expect(shown.locator(chart).first).to_be_visible()
    for row in seed_tables["paragraphs"].to_pylist():
        assert shown.locator(f"[id='{row['paragraph_id']}']").evaluate(TEXT) == row["text"]


def test_it_opens_over_http(page: Open, served: tuple[str, list[str]]) -> None:
    address, paths = served
    shown = page(address)
    expect(shown.get_by_role("heading", level=1)).to_be_visible()
    assert paths == ["/index.html"]


def test_its_downloads_are_there(page: Open, seed: str, seed_release: Path) -> None:
    names = page(seed).locator("#files table a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    there = {path.relative_to(seed_release).as_posix() for path in seed_release.rglob("*") if path.is_file()}
    assert set(names) == there - {"index.html", "SHA256SUMS"}


def test_figures_are_filtered_by_words_and_by_choice(page: Open, seed: str, seed_tables: dict[str, pa.Table]) -> None:
    shown = page(seed)
    rows = shown.locator("#figure-rows tbody tr:visible")
    figures = seed_tables["figures"].to_pylist()
    shown.get_by_label("Dimension").select_option("currency")
    expect(rows).to_have_count(sum(row["dimension"] == "currency" for row in figures))
    shown.get_by_label("Dimension").select_option("")
    words = shown.locator("#figure-words")
    wanted = [row for row in figures if "確診病例" in row["sentence"]]
    assert 0 < len(wanted) < len(figures)
    for script in ("確診病例", "确诊病例"):
        words.fill(script)
        expect(rows).to_have_count(len(wanted))
    expect(shown.locator("#figures output")).to_have_text(f"{len(wanted)} / {len(figures)}")
    nothing = shown.locator("#figures").get_by_text("Nothing found")
    expect(nothing).to_be_hidden()
    words.fill("確診病例 no such word")
    expect(rows).to_have_count(0)
    expect(nothing).to_be_visible()
    words.fill("")
    expect(rows).to_have_count(len(figures))
    expect(nothing).to_be_hidden()


def test_events_are_filtered(page: Open, seed: str, seed_tables: dict[str, pa.Table]) -> None:
    shown = page(seed)
    events = seed_tables["events"].to_pylist()
    shown.get_by_label("Relation").select_option("since")
    rows = shown.locator("#event-rows tbody tr:visible")
    expect(rows).to_have_count(sum(row["relation"] == "since" for row in events))
    shown.get_by_label("Granularity").select_option("day")
    expect(rows).to_have_count(0)


@pytest.mark.parametrize("table", ["figure", "event"])
def test_a_row_leads_to_its_sentence(page: Open, seed: str, seed_tables: dict[str, pa.Table], table: str) -> None:
    shown = page(seed)
    row = seed_tables[f"{table}s"].to_pylist()[7]
    shown.locator(f"#{table}-rows a[href='#{row[f'{table}_id']}']").click()
    target = shown.locator(":target")
    expect(target).to_have_text(row.get("date_text", row["text"]))
    expect(target).to_be_in_viewport()
    sentence = shown.locator(".s:has(:target)").last
    assert sentence.text_content() in (row.get("sentence"), row["text"])
    plain = shown.locator(".s:not(:has(:target))").first
    colours = [one.evaluate("e => getComputedStyle(e).backgroundColor") for one in (sentence, plain)]
    assert colours[0] != colours[1]


def test_the_timeline_leads_to_the_text(page: Open, seed: str) -> None:
    shown = page(seed)
    shown.locator("#events .wide a").nth(3).click()
    expect(shown.locator("article :target")).to_be_in_viewport()


def test_a_repair_says_what_the_source_has(page: Open, seed: str) -> None:
    shown = page(seed)
    mark = shown.locator("article .r.certain", has_text="縱").first
    assert note(shown) == ""
    mark.hover()
    assert note(shown) == "校 ?v → 縱 · bytes paired anew · certain"
    doubtful = shown.locator("article .r.inferred", has_text="保").first
    doubtful.focus()
    shown.mouse.move(0, 0)
    assert " · inferred" in note(shown)
    shown.get_by_label("中文").check()
    doubtful.focus()
    assert " · 推断" in note(shown)
    assert "inferred" not in note(shown)
    looks = [one.evaluate("e => getComputedStyle(e).borderBottomStyle") for one in (mark, doubtful)]
    assert looks == ["none", "dashed"]


def test_the_note_follows_the_later_of_pointer_and_focus(page: Open, seed: str) -> None:
    shown = page(seed)
    pointed, focused = shown.locator("article .f").nth(1), shown.locator("article .f").nth(9)
    pointed.hover()
    first = note(shown)
    focused.focus()
    second = note(shown)
    assert second not in (first, "")
    # The page scrolled beneath the pointer, which is at rest.
    shown.wait_for_timeout(200)
    assert note(shown) == second
    shown.mouse.move(2, 400)
    pointed.hover()
    assert note(shown) == first
    shown.mouse.move(2, 450)
    assert note(shown) == second
    # What it says can be pointed at, and is selected as other text is.
    shown.locator("#note").hover()
    shown.locator("#note").click(click_count=3)
    assert note(shown) == second
    assert str(shown.evaluate("() => getSelection().toString()")).strip() == second
    shown.mouse.click(2, 450)
    assert note(shown) == ""


def test_the_style_says_it_where_there_is_no_script(page: Open, seed: str) -> None:
    mark = page(seed, java_script_enabled=False).locator("article .r.certain", has_text="縱").first
    assert mark.evaluate(STYLED) == "none"
    mark.hover()
    assert "校 ?v → 縱" in mark.evaluate(STYLED)


def test_the_repairs_of_a_web_page_stand_where_its_tags_stood_between(page: Open, mangled: str) -> None:
    shown = page(mangled)
    marks = shown.locator("article .r", has_text="會")
    assert marks.count() > 3
    for mark in marks.all():
        mark.hover()
        assert "校 (huì) → ∅" in note(shown)
    source = mangled_document("html", "traditional", 113, "，！").decode()
    assert "會(huì)</strong>" in source
    expect(shown.locator("article .p", has_text="召開重要會議").first).to_be_visible()


def test_the_keyboard_is_enough(page: Open, seed: str) -> None:
    shown = page(seed)
    shown.keyboard.press("Tab")
    expect(shown.locator(".skip")).to_be_focused()
    expect(shown.locator(".skip")).to_be_in_viewport()
    shown.keyboard.press("Enter")
    while not shown.evaluate("() => document.activeElement.matches('article [data-n]')"):
        shown.keyboard.press("Tab")
    first = note(shown)
    assert first != ""
    shown.keyboard.press("ArrowRight")
    second = note(shown)
    assert second not in (first, "")
    shown.keyboard.press("Escape")
    assert note(shown) == ""
    shown.keyboard.press("ArrowLeft")
    assert note(shown) == first


def test_tab_goes_through_all_and_out(page: Open, seed: str) -> None:
    shown = page(seed)
    for stop in range(2000):
        shown.keyboard.press("Tab")
        where = shown.evaluate(
            "() => { const e = document.activeElement; if (e === document.body) return null;"
            "const { width } = e.getBoundingClientRect(), style = getComputedStyle(e);"
            "return [e.id || e.outerHTML.slice(0, 90), width > 0, style.outlineStyle !== 'none'] }"
        )
        if where is None:
            break
        assert where[1:] == [True, True], f"stop {stop}, {where[0]}: not to be seen"
    assert 300 < stop < 1000


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_a_phone_shows_all_of_it(page: Open, seed: str, locale: str) -> None:
    shown = page(seed, viewport={"width": 360, "height": 740}, locale=locale)
    shown.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert shown.evaluate("document.documentElement.scrollWidth") == 360
    expect(shown.locator("#figures .narrow").first).to_be_visible()
    beyond = shown.locator("main *, header *").evaluate_all(
        "all => all.filter(e => !e.closest('svg') && e.getBoundingClientRect().right > 360.5).map(e => e.outerHTML)"
    )
    assert beyond == []


def test_numbers_and_captions_stay_on_their_lines(page: Open, seed: str) -> None:
    shown = page(seed, viewport={"width": 1280, "height": 900})
    high = "all => all.map(e => e.getBoundingClientRect().height / parseFloat(getComputedStyle(e).lineHeight))"
    numbers = shown.locator("article .number").evaluate_all(high)
    assert len(numbers) > 10
    assert max(numbers) < 1.5
    for locale in ("en-US", "zh-CN"):
        shown = page(seed, viewport={"width": 390, "height": 844}, locale=locale)
        captions = shown.locator("caption").evaluate_all(high)
        assert captions
        assert max(captions) < 2.9


def test_each_language_shows_itself_alone(page: Open, seed: str) -> None:
    shown = page(seed, locale="zh-CN")
    expect(shown.locator("h1 .zh")).to_be_visible()
    expect(shown.locator("h1 .en")).to_be_hidden()
    assert shown.locator("html").get_attribute("lang") == "zh-Hans"
    labels = shown.locator("#figures .chart.wide").first.locator("tspan")
    seen = "all => all.filter(e => getComputedStyle(e).display !== 'none').map(e => e.textContent).join('\\n')"
    chinese = labels.evaluate_all(seen)
    assert "计数" in chinese
    assert "counts" not in chinese
    assert shown.locator("#figure-change option").first.inner_text() == "全部"
    shown.get_by_label("English").check()
    assert not re.findall("[一-鿿]", "".join(shown.locator("option").all_text_contents()))
    assert not re.findall("[一-鿿]", labels.evaluate_all(seen))
    assert "counts" in labels.evaluate_all(seen)
    expect(shown.locator("h1 .zh")).to_be_hidden()
    assert shown.locator("html").get_attribute("lang") == "en"
    unsaid = shown.locator(".en").evaluate_all("all => all.filter(e => !e.nextElementSibling?.matches('.zh')).length")
    assert unsaid == 0


def test_the_text_can_be_read_in_simplified_script(page: Open, seed: str, seed_tables: dict[str, pa.Table]) -> None:
    shown = page(seed)
    row = seed_tables["paragraphs"].to_pylist()[6]
    paragraph = shown.locator(f"[id='{row['paragraph_id']}']")
    marks = shown.locator("article [data-n]").count()
    shown.get_by_label("simplified").check()
    assert paragraph.evaluate(TEXT) == row["text_simplified"]
    assert shown.locator("article [data-n]").count() == marks
    shown.get_by_label("as published").check()
    assert paragraph.evaluate(TEXT) == row["text"]


def test_it_reads_without_its_script(page: Open, seed: str) -> None:
    shown = page(seed, java_script_enabled=False)
    expect(shown.locator("form").first).to_be_hidden()
    expect(shown.locator("article p.body").first).to_be_visible()
    shown.get_by_label("中文").check()
    expect(shown.locator("h1 .zh")).to_be_visible()
    expect(shown.locator("h1 .en")).to_be_hidden()
    shown.locator("article .r.inferred").first.hover()
    shown.locator("#show-r").uncheck()


def test_every_control_has_a_name(page: Open, seed: str) -> None:
    shown = page(seed)
    nameless = shown.locator("input, select, button, a, summary, output, nav, section, article, table").evaluate_all(
        "all => all.filter(e => !(e.labels?.length || e.textContent.trim() || e.getAttribute('aria-label')"
        " || e.getAttribute('aria-labelledby'))).map(e => e.outerHTML.slice(0, 90))"
    )
    assert nameless == []


def test_a_hostile_document_stays_text(page: Open, hostile: str) -> None:
    shown = page(hostile)
    text = "".join(shown.locator("article").all_text_contents())
    lines = [line.strip() for line in HOSTILE.splitlines() if line]
    for line in (*lines[:3], *lines[4:]):
        assert line in text
    assert shown.locator("script").count() == 2
    assert shown.locator("img, iframe, object, embed, [onerror], [onload], [onfocus]").count() == 0
    assert shown.locator("article svg, article b").count() == 0
    said = [note(shown) for mark in shown.locator("article [data-n]").all() if mark.hover() is None]
    assert any("&ldquo; → “" in one for one in said)
    assert "taken" not in shown.title()
