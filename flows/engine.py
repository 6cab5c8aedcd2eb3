"""Where the heavy map runs: in this process, in a pool of processes, or on a Dask cluster.

Results come in the order of the items, so what is made of them never depends on where they were made.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from types import ModuleType
from typing import TypeVar

from flows.lifeline import end_with_parent

ENGINES = ("local", "processes", "dask")

Item = TypeVar("Item")
Result = TypeVar("Result")


class EngineError(RuntimeError):
    """The map could not be run where it was asked for; the text is one sentence for the user."""


def run(
    function: Callable[[Item], Result], items: Sequence[Item], engine: str = "processes", workers: int | None = None
) -> Iterator[Result]:
    """Yield function(item) for every item, in order.

    `function` stands at the top level of a module and, like the items, can be pickled. `workers` defaults to one a
    processor; a single item or worker runs in this process. Raises EngineError when a worker dies.
    """
    workers = min(workers or os.cpu_count() or 1, len(items))
    match engine:
        case "processes" if workers > 1:
            yield from _processes(function, items, workers)
        case "local" | "processes":
            yield from map(function, items)
        case "dask":
            yield from _dask(function, items, workers)
        case _:
            raise EngineError(f"there is no engine {engine!r}: choose one of {', '.join(ENGINES)}")


def check(engine: str) -> None:
    """Raise EngineError when `engine` cannot run here."""
    if engine == "dask":
        _distributed()


def _processes(function: Callable[[Item], Result], items: Sequence[Item], workers: int) -> Iterator[Result]:
    # Not fork: this process has threads, Prefect's among them, and a forked lock stays locked.
    context = multiprocessing.get_context("spawn")
    others = multiprocessing.active_children()
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker)
    try:
        futures: list[Future[Result]] = [pool.submit(function, item) for item in items]
        for future in futures:
            yield future.result()
    except BrokenProcessPool as error:
        raise EngineError(
            "a worker process ended in the middle of its work, most often for want of memory: "
            "try fewer --workers, or --engine local"
        ) from error
    except BaseException:
        for child in multiprocessing.active_children():
            if child not in others:
                child.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and end with it even where it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


def _dask(function: Callable[[Item], Result], items: Sequence[Item], workers: int) -> Iterator[Result]:
    """Map on the cluster that DASK_SCHEDULER_ADDRESS names, else on one of this machine's own."""
    distributed = _distributed()
    address = os.environ.get("DASK_SCHEDULER_ADDRESS")
    here = {} if address else {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.Client(address, **here) as client:
        futures = client.map(function, items, pure=False)
        try:
            for future in futures:
                yield future.result()
        except distributed.KilledWorker as error:
            raise EngineError(f"a Dask worker ended in the middle of its work: {error}") from error


def _distributed() -> ModuleType:
    try:
        return import_module("distributed")
    except ImportError as error:
        raise EngineError(
            "the engine dask is not installed: pip install -e '.[cluster]', or choose --engine processes"
        ) from error
