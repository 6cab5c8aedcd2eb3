"""The release's page: one HTML file that opens from disk or over HTTP, loads nothing, and shows what the release holds.

Not for the other files of a release, and not for what is in the tables: everything here is rendered from facts.
"""

import json
from base64 import b64encode
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from flows.publish.croissant import cite, json_ld
from flows.publish.facts import Facts
from flows.publish.page import charts, listing, notes, series
from flows.publish.page.reading import REPAIRS, ROWS, Reading, read
from flows.publish.page.words import word
from schemas import TABLES

_HERE = Path(__file__).parent


def render(facts: Facts) -> bytes:
    """Return the page, in UTF-8; the same facts give the same bytes."""
    reading = read(facts.tables)
    style, script = (_own(name) for name in ("page.css", "page.js"))
    stages = listing.repairs_by_stage(facts.tables)
    page = _environment().get_template("index.html.j2")
    return page.render(
        about=facts.about,
        changes=facts.changes,
        charts=_charts(facts, reading),
        choices=listing.choices,
        citation=cite(facts),
        declared=TABLES,
        doubtful=sum(counts["inferred"] + counts["unresolved"] for _, counts in stages),
        doubts=listing.doubts(facts.tables, reading),
        events=listing.events(facts.tables, reading),
        facts=facts,
        figures=listing.figures(facts.tables, reading),
        most=ROWS,
        most_repairs=REPAIRS,
        policy=_policy(style, script),
        proven=pc.sum(facts.tables["documents"]["reproduced"]).as_py() or 0,
        reading=reading,
        rejects=listing.rejects(facts.tables),
        script=script,
        stages=stages,
        structured=_json(json_ld(facts)),
        style=style,
        tables={name: data.num_rows for name, data in facts.tables.items()},
        terms=listing.terms(facts.tables),
    ).encode()


def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    found.globals["word"] = word
    found.filters |= {
        "amount": notes.amount,
        "clipped": notes.clipped,
        "days": notes.days,
        "number": "{:,}".format,
        "visible": notes.visible,
    }
    return found


def _own(name: str) -> Markup:
    return Markup((_HERE / name).read_text(encoding="utf-8"))  # noqa: S704 - files of ours


def _json(data: dict[str, Any]) -> Markup:
    """Return JSON that no reader of HTML takes for a tag."""
    return Markup(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 - holds no <


def _policy(style: str, script: str) -> str:
    """Return what the page may load: its own style, script and icon, by their sums, and nothing from anywhere."""
    sums = (b64encode(sha256(text.encode()).digest()).decode() for text in (style, script))
    own_style, own_script = (f"'sha256-{one}'" for one in sums)
    return (
        f"default-src 'none'; style-src {own_style}; script-src {own_script}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _charts(facts: Facts, reading: Reading) -> dict[str, Any]:
    """Return every chart in each width, and what of the rows none of them shows."""
    figures, events = facts.tables["figures"], facts.tables["events"]
    strips, powers, not_drawn = series.by_unit(figures)
    bars, elsewhere = series.by_section(figures, facts.tables["paragraphs"])
    drawings = {"units": partial(charts.strips, strips, powers), "sections": partial(charts.bars, bars)}
    if one_by_one := events.num_rows <= series.MOST_SPANS:
        drawings["events"] = partial(charts.spans, *series.by_day(events, reading.anchors))
    else:
        drawings["events"] = partial(charts.columns, *series.by_time(events))
    drawn = {name: {size: draw(width) for size, width in charts.WIDTHS.items()} for name, draw in drawings.items()}
    return {**drawn, "not_drawn": not_drawn, "elsewhere": elsewhere, "one_by_one": one_by_one}
