"""Publish again and again, each time killed one step later; not a test, run by test_release.py.

Called with a folder that has `base`, outputs with one good release. A step is what Python tells its audit hooks of
changing files: opening to write, renaming, linking, removing, making a folder. Prints how many steps a whole run takes.
"""

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from flows.checks.quality import Quality
from flows.publish import release
from flows.publish.tables import from_rows

STEPS = ("os.rename", "os.symlink", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree")


def publish(outputs: Path, steps: int) -> None:
    """Publish into `outputs` and die by SIGKILL before step number `steps`."""
    left = steps

    def count(event: str, args: tuple[Any, ...]) -> None:
        nonlocal left
        writes = event == "open" and args[2] & (os.O_WRONLY | os.O_RDWR)
        if (writes or event in STEPS) and str(outputs) in str(args[0]):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    release.publish(from_rows({}), Quality(()), outputs, "2026-11-24-bbbbbbbbbbbb")


def main(folder: Path) -> None:
    """Kill at every step until a run is whole."""
    # So that no child has to; to use it here would start threads, which no child has.
    import altair  # noqa: F401

    from flows.publish import page, superset  # noqa: F401

    steps = 0
    while True:
        outputs = folder / f"killed-{steps:03d}"
        shutil.copytree(folder / "base", outputs, symlinks=True)
        child = os.fork()
        if child == 0:
            publish(outputs, steps)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            print(steps)
            sys.exit(os.WEXITSTATUS(status))
        steps += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]))
