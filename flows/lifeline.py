"""Processes that never outlive the one that started them, however it ended."""

import os
import threading
import time

SCHEDULER = "JIAOKAN_SCHEDULER"
"""Names, to the runs that it starts, the process that keeps the schedule."""


def end_with_parent() -> None:
    """End this process within a second of its parent's end; a release is swapped in one step, so that does no harm."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def end_with_scheduler() -> None:
    """Do so where the parent keeps a schedule; elsewhere a run is its caller's own."""
    if os.environ.get(SCHEDULER) == str(os.getppid()):
        end_with_parent()
