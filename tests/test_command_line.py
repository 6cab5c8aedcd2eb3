"""The command line as a user meets it: what works, and one sentence for what does not."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from shutil import copytree, which

import pytest

from tests.conftest import ROOT, SEED, SEEDS, Cli

COMMANDS = ("build", "restore", "extract", "check", "diff", "serve", "schedule")


def refused(done: "subprocess.CompletedProcess[bytes]", code: int, *words: str) -> None:
    """Hold that a call ended with `code`, nothing printed, and one sentence that has all `words`."""
    says = done.stderr.decode()
    assert done.returncode == code, says
    assert not done.stdout
    assert says.startswith("jiaokan: ")
    assert says.count("\n") == 1
    assert "mistake of ours" not in says
    for word in words:
        assert word in says


def test_help_lists_every_command(cli: Cli) -> None:
    done = cli("--help")
    assert done.returncode == 0
    for command in COMMANDS:
        assert f"\n    {command}" in done.stdout.decode()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_shows_an_example(cli: Cli, command: str) -> None:
    done = cli(command, "--help")
    assert done.returncode == 0
    assert f"Example: jiaokan {command}" in done.stdout.decode()


@pytest.mark.parametrize(
    "call",
    [["--help"], ["restore", str(SEED)], ["extract", str(SEED)]],
    ids=["help", "restore", "extract"],
)
def test_quick_commands_import_nothing_heavy(environment: dict[str, str], call: list[str]) -> None:
    code = (
        "import atexit, sys\n"
        "heavy = ('prefect', 'great_expectations', 'pandas', 'pyarrow', 'asyncio')\n"
        "atexit.register(lambda: print(*[name for name in heavy if name in sys.modules], file=sys.stderr))\n"
        "from flows.__main__ import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *call], env=environment, capture_output=True, check=True)
    assert done.stderr.decode().strip() == ""


def test_restore_prints_text_without_damage(cli: Cli) -> None:
    done = cli("restore", SEED)
    text = done.stdout.decode("utf-8")
    assert done.returncode == 0
    assert not done.stderr
    assert text.startswith("為統籌推進疫情防控和經濟社會發展作出首都新貢獻")
    assert "(" not in text
    assert "?" not in text


def test_restore_reads_standard_input(cli: Cli) -> None:
    assert cli("restore", "-", stdin=SEED.read_bytes()).stdout == cli("restore", SEED).stdout


def test_sound_text_comes_back_as_it_was(cli: Cli) -> None:
    text = "北京市新增复工345人。\n\n增长88%，汉(hàn)字不变。\n"
    assert cli("restore", "-", stdin=text.encode("gb18030")).stdout.decode() == text


def test_report_is_one_json_object_a_repair(cli: Cli) -> None:
    lines = cli("restore", SEED, "--report").stdout.decode().splitlines()
    first = json.loads(lines[0])
    assert len(lines) > 1000
    assert {"source_text", "restored_text", "stage", "certainty", "alternatives"} <= first.keys()


def test_extract_prints_rows_of_every_table(cli: Cli) -> None:
    done = cli("extract", SEED)
    tables = [json.loads(line)["table"] for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0
    assert set(tables) == {"documents", "paragraphs", "figures", "events", "terms", "repairs", "rejects"}


def test_extract_prints_the_tables_asked_for(cli: Cli) -> None:
    text = "截至9月2日，全市31.6万人复工。"
    done = cli("extract", "-", "--tables", "figures", stdin=text.encode())
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [(row["table"], row["text"], row["value"]) for row in rows] == [("figures", "31.6万人", 316000)]


def test_published_dates_a_document_that_does_not_say(cli: Cli) -> None:
    text = "一个标题\n\n截至9月2日，全市31.6万人复工。"
    done = cli("extract", "-", "--tables", "events", "--published", "2020-09-16", stdin=text.encode())
    assert json.loads(done.stdout)["date_end"] == "2020-09-02"


def test_a_reader_that_has_enough_is_no_error(environment: dict[str, str]) -> None:
    call = f"'{sys.executable}' -m flows extract '{SEED}' | head -c 100 >/dev/null; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", call], env=environment, capture_output=True, check=True)
    assert done.stdout.strip() == b"0"
    assert not done.stderr


class TestWrongCalls:
    """Exit code 2, and a sentence that says what to do."""

    def test_no_command(self, cli: Cli) -> None:
        refused(cli(), 2, "--help")

    def test_unknown_flag(self, cli: Cli) -> None:
        refused(cli("restore", SEED, "--loud"), 2, "--loud", "--help")

    def test_missing_file(self, cli: Cli) -> None:
        for command in ("restore", "extract"):
            refused(cli(command, "none.txt"), 2, "there is no file none.txt")

    def test_folder_instead_of_a_file(self, cli: Cli) -> None:
        refused(cli("restore", SEEDS), 2, str(SEEDS), "is a folder")

    def test_unknown_table(self, cli: Cli) -> None:
        refused(cli("extract", SEED, "--tables", "figures,numbers"), 2, "'numbers'", "figures", "rejects")

    def test_wrong_date(self, cli: Cli) -> None:
        refused(cli("extract", SEED, "--published", "16.9.2020"), 2, "'16.9.2020'", "2020-09-16")

    def test_unknown_engine(self, cli: Cli) -> None:
        refused(cli("build", "--engine", "abacus"), 2, "'abacus'", "local", "processes", "dask")

    def test_no_workers(self, cli: Cli) -> None:
        refused(cli("build", "--workers", "0"), 2, "--workers", "'0'")

    def test_missing_seeds(self, cli: Cli) -> None:
        refused(cli("build", "--seeds", "none"), 2, "there is no folder none", "--seeds")

    def test_folder_without_documents(self, cli: Cli, tmp_path: Path) -> None:
        refused(cli("build", "--seeds", tmp_path), 2, str(tmp_path / "documents"))
        (tmp_path / "documents").mkdir()
        refused(cli("build", "--seeds", tmp_path), 2, "there is no document in", ".txt")

    def test_sources_csv_without_its_columns(self, cli: Cli, tmp_path: Path) -> None:
        (tmp_path / "documents").mkdir()
        (tmp_path / "documents" / "a.txt").write_text("北京")
        (tmp_path / "sources.csv").write_text("name,sum\na.txt,0\n")
        refused(cli("build", "--seeds", tmp_path), 2, "sources.csv", "sha256")

    @pytest.mark.parametrize(
        ("line", "says"), [("bad,row", "2 cells"), ("珈瑙,jianao,many,area,measure,", "'many', not a number")]
    )
    def test_a_lexicon_line_that_cannot_be_read(self, cli: Cli, tmp_path: Path, line: str, says: str) -> None:
        copytree(SEEDS, tmp_path / "seeds")
        with (tmp_path / "seeds" / "lexicon" / "units.csv").open("a", encoding="utf-8") as units:
            units.write(f"{line}\n")
        refused(cli("build", "--seeds", "seeds"), 2, "units.csv", says, "mend the line")

    def test_outputs_that_is_a_file(self, cli: Cli, tmp_path: Path) -> None:
        (tmp_path / "outputs").touch()
        refused(cli("build", "--seeds", SEEDS), 2, "outputs cannot be written", "--outputs")

    @pytest.mark.skipif(os.geteuid() == 0 and not which("setpriv"), reason="root may write everywhere")
    def test_no_right_to_write(self, environment: dict[str, str], tmp_path: Path) -> None:
        (tmp_path / "outputs").mkdir(mode=0o500)
        powerless = ["setpriv", "--bounding-set=-all"] if os.geteuid() == 0 else []
        call = [*powerless, sys.executable, "-m", "flows", "build", "--seeds", str(SEEDS)]
        done = subprocess.run(call, cwd=tmp_path, env=environment, capture_output=True, check=False)
        refused(done, 2, "outputs cannot be written", "--outputs")

    @pytest.mark.skipif(not Path("/proc/version").exists(), reason="needs a folder in which nobody may write")
    def test_no_right_to_write_even_for_root(self, cli: Cli) -> None:
        refused(cli("build", "--seeds", SEEDS, "--outputs", "/proc/outputs"), 2, "/proc/outputs cannot be written")

    def test_missing_release(self, cli: Cli) -> None:
        refused(cli("check", "outputs/latest"), 2, "there is no release at outputs/latest")

    def test_two_releases_are_needed_for_a_difference(self, cli: Cli) -> None:
        refused(cli("diff", "outputs/latest"), 2, "NEW", "--help")
        refused(cli("diff", "outputs/latest", "outputs/latest"), 2, "there is no release at outputs/latest")

    def test_no_releases_to_keep(self, cli: Cli) -> None:
        for command in (["build"], ["schedule", "--interval", "5"]):
            refused(cli(*command, "--keep", "0"), 2, "--keep", "'0'")

    def test_no_port(self, cli: Cli) -> None:
        refused(cli("serve", "--port", "http"), 2, "--port", "'http'")

    def test_schedule_without_a_time(self, cli: Cli) -> None:
        refused(cli("schedule"), 2, "--cron", "--interval")

    def test_schedule_with_an_interval_that_is_none(self, cli: Cli) -> None:
        refused(cli("schedule", "--interval", "soon"), 2, "'soon'", "seconds")


class TestDataThatCannotBeRead:
    """Exit code 1, and a sentence that names the file."""

    @pytest.mark.parametrize("command", ["restore", "extract"])
    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b" \n\n",
            bytes(range(256)) * 40,
            b"\x89PNG\r\n\x1a\n" + b"\0\x01\x02\xff" * 500,
            b"\xff\xff\x80\x80" * 99,
        ],
        ids=["empty", "blank", "binary", "picture", "undecodable"],
    )
    def test_is_refused(self, cli: Cli, tmp_path: Path, command: str, data: bytes) -> None:
        (tmp_path / "odd.txt").write_bytes(data)
        refused(cli(command, "odd.txt"), 1, "odd.txt")

    def test_from_standard_input(self, cli: Cli) -> None:
        refused(cli("restore", "-"), 1, "standard input")


@pytest.mark.parametrize("character", ["京", "9", "(", "a"])
def test_a_million_repeated_characters(cli: Cli, character: str) -> None:
    done = cli("extract", "-", stdin=(character * 1_000_000).encode())
    assert done.returncode == 0, done.stderr.decode()


def test_a_mistake_of_ours_is_one_sentence_too(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    done = cli("restore", SEED, JIAOKAN_LEXICON=str(tmp_path / "lexicon"))
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_the_checkout_is_clean_of_this_machine() -> None:
    """No file of ours holds a path of the machine that it was written on."""
    places = (f"{ROOT.parent}/".encode(), f"{Path.home()}/".encode())
    ours = [
        path for part in ("flows", "schemas", "tests", ".ci") for path in (ROOT / part).rglob("*") if path.is_file()
    ]
    for path in [*ours, ROOT / "README.md", ROOT / "pyproject.toml"]:
        if path.suffix != ".pyc":
            assert not any(place in path.read_bytes() for place in places), path


def test_the_version_is_the_distribution_s(cli: Cli) -> None:
    done = cli("--version")
    assert (done.returncode, done.stdout) == (0, f"jiaokan {version('jiaokan')}\n".encode())
