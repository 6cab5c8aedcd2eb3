"""The files of a release that are rendered from its facts, each from all that was written before it.

Not for what they say: every renderer is a module of its own.
"""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

from flows.publish import changes, citation, croissant, package
from flows.publish.facts import Facts, File

MOST_CHANGES = 10_000
"""Rows of each kind that changes.json tells; its counts tell of all, and so does `jiaokan diff`."""


def render(facts: Facts) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file; what is yielded is among the facts of those that follow."""
    # Their charts cost a second to import: only where a release is written.
    from flows.publish import page, superset

    renderers = {
        "datapackage.json": package.render,
        "croissant.json": croissant.render,
        "CITATION.cff": citation.render,
        "bi/superset.zip": superset.bundle,
        "changes.json": _changes,
        "index.html": page.render,
    }
    for name, renderer in renderers.items():
        if content := renderer(facts):
            yield name, content
            facts = replace(facts, files=(*facts.files, File(name, sha256(content).hexdigest(), len(content))))


def _changes(facts: Facts) -> bytes:
    return changes.to_json(facts.changes, MOST_CHANGES).encode() if facts.changes else b""
