"""The README's promises: its commands are the ones that are tried, and its examples run as they stand."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^(\w+):\n\n```python\n(.*?)```", README, re.DOTALL | re.MULTILINE)


def test_it_opens_with_the_two_commands() -> None:
    commands = re.findall(r"```sh\n(.*?)\n```", README)
    assert commands[:2] == [
        "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/jiaokan build",
        "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
    ]


def test_there_is_an_example_for_each_tool() -> None:
    assert [name for name, _ in EXAMPLES] == ["pandas", "DuckDB", "Polars"]


@pytest.mark.parametrize("code", [code for _, code in EXAMPLES], ids=[name for name, _ in EXAMPLES])
def test_an_example_runs(code: str, seed_release: Path) -> None:
    folder = seed_release.parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert len(done.stdout.splitlines()) > 3


def test_the_files_it_names_are_there() -> None:
    for name in re.findall(r"`((?:flows|schemas|seeds|tests)/[\w/.]*)`", README):
        assert (ROOT / name).exists(), name
