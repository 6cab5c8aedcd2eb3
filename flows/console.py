"""What a person sees while a command works: a line a stage, and a progress bar where there is a terminal."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Advance(Protocol):
    """Tell that so much more is done."""

    def __call__(self, amount: float) -> None: ...


def show() -> None:
    """Write the log of flows to standard error, a line each with its time; a second call changes nothing."""
    logger = logging.getLogger("flows")
    if not any(handler.get_name() == __name__ for handler in logger.handlers):
        handler = logging.StreamHandler(sys.stderr)
        handler.set_name(__name__)
        handler.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%Y-%m-%d %H:%M:%S"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)


@contextmanager
def progress(what: str, total: float) -> Iterator[Advance]:
    """Show a bar on a terminal until the block ends, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda amount: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda amount: bar.advance(task, amount)


def sentence(error: object) -> str:
    """Return what an error says to a person: our own errors speak for themselves, others are a mistake of ours.

    >>> sentence(FileNotFoundError(2, "No such file or directory", "outputs/a.json"))
    'outputs/a.json: No such file or directory'
    >>> sentence(KeyError("title"))
    "a mistake of ours, KeyError: 'title'"
    """
    match error:
        case OSError(strerror=str(), filename=str() | bytes() as file):
            return f"{file!s}: {error.strerror}"
        case Exception() if not type(error).__module__.startswith("flows."):
            return f"a mistake of ours, {type(error).__name__}: {error}"
        case _:
            return str(error)


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number with its noun.

    >>> count(1, "document"), count(2500, "repair"), count(0, "entry", "entries")
    ('1 document', '2,500 repairs', '0 entries')
    """
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
