"""What the main job costs: against a trivial Prefect flow, and in characters a second. A script, not a test.

    .venv/bin/python tests/benchmarks/main_job.py

Both flows start a server of their own. Each runs once before it is timed, so that neither pays for a first start
(Prefect's database is migrated then); the best of two timed runs counts.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SEED = ROOT / "seeds" / "documents" / "000_e06962ff7f16f22d.txt"
AIM = 1.5

TRIVIAL = """
from prefect import flow, task

@task
def one():
    return 1

@flow
def trivial():
    return one()

trivial()
"""


def main() -> None:
    """Print all of it."""
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        trivial = wall([sys.executable, "-c", TRIVIAL], Path(folder))
        # Outputs of its own for each run: on the same ones it would find nothing changed.
        job = wall([sys.executable, "-m", "flows", "build", "--seeds", str(SEED.parent.parent)], Path(folder))
        again = once([sys.executable, "-m", "flows", "build", "--seeds", str(SEED.parent.parent)], Path(folder))
    print(f"a trivial Prefect flow          {trivial:8.2f} s")
    print(f"the main job                    {job:8.2f} s   {job / trivial:.2f} times (aim: at most {AIM})")
    print(f"the main job, nothing changed   {again:8.2f} s")

    from flows.documents import read
    from flows.restore import restore
    from flows.transform import transform

    data = SEED.read_bytes()
    text = read(SEED.name, data).text
    print(f"restore                         {speed(lambda: restore(text), len(text)):8,.0f} characters a second")
    quick = ("figures", "events")
    print(f"extract, figures and events     {speed(lambda: transform('', data, None, quick), len(text)):8,.0f}")
    print(f"extract, everything             {speed(lambda: transform('', data), len(text)):8,.0f}")


def wall(command: list[str], folder: Path) -> float:
    """Return the better of two runs' seconds, after one that is not counted."""
    times = []
    for number in range(3):
        outputs = ["--outputs", str(folder / str(number))] if "build" in command else []
        times.append(once(command + outputs, folder))
    return min(times[1:])


def once(command: list[str], folder: Path) -> float:
    """Return the seconds that a command takes with a home and a cache in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "JIAOKAN_"))}
    more = {
        "PYTHONPATH": str(ROOT),
        "HOME": str(folder),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    if "build" in command and "--outputs" not in command:
        command = [*command, "--outputs", str(folder / "2")]
    start = time.perf_counter()
    subprocess.run(command, env=kept | more, check=True, capture_output=True)
    return time.perf_counter() - start


def speed(work: Callable[[], object], characters: int) -> float:
    """Return characters a second, the best of five once everything is loaded."""
    work()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return characters / min(times)


if __name__ == "__main__":
    main()
