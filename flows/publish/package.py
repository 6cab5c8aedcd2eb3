"""datapackage.json: the release as a Data Package (version 2), for whoever loads open data by its description.

Not for what a column is: schemas/ declares that, and schemas/render.py says it in these words. Sizes are left out:
readers compare them with the size of the decoded text and find fault with good files.
"""

import json
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from flows.publish.about import Licence
from flows.publish.facts import Facts
from schemas import TABLES
from schemas.render import table_schema

PROFILES = "https://datapackage.org/profiles/2.0"
FORMS = {"parquet": "application/vnd.apache.parquet", "json": "application/json"}
"""The forms that each table comes in, and their media types. The first bears the table's own name as a resource."""

MOST_SOURCES = 1_000
"""Documents that are named as sources; the table documents has them all."""


def render(facts: Facts) -> bytes:
    """Return the text of datapackage.json for the tables among `facts.files`."""
    return (json.dumps(describe(facts), ensure_ascii=False, indent=1) + "\n").encode()


def describe(facts: Facts) -> dict[str, Any]:
    """Return the descriptor: each table as two resources, Parquet under its name and JSON under `name`-json."""
    about = facts.about
    found = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": about.name,
        "title": about.title,
        "description": about.description,
        "version": facts.name,
        "created": f"{facts.day}T00:00:00Z",
        "keywords": list(about.keywords),
        "licenses": [_licence(each) for each in about.licences],
        "contributors": [{"title": name, "roles": ["creator"]} for name in about.contributors],
        "sources": list(sources(facts.tables["documents"])),
        "resources": [_resource(facts, table, form) for form in FORMS for table in TABLES],
    }
    return found | ({"homepage": about.homepage} if about.homepage else {})


def sources(documents: pa.Table) -> Iterator[dict[str, str]]:
    """Yield title, address and sum of the documents, as far as they are known; of many, the first, and how many more.

    >>> list(sources(pa.table({"title": [None], "source_name": ["a.txt"], "url": [None], "source_sha256": ["0a"]})))
    [{'title': 'a.txt', 'sha256': '0a'}]
    """
    for row in documents.slice(0, MOST_SOURCES).to_pylist():
        found = {"title": row["title"] or row["source_name"], "path": row["url"], "sha256": row["source_sha256"]}
        yield {word: cell for word, cell in found.items() if cell}
    if documents.num_rows > MOST_SOURCES:
        yield {"title": f"{documents.num_rows - MOST_SOURCES:,} more documents: see the table documents"}


def _licence(licence: Licence) -> dict[str, str]:
    covers = f"For {licence.covers}."
    return {"name": licence.name, "title": licence.title, "path": licence.path, "description": covers}


def _resource(facts: Facts, table: str, form: str) -> dict[str, Any]:
    path = f"{table}.{form}"
    declared = TABLES[table]
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": table if form == next(iter(FORMS)) else f"{table}-{form}",
        "type": "table",
        "title": table.capitalize(),
        "description": f"A row is {declared.row}.",
        "path": path,
        "format": form,
        "mediatype": FORMS[form],
        **({"encoding": "utf-8"} if form == "json" else {}),
        "hash": f"sha256:{next(file.sha256 for file in facts.files if file.name == path)}",
        "schema": table_schema(declared),
    }
