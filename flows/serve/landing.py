"""All releases as one page and as one JSON document.

Not for a release's own page: its index.html was written with it.
"""

import json
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from flows.serve.shelf import Release

SHOWN = 50
"""Releases that the page shows; releases.json has them all."""


def page(shown: Sequence[Release], more: int, base: str, root: str, *, only: bool = False) -> str:
    """Return the page of the releases `shown`, of which there are `more`, or of `only` one.

    `base` is the address at which the reader reaches us, `root` what leads there from this page.
    """
    title = shown[0].name if only else "releases"
    return _template().render(shown=shown, more=more, base=base, root=root, only=only, title=title, style=style())


def policy() -> str:
    """Return the page's Content-Security-Policy: its own style and nothing else."""
    digest = b64encode(sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def listing(releases: Sequence[Release]) -> str:
    """Return all releases as JSON, the newest first, a release a line; addresses are relative to the listing's."""
    latest = next((release.name for release in releases if release.is_latest), None)
    lines = ",\n".join(json.dumps(_record(release), ensure_ascii=False) for release in releases)
    return f'{{"latest": {json.dumps(latest)}, "releases": [\n{lines}\n]}}\n'


def _record(release: Release) -> dict[str, object]:
    items = [{"name": item.name, "bytes": item.size, "sha256": item.sha256} for item in release.items]
    named = {"name": release.name, "day": release.day, "url": f"{release.name}/"}
    return named | {"latest": release.is_latest, "bytes": release.size, "files": items}


@cache
def style() -> str:
    """Return the page's style sheet."""
    return files(__package__).joinpath("landing.css").read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader(__package__, "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["size"] = size
    return environment.get_template("landing.html")


def size(number: int) -> str:
    """Return a number of bytes for a person.

    >>> size(0), size(999), size(12_345), size(5_000_000)
    ('0 B', '999 B', '12.3 kB', '5.0 MB')
    """
    amount, units = float(number), iter(("B", "kB", "MB", "GB"))
    unit = next(units)
    while amount >= 1000 and (larger := next(units, None)):
        amount, unit = amount / 1000, larger
    return f"{amount:.0f} B" if unit == "B" else f"{amount:.1f} {unit}"
