"""Scheduled runs: the flow `build`, started on time until stopped.

Not for what a run does: flows/build.py tells that. Each run has a process of its own, so one that fails spoils none.
"""

import asyncio
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prefect.runner import Runner
from prefect.schedules import Cron, Interval, Schedule
from prefect.types.entrypoint import EntrypointType

from flows import console, lifeline
from flows.build import build

log = logging.getLogger(__name__)


class ScheduleError(ValueError):
    """A schedule that cannot be kept; the text is one sentence for the user."""


def parse(cron: str | None, interval: float | None, timezone: str) -> Schedule:
    """Return the schedule that a cron expression or a number of seconds names; raises ScheduleError for neither."""
    try:
        ZoneInfo(timezone)
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        raise ScheduleError(f"{timezone!r} is no time zone: write one like Asia/Shanghai") from error
    try:
        if cron is not None:
            return Cron(cron, timezone=timezone)
        return Interval(timedelta(seconds=interval or 0), timezone=timezone)
    except ValueError as error:
        asked = cron if cron is not None else f"every {interval} seconds"
        raise ScheduleError(f"{asked!r} is no schedule: write minute, hour, day, month, weekday") from error


def serve(parameters: dict[str, object], schedule: Schedule, ready: Callable[[], None]) -> None:
    """Start a run of the flow with `parameters` whenever `schedule` says so, until interrupted or terminated."""
    console.show()
    ready()
    os.environ[lifeline.SCHEDULER] = str(os.getpid())
    # A run that takes longer than the interval holds the next one back.
    runner = _Runner(name="jiaokan", limit=1)
    runner.add_flow(
        build,
        name="jiaokan",
        schedule=schedule,
        parameters=parameters,
        # By module: wherever the schedule is kept, a run finds its code.
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    log.info("schedule: waiting for %s, %s; stop with Ctrl-C", schedule.cron or schedule.interval, schedule.timezone)
    with suppress(KeyboardInterrupt):
        asyncio.run(runner.start())
    log.info("schedule: stopped")


class _Runner(Runner):
    """A runner that SIGTERM stops, with the run that is under way; Prefect's own waits for itself in its handler."""

    def handle_sigterm(self, *_: object, **__: object) -> None:
        """Let the loop, which this handler interrupts, do the stopping."""
        loop = asyncio.get_running_loop()
        loop.call_soon_threadsafe(lambda: loop.create_task(self.astop()))
