"""What several tests need: the places of this checkout, and the command line as a user calls it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
SEED = SEEDS / "documents" / "000_e06962ff7f16f22d.txt"

Cli = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a user who has set nothing: no Prefect server, an empty cache, a plain locale."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "JIAOKAN_"))}
    cache = tmp_path_factory.mktemp("cache")
    return kept | {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache), "LC_ALL": "C", "PYTHONUTF8": "0"}


@pytest.fixture
def cli(environment: dict[str, str], tmp_path: Path) -> Cli:
    """Call `jiaokan` in an empty folder; returns the finished process."""

    def call(*arguments: object, stdin: bytes = b"", **more: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [sys.executable, "-m", "flows", *map(str, arguments)],
            cwd=tmp_path,
            env=environment | more,
            input=stdin,
            capture_output=True,
            timeout=120,
            check=False,
        )

    return call
