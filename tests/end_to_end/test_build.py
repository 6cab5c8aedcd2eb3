"""The main job as a user runs it: what it publishes, and that nothing half-done or wrong is ever visible."""

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from schemas import TABLES
from tests.conftest import SEED, SEEDS, Cli


def seeds_in(folder: Path, *documents: str) -> Path:
    """Return new seeds in `folder` with these documents and the project's lexicon."""
    shutil.copytree(SEEDS / "lexicon", folder / "lexicon")
    (folder / "documents").mkdir()
    for number, text in enumerate(documents):
        (folder / "documents" / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def sums(outputs: Path) -> bytes:
    return (outputs / "latest" / "SHA256SUMS").read_bytes()


def test_two_runs_of_the_main_job(cli: Cli, tmp_path: Path) -> None:
    """The first, with a server of its own, publishes everything; the second finds nothing changed."""
    first = cli("build", "--seeds", SEEDS)
    said = first.stderr.decode()
    assert first.returncode == 0, said
    outputs = tmp_path / "outputs"
    release = outputs / os.readlink(outputs / "latest")
    assert first.stdout.decode() == f"published {Path('outputs') / release.name}\n"
    names = {path.name for path in release.iterdir()}
    for table in TABLES:
        assert {f"{table}.parquet", f"{table}.json"} <= names
        assert json.loads((release / f"{table}.json").read_text(encoding="utf-8")), f"{table} is empty"
    assert {"SHA256SUMS", "README.md", "quality.json"} <= names
    assert json.loads((release / "quality.json").read_text(encoding="utf-8"))["passed"] is True
    assert [line.split()[2].rstrip(":") for line in said.splitlines()] == [
        "read", "transform", "gather", "validate", "publish"
    ]  # fmt: skip
    assert "Error" not in said

    second = cli("build", "--seeds", SEEDS)
    assert second.stdout.decode() == f"nothing changed since {Path('outputs') / release.name}\n"
    assert second.returncode == 0
    assert not second.stderr
    assert {path.name for path in outputs.iterdir() if not path.name.startswith(".")} == {"latest", release.name}
    assert cli("check", "outputs/latest").returncode == 0


def test_any_number_of_workers_gives_the_same_bytes(cli: Cli, tmp_path: Path, server: dict[str, str]) -> None:
    text = SEED.read_text(encoding="utf-8")
    seeds = seeds_in(tmp_path / "seeds", text, "截至9月2日，全市31.6万人复工。\n", text + "\n附记\n", "北京增长5%。\n")
    one = cli("build", "--outputs", "one", "--engine", "local", **server)
    three = cli("build", "--outputs", "three", "--workers", "3", **server)
    assert one.returncode == three.returncode == 0, (one.stderr + three.stderr).decode()
    assert "4 documents" in one.stderr.decode()
    assert "1 shard" in one.stderr.decode()
    assert "3 shards" in three.stderr.decode()
    assert sums(tmp_path / "one") == sums(tmp_path / "three")
    assert seeds.is_dir()


def test_a_failing_expectation_stops_the_release(cli: Cli, tmp_path: Path, server: dict[str, str]) -> None:
    """A slip in the lexicon gives rows that are not as declared: they are named, and the last good release stays."""
    seeds = seeds_in(tmp_path / "seeds", "全市31.6万人复工。\n")
    assert cli("build", **server).returncode == 0
    before = os.readlink(tmp_path / "outputs" / "latest")
    units = seeds / "lexicon" / "units.csv"
    units.write_text(
        units.read_text(encoding="utf-8").replace("人,person,1,count", "人,person,1,Count!"), encoding="utf-8"
    )

    done = cli("build", **server)
    says = done.stderr.decode()
    assert done.returncode == 1, says
    assert not done.stdout
    for word in ("figures, row ", "dimension", "'Count!'", "expect_column_values_to_match_regex"):
        assert word in says
    assert "Traceback" not in says
    assert os.readlink(tmp_path / "outputs" / "latest") == before
    assert {path.name for path in (tmp_path / "outputs").iterdir() if path.name[0] != "."} == {"latest", before}


def test_seeds_with_a_lexicon_of_their_own(cli: Cli, tmp_path: Path, server: dict[str, str]) -> None:
    seeds = seeds_in(tmp_path / "seeds", "岛上共有88珈瑙的耕地。\n")
    with (seeds / "lexicon" / "units.csv").open("a", encoding="utf-8") as units:
        units.write("珈瑙,jianao,1,area,measure,\n")
    done = cli("build", **server)
    assert done.returncode == 0, done.stderr.decode()
    figures = json.loads((tmp_path / "outputs" / "latest" / "figures.json").read_text(encoding="utf-8"))
    assert [(row["text"], row["unit_canonical"]) for row in figures] == [("88珈瑙", "jianao")]


def test_the_run_is_on_record(cli: Cli, tmp_path: Path, server: dict[str, str]) -> None:
    """The server knows the tasks, and the verdict on each table as an artifact."""
    seeds_in(tmp_path / "seeds", "全市88人复工。\n")
    assert cli("build", **server).returncode == 0

    def ask(what: str) -> list[dict[str, object]]:
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{server['PREFECT_API_URL']}/{what}/filter", b"{}", headers)  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            found: list[dict[str, object]] = json.load(answer)
        return found

    tasks = {str(run["task_key"]).rpartition("-")[0] for run in ask("task_runs")}
    assert {"read", "transform", "gather", "validate", "publish"} <= tasks
    verdicts = json.loads(str(next(each for each in ask("artifacts") if each["key"] == "quality")["data"]))
    assert {row["table"] for row in verdicts} == set(TABLES)


def test_what_cannot_be_read_is_left_out_and_named(cli: Cli, tmp_path: Path, server: dict[str, str]) -> None:
    seeds = seeds_in(tmp_path / "seeds", "全市88人复工。\n", "", "全市89人复工。\n", "全市88人复工。\n")
    (seeds / "sources.csv").write_text(f"file,sha256\n2.txt,{'0' * 64}\n9.txt,{'0' * 64}\n")
    done = cli("build", **server)
    assert done.returncode == 0, done.stderr.decode()
    note = (tmp_path / "outputs" / "latest" / "left_out.txt").read_text(encoding="utf-8").splitlines()
    assert sorted(line.split(":")[0] for line in note) == ["1.txt", "2.txt", "3.txt", "9.txt"]
    for line in note:
        assert f"left out: {line}" in done.stderr.decode()

    for name in ("0.txt", "2.txt", "3.txt"):
        (seeds / "documents" / name).unlink()
    done = cli("build", **server)
    assert done.returncode == 1
    assert "no document could be read" in done.stderr.decode()


@pytest.mark.parametrize("workers", [["--engine", "local"], ["--workers", "2"]], ids=["local", "processes"])
def test_ctrl_c_ends_it_and_shows_nothing(
    environment: dict[str, str], server: dict[str, str], tmp_path: Path, workers: list[str]
) -> None:
    text = SEED.read_text(encoding="utf-8")
    seeds_in(tmp_path / "seeds", text * 20, text * 21)
    call = [sys.executable, "-m", "flows", "build", *workers]
    with subprocess.Popen(
        call, cwd=tmp_path, env=environment | server, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        for line in process.stderr:
            if "read:" in line:
                break
        process.send_signal(signal.SIGINT)
        _, says = process.communicate(timeout=20)
    assert process.returncode == 130, says
    assert "stopped" in says
    assert "Traceback" not in says
    assert not [path for path in (tmp_path / "outputs").iterdir() if path.name[0] != "."]
