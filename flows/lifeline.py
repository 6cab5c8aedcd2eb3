"""How processes end: never later than the one that started them, and by Ctrl-C whatever they are in the middle of."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

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


@contextmanager
def heeding_interrupts() -> Iterator[None]:
    """Raise KeyboardInterrupt at the end of the block where Ctrl-C came within it and did not get through.

    Interrupted between two steps, Prefect's engine stumbles over its own state, and its error hides ours.
    """
    came = threading.Event()

    def note(number: int, frame: FrameType | None) -> None:
        came.set()
        signal.default_int_handler(number, frame)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came.is_set():
        raise KeyboardInterrupt


def is_interrupt(error: BaseException | None) -> bool:
    """Tell whether an error is an interrupt, or came of one."""
    return error is not None and (isinstance(error, KeyboardInterrupt) or is_interrupt(error.__context__))
