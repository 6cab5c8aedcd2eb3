"""Charts as inline SVG: drawn by Vega-Lite at fixed places, so that no machine's fonts move anything.

Not for what is charted: series.py counts it. Colours are names from page.css, which knows light and dark; text stays
text, so that the reader's fonts serve. Importing Altair costs half a second, so this module is imported when a page is
rendered.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import vl_convert
from markupsafe import Markup

from flows.publish.page.series import Axis, Bar, Span, Strip, fitted
from flows.publish.page.words import BETWEEN, Word

Row = Mapping[str, Any]

WIDTHS = {"narrow": 320, "wide": 680}
"""Width of the drawing for a phone and for a desk, in pixels of CSS."""

_STEP, _TICKS, _EDGE = 40, 26, 8
_BOTH = re.compile(f">([^<>{BETWEEN}]*){BETWEEN}([^<>{BETWEEN}]*)</text>")
_HREF = re.compile(r'xlink:href="[^"]*(#[^"]*)"')


def strips(rows: Sequence[Strip], axis: Axis, width: int) -> Markup:
    """Return a strip of dots for each unit, a dot as large as there are figures of about that value."""
    dots = [{"row": at, "x": x, "n": n} for at, row in enumerate(rows) for x, n in row.dots]
    most = max((dot["n"] for dot in dots), default=1)
    size = alt.Scale(type="sqrt", domain=[0, most], range=[0, 90 * most**0.5])
    drawn = _on(dots).mark_circle(opacity=0.6, color="var(--figure)", aria=False)
    placed = drawn.encode(_x(axis), _y(len(rows)), alt.Size("n:Q", legend=None, scale=size))
    return _svg([placed, *_labels([(row.label, None) for row in rows], width)], len(rows), width)


def bars(rows: Sequence[Bar], width: int) -> Markup:
    """Return a bar for each entry, with its label above and its number behind."""
    axis = Axis(0, max((row.count for row in rows), default=1) * 1.08, {})
    base = _on([{"row": at, "x": row.count, "label": f"{row.count:,}"} for at, row in enumerate(rows)])
    drawn = base.mark_rule(strokeWidth=6, color="var(--figure)", aria=False)
    counts = base.mark_text(align="left", baseline="middle", dx=5, fontSize=12, color="var(--soft)", aria=False)
    place = _x(axis), _y(len(rows))
    layers = [drawn.encode(*place, x2=alt.datum(0)), counts.encode(*place, text="label:N")]
    return _svg([*layers, *_labels([(row.label, None) for row in rows], width)], len(rows), width)


def spans(rows: Sequence[Span], axis: Axis, width: int) -> Markup:
    """Return a line for each event, from its first to its last day, dashed where an end is open, a dot for one day."""
    lines = [
        {"row": at, "x": row.start, "x2": row.end, "open": row.open}
        for at, row in enumerate(rows)
        if row.end - row.start > 1
    ]
    dots = [{"row": at, "x": row.start} for at, row in enumerate(rows) if row.end - row.start <= 1]
    dash = alt.condition("datum.open", alt.value([3, 4]), alt.value([1, 0]))
    place = _x(axis), _y(len(rows))
    drawn = _on(lines).mark_rule(strokeWidth=4, color="var(--date)", aria=False)
    points = _on(dots).mark_circle(size=70, opacity=1, color="var(--date)", aria=False)
    layers = [drawn.encode(*place, x2="x2:Q", strokeDash=dash), points.encode(*place)]
    return _svg(
        [*layers, *_labels([(Word(row.label, row.label), row.anchor) for row in rows], width)], len(rows), width
    )


def columns(rows: Sequence[tuple[float, float, int]], axis: Axis, width: int) -> Markup:
    """Return a histogram: from, to and number of each column, with the highest number written on it."""
    most = max((n for _, _, n in rows), default=1)
    height = alt.Y("n:Q", axis=None, scale=alt.Scale(domain=[0, most * 1.2], nice=False))
    base = _on([{"x": start, "x2": end, "n": n} for start, end, n in rows])
    drawn = base.mark_rect(color="var(--date)", aria=False).encode(_x(axis), height, x2="x2:Q", y2=alt.datum(0))
    highest = next(([{"x": start, "n": n, "label": f"{n:,}"}] for start, _, n in rows if n == most), [])
    number = _on(highest).mark_text(align="left", dy=-8, fontSize=12, color="var(--soft)", aria=False)
    return _svg([drawn, number.encode(_x(axis), height, text="label:N")], 4, width)


def _on(rows: Sequence[Row]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=[dict(row) for row in rows]))


def _x(axis: Axis) -> alt.X:
    labels = json.dumps({f"{place:g}": label for place, label in axis.ticks.items()}, ensure_ascii=False)
    shown = alt.Axis(
        values=list(axis.ticks),
        labelExpr=f"({labels})[format(datum.value, '~r')]",
        title=None,
        domain=False,
        ticks=False,
        labelPadding=6,
        labelOverlap=False,
        labelBound=False,
        labelFlush=False,
        labelLimit=0,
        aria=False,
    )
    return alt.X("x:Q", axis=shown, scale=alt.Scale(domain=[axis.low, axis.high], nice=False, zero=False))


def _y(rows: int) -> alt.Y:
    return alt.Y("row:Q", axis=None, scale=alt.Scale(domain=[rows - 0.25, -0.75], nice=False, zero=False))


def _labels(labels: Sequence[tuple[Word, str | None]], width: int) -> list[alt.Chart]:
    """Return the labels above the rows, as links where they have an anchor."""
    rows = [
        {"row": at, "label": _fitted(label, (width - 2 * _EDGE) / 13), "href": f"#{anchor}" if anchor else None}
        for at, (label, anchor) in enumerate(labels)
    ]
    linked, plain = (_on([row for row in rows if bool(row["href"]) == links]) for links in (True, False))
    place = {"x": alt.value(0), "y": _y(len(rows)), "text": "label:N"}
    return [
        linked.mark_text(align="left", dy=-15, fontSize=13, color="var(--link)").encode(
            **place, href="href:N", description="label:N"
        ),
        plain.mark_text(align="left", dy=-15, fontSize=13, color="var(--ink)", aria=False).encode(**place),
    ]


def _fitted(label: Word, room: float) -> str:
    """Return a label in both languages, each as far as it fits."""
    return str(Word(*(fitted(text.replace(BETWEEN, " "), room) for text in label)))


def _svg(layers: Sequence[alt.Chart], rows: int, width: int) -> Markup:
    chart = alt.LayerChart(
        layer=list(layers),
        width=width - 2 * _EDGE,
        height=rows * _STEP,
        autosize=alt.AutoSizeParams(type="none"),
        padding={"left": _EDGE, "right": _EDGE, "top": 4, "bottom": _TICKS},
        background="transparent",
        config=alt.Config(
            font="inherit",
            view=alt.ViewConfig(stroke=None),
            axis=alt.AxisConfig(gridColor="var(--rule)", labelColor="var(--soft)", labelFontSize=12),
        ),
    )
    drawn: str = vl_convert.vegalite_to_svg(chart.to_dict(validate=False))
    # Vega knows no second language, and puts an address of its own in front of links that lead within the page.
    drawn = _BOTH.sub(
        r'><tspan class="en" lang="en">\1</tspan><tspan class="zh" lang="zh-Hans">\2</tspan></text>', drawn
    )
    return Markup(_HREF.sub(r'xlink:href="\1"', drawn))  # noqa: S704 - Vega escapes what it writes
