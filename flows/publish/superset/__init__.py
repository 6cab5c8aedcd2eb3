"""The dashboard that a release brings for Apache Superset: bi/superset.zip, in Superset's own import format.

Not for other BI tools: they load the tables, and the project's README has a recipe for each.
"""

import io
import json
import zipfile
from typing import Any

from flows.publish.facts import Facts
from flows.publish.superset import charts, dashboard, datasets
from flows.publish.superset.identity import Identity
from schemas import TABLES

NAME = "bi/superset.zip"
"""Where the bundle stands in a release."""

_ROOT = "jiaokan"
_DAY = (1980, 1, 1, 0, 0, 0)


def bundle(facts: Facts) -> bytes:
    """Return the bundle for `superset import-dashboards`: the database, a dataset a table, the charts, the dashboard.

    It says nothing of the release itself, neither name nor rows: it stays the same as long as schemas and seeds do.
    """
    known = Identity(facts.about.name)
    contents: dict[str, dict[str, Any]] = {
        "metadata.yaml": {"version": "1.0.0", "type": "Dashboard"},
        "databases/release.yaml": datasets.database(facts.about.title, known),
        "dashboards/release.yaml": dashboard.render(facts.about, known),
    }
    contents |= {f"datasets/release/{table.name}.yaml": datasets.render(table, known) for table in TABLES.values()}
    contents |= {f"charts/{chart.name}.yaml": charts.render(chart, known) for chart in charts.CHARTS}
    return _zip({name: _yaml(content) for name, content in contents.items()})


def _yaml(content: dict[str, Any]) -> str:
    """Return the content as JSON, which every reader of YAML takes, and which needs no package to be written."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _zip(contents: dict[str, str]) -> bytes:
    """Return an archive whose bytes depend on nothing but its contents, stored as they are: they are small."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in sorted(contents.items()):
            entry = zipfile.ZipInfo(f"{_ROOT}/{name}", _DAY)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return file.getvalue()
