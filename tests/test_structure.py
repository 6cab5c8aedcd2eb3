"""The house as the design draws it: who may import whom, what stands where, how long a file may be."""

import ast
import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEEDS

FILES = sorted((ROOT / "flows").rglob("*.py")) + sorted((ROOT / "schemas").rglob("*.py"))

TOP = {"LICENSE", "README.md", "flows", "outputs", "pyproject.toml", "schemas", "seeds", "tests"}

FLOORS = (
    # What every floor stands on: facts, numerals, the record of what was set aside.
    ("lexicon", "lifeline", "numerals", "rejects", "console", "wordpath", "words", "server"),
    (
        "documents",
        "restore",
        "paragraphs",
        "header",
        "keywords",
        "sources",
        "difference",
        "webpages",
    ),
    ("quantities", "chronology", "terms"),
    ("transform",),
    ("checks", "validate", "publish", "engine", "shards"),
    ("build", "serve"),
    ("schedule",),
    ("commands",),
    ("__main__",),
)
"""flows from the ground up: a module imports from its own floor and those below."""

APART = ({"quantities", "chronology"}, {"quantities", "terms"}, {"chronology", "terms"})
"""Neighbours on a floor that do not know each other."""

ONLY = {
    "prefect": {"flows/build.py", "flows/schedule.py"},
    "great_expectations": {"flows/validate.py", "schemas/expectations.py"},
    "jieba": {"flows/words.py"},
    "trafilatura": {"flows/webpages/__init__.py"},
    "altair": {"flows/publish/page/charts.py"},
    "vl_convert": {"flows/publish/page/charts.py"},
    "starlette": {"flows/serve/answers.py", "flows/serve/app.py"},
    "httpx": {"flows/publish/fetch.py"},
}
"""Packages that cost seconds, or that may be replaced one day: each stands at one edge."""


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted name of everything that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield from (f"{module}.{alias.name}" for alias in names)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room(path: Path) -> str:
    return path.relative_to(ROOT / "flows").parts[0].removesuffix(".py")


def rooms(path: Path) -> set[str]:
    """Return the rooms of flows that a file imports from."""
    return {name.split(".")[1] for name in imports(path) if name.startswith("flows.")}


def floor(name: str) -> int:
    found = [number for number, names in enumerate(FLOORS) if name in names]
    assert found, f"flows/{name} stands on no floor: say in tests/test_structure.py where it belongs"
    return found[0]


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    if path.is_relative_to(ROOT / "schemas"):
        assert not [name for name in imports(path) if name.split(".")[0] == "flows"]
    elif path.parent != ROOT / "flows" or path.name != "__init__.py":
        here = room(path)
        for there in rooms(path) - {here}:
            assert floor(there) <= floor(here), f"{name_of(path)} imports flows.{there}, which stands above it"
            assert {here, there} not in APART, f"{name_of(path)} imports its neighbour flows.{there}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_costly_packages_stand_at_one_edge(path: Path) -> None:
    for name in imports(path):
        allowed = ONLY.get(name.split(".")[0])
        assert allowed is None or name_of(path) in allowed, f"{name_of(path)} imports {name}"


@pytest.mark.parametrize("path", [*FILES, *sorted((ROOT / "tests").rglob("*.py"))], ids=name_of)
def test_no_file_is_long(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 300, "look for the second thing in it"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_file_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not tree.body or ast.get_docstring(tree)


def test_the_top_level_is_the_design() -> None:
    there = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert there - {"build", "dist"} <= TOP


def test_sources_csv_vouches_for_every_document() -> None:
    with (SEEDS / "sources.csv").open(encoding="utf-8", newline="") as file:
        vouched = {row["file"]: row["sha256"] for row in csv.DictReader(file)}
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (SEEDS / "documents").iterdir()}
    assert vouched == there


def test_the_lexicon_says_what_each_file_is() -> None:
    says = (SEEDS / "lexicon" / "README.md").read_text(encoding="utf-8")
    named = {line.split("|")[1] for line in says.splitlines() if line.startswith("| ")}
    told = {name.strip() for cell in named for name in cell.split(",")}
    there = {path.name for path in (SEEDS / "lexicon").iterdir()} - {"README.md"}
    assert there <= told, "add a line to seeds/lexicon/README.md"
    assert {name for name in told if "." in name} <= there, "seeds/lexicon/README.md names a file that is gone"
