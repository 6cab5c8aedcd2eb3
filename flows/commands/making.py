"""`build` and `schedule`: seeds in, releases out, once or on time."""

import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from flows import lexicon, sources
from flows.commands.refusing import RefusedError, refusing

if TYPE_CHECKING:
    from flows.sources import Seeds


def build(arguments: Namespace) -> int:
    """Run the flow once, unless the newest release already is what it would make."""
    from flows import server
    from flows.publish import release

    seeds, outputs = _places(arguments)
    found = _found(seeds)
    if same := release.find(outputs, release.fingerprint(sources.fingerprint_parts(found))):
        for sentence in found.left_out:
            print(f"left out: {sentence}", file=sys.stderr)
        if arguments.keep:
            from flows.publish import keeping

            for name in keeping.keep(outputs, arguments.keep):
                print(f"keep: removed {outputs / name}", file=sys.stderr)
        print(f"nothing changed since {same}")
        return 0
    with server.running() as ready:
        # In this order for time's sake: the server starts in its process while this one imports.
        from flows.build import once
        from flows.validate import warm_up

        warm_up()
        with refusing(server.ServerError):
            ready()
        passed, says = once(str(seeds), str(outputs), arguments.engine, arguments.workers, arguments.keep)
    if passed:
        print(says)
    return 0 if passed else 1


def schedule(arguments: Namespace) -> int:
    """Run the flow on time until interrupted."""
    from flows import server

    seeds, outputs = _places(arguments)
    _found(seeds)
    with server.running(scheduling=True) as ready:
        from flows.schedule import ScheduleError, parse, serve

        with refusing(ScheduleError, server.ServerError):
            plan = parse(arguments.cron, arguments.interval, arguments.timezone)
            parameters = {
                "seeds": str(seeds.resolve()),
                "outputs": str(outputs.resolve()),
                "engine": arguments.engine,
                "workers": arguments.workers,
                "keep": arguments.keep,
            }
            serve(parameters, plan, ready)
    return 0


def _places(arguments: Namespace) -> tuple[Path, Path]:
    """Return the folders of seeds and outputs, once it is sure that the run could use them."""
    from flows import engine
    from flows.publish import about

    for place in (arguments.seeds, arguments.outputs):
        if place and "://" in place:
            raise RefusedError(f"{place} is an address: name a folder of this machine")
    seeds = Path(arguments.seeds) if arguments.seeds else sources.default()
    outputs = Path(arguments.outputs)
    if not seeds.is_dir():
        raise RefusedError(f"there is no folder {seeds}: name the one that holds documents/ and lexicon/ with --seeds")
    sources.use_lexicon(seeds)
    with refusing(lexicon.LexiconError):
        lexicon.check()
        # Only now: its patterns are built from the lexicon when it is imported.
        from flows.quantities import check_units

        check_units()
    with refusing(about.AboutError):
        about.read(sources.dataset(seeds))
    with refusing(engine.EngineError):
        engine.check(arguments.engine)
    try:
        outputs.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=outputs):
            pass
    except OSError as error:
        raise RefusedError(
            f"{outputs} cannot be written ({error.strerror}): name another folder with --outputs"
        ) from error
    return seeds, outputs


def _found(seeds: Path) -> "Seeds":
    with refusing(sources.SeedsError):
        return sources.find(seeds)
