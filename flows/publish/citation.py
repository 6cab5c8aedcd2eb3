"""CITATION.cff: how the release is cited, in the Citation File Format that repositories and reference managers read.

Not for citing one document: the table documents has what is known of each.
"""

import json
from collections.abc import Iterator

from flows.publish.facts import Facts


def render(facts: Facts) -> bytes:
    """Return the text of CITATION.cff (format 1.2.0): YAML, its texts quoted as JSON quotes them."""
    return "".join(f"{line}\n" for line in _lines(facts)).encode()


def _lines(facts: Facts) -> Iterator[str]:
    about = facts.about
    licence = about.licences[0]
    yield "cff-version: 1.2.0"
    yield f"message: {_text('If you use this dataset, please cite it as below.')}"
    yield "type: dataset"
    yield f"title: {_text(about.title)}"
    yield f"abstract: {_text(about.description)}"
    yield "authors:"
    yield from (f"  - name: {_text(name)}" for name in about.contributors)
    yield f"version: {_text(facts.name)}"
    yield f"date-released: {_text(facts.day)}"
    if not licence.name.startswith("LicenseRef-"):
        yield f"license: {_text(licence.name)}"
    elif "://" in licence.path:
        yield f"license-url: {_text(licence.path)}"
    yield "keywords:"
    yield from (f"  - {_text(word)}" for word in about.keywords)
    if about.homepage:
        yield f"url: {_text(about.homepage)}"


def _text(text: str) -> str:
    r"""Return a text as YAML, in quotes, so that nothing in it is taken for YAML's own; dataset.toml is all printable.

    >>> print(_text('say "校勘": #1'))
    "say \"校勘\": #1"
    """
    return json.dumps(text, ensure_ascii=False)
