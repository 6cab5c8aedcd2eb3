"""The whole story on one screen: seeds in, a checked release out, each step a Prefect task.

Not for how a step is done: each calls the module that bears its name.
"""

import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogHandler
from prefect.states import Completed, Failed
from pydantic import PositiveInt

from flows import console, engine, lifeline, shards, sources
from flows.checks.quality import Quality
from flows.publish import about, keeping, release

log = logging.getLogger(__name__)
SHOWN = 20
"""Failing rows named in the run's message; quality knows them all."""


def once(seeds: str, outputs: str, engine: str, workers: int | None, keep: int | None = None) -> tuple[bool, str]:
    """Run the flow here and now; return whether it completed, and what it says of itself."""
    try:
        with lifeline.heeding_interrupts():
            state = build(seeds, outputs, engine, workers, keep, return_state=True)
    finally:
        # Prefect sends its log and events in the background: before our server goes is the time to wait for them.
        APILogHandler().flush()
        EventsWorker.drain_all(timeout=5)
    return state.is_completed(), state.message or ""


def report(flow: object, flow_run: object, state: State[Any]) -> None:
    """Say why a run failed: the one place for it, on the command line and on a schedule."""
    cause = state.result(raise_on_failure=False) if state.data else None
    if not (isinstance(cause, BaseException) and lifeline.is_interrupt(cause)):
        log.error("%s", console.sentence(cause) if isinstance(cause, Exception) else state.message)


@flow(name="build", on_failure=[report], on_crashed=[report])
def build(
    seeds: str,
    outputs: str,
    engine: str = "processes",
    workers: int | None = None,
    keep: PositiveInt | None = None,
) -> State[Any]:
    """Seeds in, a checked release out; nothing is visible unless everything holds."""
    console.show()
    lifeline.end_with_scheduler()
    sources.use_lexicon(Path(seeds))
    found = read(seeds)
    fingerprint = release.fingerprint(sources.fingerprint_parts(found))
    if same := release.find(Path(outputs), fingerprint):
        log.info("nothing changed since %s", same)
        tidy(outputs, keep)
        return Completed(message=f"nothing changed since {same}")
    parts = transform(found, engine, workers)
    gathered = gather(found, parts)
    if not gathered.tables["documents"].num_rows:
        return Failed(message="no document could be read, so there is nothing to publish")
    quality = validate(gathered)
    if not quality.passed:
        return Failed(message=complaint(quality))
    published = publish(found, gathered, quality, outputs, fingerprint)
    tidy(outputs, keep)
    return Completed(message=f"published {published}")


@task(cache_policy=NO_CACHE)
def read(seeds: str) -> sources.Seeds:
    """List the documents and take their sums."""
    found = sources.find(Path(seeds))
    size = sum(source.size for source in found.sources)
    log.info("read: %s, %s bytes", console.count(len(found.sources), "document"), f"{size:,}")
    return found


@task(cache_policy=NO_CACHE)
def transform(found: sources.Seeds, where: str, workers: int | None) -> list[shards.Part]:
    """Restore every document and extract what it says: the heavy map, a shard of some megabytes at a time."""
    cut = shards.cut(found.sources, at_least=workers or 1)
    parts = []
    with console.progress("transform", sum(shard.size for shard in cut)) as advance:
        for shard, part in zip(cut, engine.run(shards.transform_shard, cut, where, workers), strict=True):
            parts.append(part)
            advance(shard.size)
    log.info("transform: %s", console.count(len(parts), "shard"))
    return parts


@task(cache_policy=NO_CACHE)
def gather(found: sources.Seeds, parts: list[shards.Part]) -> shards.Part:
    """Put the shards' tables together, sorted by key, and say what had to be left out."""
    gathered = shards.join(parts)
    log.info("gather: %s", ", ".join(f"{table.num_rows:,} {name}" for name, table in gathered.tables.items()))
    left_out = (*found.left_out, *gathered.left_out)
    for sentence in left_out:
        log.warning("left out: %s", sentence)
    return replace(gathered, left_out=left_out)


@task(cache_policy=NO_CACHE)
def validate(gathered: shards.Part) -> Quality:
    """Hold every table against its expectations and keep the verdict as an artifact of the run."""
    from flows.validate import validate

    quality = validate(gathered.tables)
    create_table_artifact(quality.summary(), key="quality", description="What was expected of each table, what held.")
    verdict = "all hold" if quality.passed else f"{sum(bool(result.failed) for result in quality.results)} do not hold"
    log.info("validate: %s, %s", console.count(len(quality.results), "expectation"), verdict)
    return quality


@task(cache_policy=NO_CACHE)
def publish(found: sources.Seeds, gathered: shards.Part, quality: Quality, outputs: str, fingerprint: str) -> str:
    """Write the release aside and make it visible in one step."""
    name = release.name(fingerprint, datetime.now(UTC).date())
    missing = "".join(f"{sentence}\n" for sentence in gathered.left_out)
    note = {"left_out.txt": missing.encode()} if missing else {}
    described = about.read(found.dataset)
    path = release.publish(gathered.tables, quality, Path(outputs), name, note, described)
    log.info("publish: %s", path)
    return str(path)


def tidy(outputs: str, keep: int | None) -> None:
    """Remove all but the newest `keep` releases; all stay where no number is given."""
    for name in keeping.keep(Path(outputs), keep) if keep else ():
        log.info("keep: removed %s", Path(outputs) / name)


def complaint(quality: Quality) -> str:
    """Say which rows stopped the release."""
    failures = quality.failures
    more = [f"… and {len(failures) - SHOWN:,} more"] if len(failures) > SHOWN else []
    return "\n".join(["nothing was published, for these rows failed:", *map(str, failures[:SHOWN]), *more])
