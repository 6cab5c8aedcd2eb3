"""What several tests need: the places of this checkout, Debian's programs, the command line as a user calls it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    import pyarrow as pa

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
SEED = SEEDS / "documents" / "000_e06962ff7f16f22d.txt"

Cli = Callable[..., "subprocess.CompletedProcess[bytes]"]

DEBIAN = {"chromium": ("chromium",), "postgresql": ("/usr/lib/postgresql/*/bin/initdb", "initdb")}
"""Packages that no test can bring along, and where the program that tests call may lie."""

ELSEWHERE = ("cffconvert==2.0.0", "duckdb==1.5.5", "duckdb-extension-httpfs==1.5.5")
"""Tools that ask for other versions of what we use: cffconvert of jsonschema, DuckDB's httpfs of DuckDB itself."""


def needs(package: str) -> str:
    """Return the path of the program of a Debian package; without it the test is skipped, and in CI it fails."""
    for place in DEBIAN[package]:
        found = sorted(map(str, Path("/").glob(place[1:]))) if place.startswith("/") else [shutil.which(place) or ""]
        if found and found[-1]:
            return found[-1]
    return lacking(f"the Debian package {package} is not installed: apt-get install {package}")


def lacking(says: str) -> NoReturn:
    """Skip a test for what this machine lacks; where CI is set, nothing may be lacking."""
    if os.environ.get("CI"):
        pytest.fail(says)
    pytest.skip(says)


@pytest.fixture(scope="session")
def seed_tables() -> "dict[str, pa.Table]":
    """The tables of the committed seeds, made as the flow makes them."""
    from flows.shards import cut, join, transform_shard
    from flows.sources import find

    return join(map(transform_shard, cut(find(SEEDS).sources))).tables


@pytest.fixture(scope="session")
def seed_release(seed_tables: "dict[str, pa.Table]", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the committed seeds, as the flow publishes it but for the verdict on it; only to be read."""
    from flows.checks.quality import Quality
    from flows.publish import release

    outputs = tmp_path_factory.mktemp("seeds") / "outputs"
    return release.publish(seed_tables, Quality(()), outputs, "2026-01-01-0123456789ab")


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that has the tools of ELSEWHERE; pip takes half a minute for it."""
    folder = tmp_path_factory.mktemp("elsewhere")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    call = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *ELSEWHERE]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        lacking(f"pip could not install {', '.join(ELSEWHERE)}: {done.stderr.strip()[-200:]}")
    return folder / "bin"


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
