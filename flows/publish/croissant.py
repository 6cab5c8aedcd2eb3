"""croissant.json: the release as a Croissant dataset (MLCommons), and the same facts as schema.org for search engines.

Not for what a column is: schemas/ declares that. Links between tables are told in words: as `references` they make
mlcroissant join the tables, and read one that others point to without its rows (seen with 1.1.1).
"""

import json
from typing import Any

from flows.publish.facts import Facts, File
from flows.publish.package import FORMS
from schemas import TABLES, Column, Table
from schemas.render import title

CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""What the short words mean, as the Croissant specification (1.0) gives it."""

_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "timestamp": "sc:DateTime",
}


def render(facts: Facts) -> bytes:
    """Return the text of croissant.json for the tables among `facts.files`."""
    return (json.dumps(describe(facts), ensure_ascii=False, indent=1) + "\n").encode()


def describe(facts: Facts) -> dict[str, Any]:
    """Return the Croissant description: every table's files, and its records as read from Parquet."""
    files = [file for file in facts.files if file.name in _paths()]
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        **_said(facts),
        "version": _version(facts.name),
        "citeAs": cite(facts),
        "distribution": [{"@type": "cr:FileObject", "@id": file.name, **_file(file)} for file in files],
        "recordSet": [_records(table) for table in TABLES.values()],
    }


def json_ld(facts: Facts) -> dict[str, Any]:
    """Return the dataset in schema.org's words, which search engines read from a page, with its files as DCAT has them.

    Whoever writes it into a page escapes `<`: texts of the seeds may hold any character.
    """
    return {
        "@context": {"@vocab": "https://schema.org/", "dcat": "http://www.w3.org/ns/dcat#"},
        "@type": ["Dataset", "dcat:Dataset"],
        **_said(facts),
        "alternateName": facts.about.title_zh,
        "isAccessibleForFree": True,
        "distribution": [{"@type": ["DataDownload", "dcat:Distribution"], **_file(file)} for file in facts.files],
    }


def cite(facts: Facts) -> str:
    """Return how the release is cited in a sentence, licence included."""
    about = facts.about
    return f"{', '.join(about.contributors)}: {about.title}, release {facts.name}, {about.licences[0].name}."


def _said(facts: Facts) -> dict[str, Any]:
    """Return what both kinds of description say of the whole."""
    about = facts.about
    found = {
        "name": about.title,
        "identifier": about.name,
        "description": about.description,
        "keywords": list(about.keywords),
        "license": [licence.path for licence in about.licences],
        "creator": [{"@type": "Organization", "name": name} for name in about.contributors],
        "datePublished": facts.day,
        "version": facts.name,
        "inLanguage": ["zh", "en"],
    }
    return found | ({"url": about.homepage} if about.homepage else {})


def _version(release: str) -> str:
    """Return a release's name as a semantic version, which Croissant asks for.

    >>> _version("2026-01-23-0123456789ab")
    '2026.1.23+0123456789ab'
    """
    year, month, day, rest = release.split("-", 3)
    return f"{int(year)}.{int(month)}.{int(day)}+{rest}"


def _paths() -> dict[str, str]:
    """Return the tables' files with their media types."""
    return {f"{table}.{form}": media for form, media in FORMS.items() for table in TABLES}


def _file(file: File) -> dict[str, str]:
    known = {"md": "text/markdown", "json": "application/json", "zip": "application/zip", "cff": "application/yaml"}
    media = _paths().get(file.name) or known.get(file.name.rpartition(".")[2], "text/plain")
    return {
        "name": file.name,
        "contentUrl": file.name,
        "contentSize": f"{file.size} B",
        "encodingFormat": "application/x-parquet" if media == FORMS["parquet"] else media,
        "sha256": file.sha256,
    }


def _records(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"A record is {table.row}.",
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
        "field": [_field(table, column) for column in table.columns],
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    link = next((link.table for link in table.foreign_keys if link.column == column.name), None)
    unit = f" Unit: {column.unit}." if column.unit else ""
    points = f" Points to {link}." if link else ""
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": f"{title(column)}: {column.meaning}{unit}{points}",
        "dataType": _TYPES[column.type],
        "source": {"fileObject": {"@id": f"{table.name}.parquet"}, "extract": {"column": column.name}},
    }
