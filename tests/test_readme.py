"""The README's promises: its commands are the ones that are tried, and its examples run as they stand."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from flows.checks.quality import Quality
from flows.publish import release
from flows.shards import cut, join, transform_shard
from flows.sources import find
from tests.conftest import ROOT, SEEDS

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^(\w+):\n\n```python\n(.*?)```", README, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose outputs/latest holds a release of the seeds."""
    folder = tmp_path_factory.mktemp("readme")
    tables = join(map(transform_shard, cut(find(SEEDS).sources))).tables
    release.publish(tables, Quality(()), folder / "outputs", "2026-01-01-0123456789ab")
    return folder


def test_it_opens_with_the_two_commands() -> None:
    commands = re.findall(r"```sh\n(.*?)\n```", README)
    assert commands[:2] == [
        "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/jiaokan build",
        "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
    ]


def test_there_is_an_example_for_each_tool() -> None:
    assert [name for name, _ in EXAMPLES] == ["pandas", "DuckDB", "Polars"]


@pytest.mark.parametrize("code", [code for _, code in EXAMPLES], ids=[name for name, _ in EXAMPLES])
def test_an_example_runs(code: str, published: Path) -> None:
    done = subprocess.run([sys.executable, "-c", code], cwd=published, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert len(done.stdout.splitlines()) > 3


def test_the_files_it_names_are_there() -> None:
    for name in re.findall(r"`((?:flows|schemas|seeds|tests)/[\w/.]*)`", README):
        assert (ROOT / name).exists(), name
