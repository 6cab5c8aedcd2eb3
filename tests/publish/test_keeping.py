"""Which releases go and which stay, and that nobody ever finds half of one."""

import os
import sys
import threading
import time
from pathlib import Path

import pytest

from flows.publish import files, keeping, sums

NAMES = [f"2026-01-{day:02d}-{day:012x}" for day in range(1, 6)]


def write(outputs: Path, name: str, content: str = "[]\n") -> Path:
    folder = outputs / name
    (folder / "bi").mkdir(parents=True)
    (folder / "a.json").write_text(content, encoding="utf-8")
    (folder / "bi" / "b.zip").write_bytes(b"PK")
    (folder / sums.NAME).write_text(sums.take(folder), encoding="utf-8")
    return folder


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """Five releases, of which the newest is the latest."""
    for name in NAMES:
        write(tmp_path, name)
    files.point(tmp_path / "latest", NAMES[-1])
    return tmp_path


def there(outputs: Path) -> list[str]:
    return sorted(path.name for path in outputs.iterdir() if not path.name.startswith("."))


def test_the_newest_stay(outputs: Path) -> None:
    assert keeping.keep(outputs, 2) == [NAMES[2], NAMES[1], NAMES[0]]
    assert there(outputs) == [NAMES[3], NAMES[4], "latest"]
    assert not sums.problems(outputs / NAMES[3])
    assert keeping.keep(outputs, 2) == []


def test_more_than_there_are_keeps_all(outputs: Path) -> None:
    assert keeping.keep(outputs, 9) == []
    assert there(outputs) == [*NAMES, "latest"]


@pytest.mark.parametrize("number", [0, -1])
def test_none_is_no_number_to_keep(outputs: Path, number: int) -> None:
    with pytest.raises(ValueError, match="1 is the least"):
        keeping.keep(outputs, number)
    assert there(outputs) == [*NAMES, "latest"]


@pytest.mark.parametrize("absolute", [False, True])
def test_the_one_that_latest_names_stays_however_old(outputs: Path, absolute: bool) -> None:
    (outputs / "latest").unlink()
    (outputs / "latest").symlink_to(outputs / NAMES[0] if absolute else NAMES[0])
    assert keeping.keep(outputs, 1) == NAMES[:0:-1]
    assert there(outputs) == [NAMES[0], "latest"]
    assert (outputs / "latest" / "a.json").is_file()


def test_of_one_day_the_last_written_is_the_newest(tmp_path: Path) -> None:
    for place, name in enumerate(("2026-01-01-ffffffffffff", "2026-01-01-000000000000", "2026-01-01-000000000000-2")):
        os.utime(write(tmp_path, name) / sums.NAME, (place, place))
    assert keeping.keep(tmp_path, 1) == ["2026-01-01-000000000000", "2026-01-01-ffffffffffff"]


def test_what_is_no_release_stays(outputs: Path) -> None:
    others = ("notes", "2026-01-01", "2026-01-01-draft", "x2026-01-01-0123456789ab", "2026-01-01-0123456789abc")
    for name in others:
        write(outputs, name)
    (outputs / "2026-01-01-0123456789ab").mkdir()
    (outputs / "2026-01-01-0123456789ac").write_text("a file")
    elsewhere = outputs / "elsewhere"
    write(elsewhere, NAMES[0])
    (outputs / "2026-01-01-0123456789ad").symlink_to(elsewhere / NAMES[0])
    keeping.keep(outputs, 1)
    kept = {*others, NAMES[4], "latest", "elsewhere"} | {f"2026-01-01-0123456789a{end}" for end in "bcd"}
    assert set(there(outputs)) == kept
    assert not sums.problems(elsewhere / NAMES[0])


def test_a_release_that_links_elsewhere_takes_nothing_with_it(
    outputs: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    mine = tmp_path_factory.mktemp("mine")
    (mine / "kept.txt").write_text("mine")
    (outputs / NAMES[0] / "link").symlink_to(mine)
    keeping.keep(outputs, 1)
    assert (mine / "kept.txt").read_text() == "mine"


def test_who_reads_a_file_reads_on(outputs: Path) -> None:
    with (outputs / NAMES[0] / "a.json").open("rb") as file:
        keeping.keep(outputs, 1)
        assert not (outputs / NAMES[0]).exists()
        assert file.read() == b"[]\n"


def test_one_is_whole_or_gone_at_every_moment(tmp_path: Path) -> None:
    """Whoever looks while releases go finds each under its name with all its files, or not at all."""
    names = [f"2026-01-01-{number:012x}" for number in range(60)]
    for name in names:
        write(tmp_path, name)
    halves: list[str] = []
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            for name in names:
                try:
                    folder = os.open(tmp_path / name, os.O_RDONLY)
                except FileNotFoundError:
                    continue
                missing = {"a.json", "bi", sums.NAME} - set(os.listdir(folder))
                # Renamed after it was opened, it may be emptied; under its own name it may not.
                if missing and (tmp_path / name).exists():
                    halves.append(name)
                os.close(folder)

    watcher = threading.Thread(target=look)
    watcher.start()
    keeping.keep(tmp_path, 1)
    stop.set()
    watcher.join()
    assert not halves
    assert len(there(tmp_path)) == 1


def test_killed_at_any_moment_nothing_half_is_visible(outputs: Path) -> None:
    """A child process is ended before each of its system calls that change the folder, one further each time."""
    step = 0
    while True:
        child = os.fork()
        if not child:
            _keep_until(outputs, step)
        _, status = os.waitpid(child, 0)
        for name in there(outputs):
            if name != "latest":
                assert not sums.problems(outputs / name), f"{name} after {step} steps"
        assert (outputs / "latest" / "a.json").is_file()
        if os.waitstatus_to_exitcode(status) == 0:
            break
        step += 1
    assert step > 5
    assert there(outputs) == [NAMES[4], "latest"]
    assert not list(outputs.glob(".*.partial"))


def _keep_until(outputs: Path, step: int) -> None:
    """Keep one release, and end this process at once before its change number `step`."""
    left = [step]

    def counting(event: str, _: object) -> None:
        if event in ("os.rename", "os.remove", "os.rmdir", "shutil.rmtree"):
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)

    sys.addaudithook(counting)
    keeping.keep(outputs, 1)
    os._exit(0)


def test_it_waits_for_a_writer(outputs: Path) -> None:
    """Under the lock that publishing takes, nothing goes."""
    done: list[list[str]] = []
    with files.locked(outputs):
        waiting = threading.Thread(target=lambda: done.append(keeping.keep(outputs, 1)))
        waiting.start()
        time.sleep(0.3)
        assert there(outputs) == [*NAMES, "latest"]
    waiting.join(timeout=10)
    assert done == [NAMES[3::-1]]
