"""Apache Superset as the README sets it up, in a folder of its own: only for `pytest -m superset`."""

import csv
import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from flows.checks.quality import Quality
from flows.publish import release
from flows.shards import cut, join, transform_shard
from flows.sources import find
from tests.conftest import ROOT, SEED

START = 900
"""Seconds that installing, setting up and starting may take; four minutes are usual, half of them pip's."""


SOUND = """\
城市公园建设情况通报
2019年5月8日，全市新建公园12个，投入资金3.5亿元，同比增长8%。
截至2019年底，公园总数达到403个，市民满意率为92.5%。
"""
"""A second document, so that there is something to filter by."""


def recipes() -> dict[str, tuple[str, str]]:
    """Return what the README has for each BI tool: its remark on what was tried, and its first block of code or ""."""
    chapter = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## BI tools\n")[1].split("\n## ")[0]
    _, *parts = re.split(r"^\*\*(.+?)\*\* \((.+?)\)", chapter, flags=re.MULTILINE)
    blocks = [re.search(r"```\w+\n(.*?)\n```", text, re.DOTALL) for text in parts[2::3]]
    code = [block[1] if block else "" for block in blocks]
    return dict(zip(parts[0::3], zip(parts[1::3], code, strict=True), strict=True))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what installs Superset unless it is asked for."""
    if "superset" not in config.option.markexpr:
        says = pytest.mark.skip(reason="installs Apache Superset, 900 MB and four minutes: run pytest -m superset")
        for item in items:
            if item.get_closest_marker("superset"):
                item.add_marker(says)


@dataclass(frozen=True)
class Superset:
    """A running Superset: `url` is where it answers, `client` is logged in, `folder` holds its outputs/latest."""

    url: str
    client: httpx.Client
    folder: Path
    user: str
    password: str


@pytest.fixture(scope="session")
def two_documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose outputs/latest is a release of two documents."""
    folder = tmp_path_factory.mktemp("superset")
    documents = folder / "seeds" / "documents"
    documents.mkdir(parents=True)
    shutil.copy(SEED, documents)
    (documents / "parks.txt").write_text(SOUND, encoding="utf-8")
    with (folder / "seeds" / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["file", "sha256", "publisher", "title", "terms"])
        for path in sorted(documents.iterdir()):
            lines.writerow([path.name, hashlib.sha256(path.read_bytes()).hexdigest(), "", path.stem, ""])
    tables = join(map(transform_shard, cut(find(folder / "seeds").sources))).tables
    assert tables["documents"].num_rows == 2
    release.publish(tables, Quality(()), folder / "outputs", "2026-01-01-0123456789ab")
    return folder


@pytest.fixture(scope="session")
def superset(two_documents: Path) -> Iterator[Superset]:
    """Superset after the README's commands, run as they stand but for the port, beside outputs/."""
    *commands, run = recipes()["Apache Superset"][1].splitlines()
    user, password = (re.findall(rf"--{option} (\S+)", "\n".join(commands))[0] for option in ("username", "password"))
    assert run.endswith("--port 8088")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = "\n".join(["set -eux", *commands, "exec " + run.replace("8088", str(port))])
    log = two_documents / "log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            ["bash", "-c", script],
            cwd=two_documents,
            env=_environment(two_documents),
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(process, f"{url}/health", log)
        with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
            login = {"username": user, "password": password, "provider": "db"}
            token = client.post("/api/v1/security/login", json=login).json()["access_token"]
            client.headers["Authorization"] = f"Bearer {token}"
            yield Superset(url, client, two_documents, user, password)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
        # pytest keeps the folders of its last three runs.
        shutil.rmtree(two_documents / ".superset")


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment of a user who has this Python and no Superset yet; what Superset keeps stays in there."""
    ours = ("FLASK_", "SUPERSET_", "PYTHON", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    # Most of what pip would compile is never imported.
    pip = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_COMPILE": "1"}
    return kept | pip | {"PATH": path, "SUPERSET_HOME": str(folder / "home")}


def _wait(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    """Wait until the server answers; fail with the end of its log when it does not."""
    until = time.monotonic() + START
    while process.poll() is None and time.monotonic() < until:
        try:
            if httpx.get(url, trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(1)
    pytest.fail("Superset did not start:\n" + log.read_text("utf-8", errors="replace")[-3000:])
