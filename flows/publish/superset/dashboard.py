"""The dashboard: what the data is, a filter by document, and every chart in its place.

Not for what a chart shows: charts.py does that.
"""

from typing import Any

from flows.publish.about import About, Licence
from flows.publish.superset.charts import CHARTS
from flows.publish.superset.datasets import DOCUMENT
from flows.publish.superset.identity import Identity

ROWS = (
    ("figures_by_dimension", "events_on_a_timeline"),
    ("repairs_by_stage", "terms_by_kind"),
    ("figures_with_their_sentences",),
    ("events_with_their_texts",),
)
"""The charts by name, as they stand from top to bottom."""

_WIDTH = 12
_HEIGHT = 50


def render(about: About, known: Identity) -> dict[str, Any]:
    """Return the dashboard, called by the dataset's title."""
    return {
        "dashboard_title": about.title,
        "description": about.description,
        "slug": about.name,
        "published": True,
        "position": _position(about, known),
        "metadata": {
            "cross_filters_enabled": True,
            "native_filter_configuration": [_filter(known)],
            "color_scheme": "supersetColors",
        },
        "uuid": known.of("dashboards", "release"),
        "version": "1.0.0",
    }


def _position(about: About, known: Identity) -> dict[str, Any]:
    """Return the layout: a tree of nodes by id, the dataset's own words first."""
    rows = [_row(0, [_words(about)])]
    rows += [
        _row(number, [_place(name, _WIDTH // len(row), known) for name in row]) for number, row in enumerate(ROWS, 1)
    ]
    grid = _node("GRID", "GRID_ID", [row[0]["id"] for row in rows])
    root = _node("ROOT", "ROOT_ID", [grid["id"]])
    header = _node("HEADER", "HEADER_ID", meta={"text": about.title})
    nodes = [root, header, grid, *(node for row in rows for node in row)]
    return {"DASHBOARD_VERSION_KEY": "v2"} | {node["id"]: node for node in nodes}


def _row(number: int, cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    meta = {"background": "BACKGROUND_TRANSPARENT"}
    return [_node("ROW", f"ROW-{number}", [cell["id"] for cell in cells], meta), *cells]


def _words(about: About) -> dict[str, Any]:
    terms = "\n".join(f"- {_link(licence)}: {licence.covers}." for licence in about.licences)
    code = f"{about.description}\n\n{about.description_zh}\n\n{terms}\n"
    return _node("MARKDOWN", "MARKDOWN-about", meta={"code": code, "width": _WIDTH, "height": _HEIGHT // 2})


def _link(licence: Licence) -> str:
    """Return the licence's title, as a link unless its text is a file of the release, which Superset has no page for.

    >>> _link(Licence("CC0-1.0", "CC0", "https://example.org/cc0", "all"))
    '[CC0](https://example.org/cc0)'
    >>> _link(Licence("LicenseRef-own", "Own terms", "README.md", "all"))
    'Own terms'
    """
    return f"[{licence.title}]({licence.path})" if "://" in licence.path else licence.title


def _place(name: str, width: int, known: Identity) -> dict[str, Any]:
    """Return a chart's cell; `chartId` is only a number of the bundle's own, which Superset replaces by its own."""
    number, chart = next((number, chart) for number, chart in enumerate(CHARTS, 1) if chart.name == name)
    meta = {
        "chartId": number,
        "uuid": known.of("charts", name),
        "sliceName": chart.title,
        "width": width,
        "height": _HEIGHT,
    }
    return _node("CHART", f"CHART-{name}", meta=meta)


def _node(
    kind: str, name: str, children: list[str] | None = None, meta: dict[str, Any] | None = None
) -> dict[str, Any]:
    return {"type": kind, "id": name, "children": children or [], "meta": meta or {}}


def _filter(known: Identity) -> dict[str, Any]:
    return {
        "id": "NATIVE_FILTER-document",
        "type": "NATIVE_FILTER",
        "filterType": "filter_select",
        "name": "Document",
        "description": DOCUMENT.meaning,
        "targets": [{"datasetUuid": known.of("datasets", "documents"), "column": {"name": DOCUMENT.name}}],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
        "controlValues": {"multiSelect": True, "enableEmptyFilter": False, "searchAllOptions": True},
        "defaultDataMask": {"extraFormData": {}, "filterState": {}, "ownState": {}},
        "cascadeParentIds": [],
    }
