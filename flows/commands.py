"""What each command does, between the arguments and the module that does the work.

Every import beyond the standard library waits until its command is carried out: help comes at once.
"""

import json
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flows import lexicon, sources

if TYPE_CHECKING:
    from flows.sources import Seeds


class RefusedError(Exception):
    """A call that cannot be carried out (code 2), or data that failed (code 1); the text is one sentence."""

    def __init__(self, says: str, code: int = 2) -> None:
        """Keep the sentence and the exit code."""
        super().__init__(says)
        self.code = code


def build(arguments: Namespace) -> int:
    """Run the flow once, unless the newest release already is what it would make."""
    from flows import server
    from flows.publish import release

    seeds, outputs = _places(arguments)
    found = _found(seeds)
    if same := release.find(outputs, release.fingerprint(sources.fingerprint_parts(found))):
        for sentence in found.left_out:
            print(f"left out: {sentence}", file=sys.stderr)
        print(f"nothing changed since {same}")
        return 0
    with server.running() as ready:
        # In this order for time's sake: the server starts in its process while this one imports.
        from flows.build import once
        from flows.validate import warm_up

        warm_up()
        with _refusing(server.ServerError):
            ready()
        passed, says = once(str(seeds), str(outputs), arguments.engine, arguments.workers)
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

        with _refusing(ScheduleError, server.ServerError):
            plan = parse(arguments.cron, arguments.interval, arguments.timezone)
            parameters = {
                "seeds": str(seeds.resolve()),
                "outputs": str(outputs.resolve()),
                "engine": arguments.engine,
                "workers": arguments.workers,
            }
            serve(parameters, plan, ready)
    return 0


def restore(arguments: Namespace) -> int:
    """Print the restored text of one document, its repairs, or both together."""
    from flows import documents
    from flows.restore import restore

    name, data = _document(arguments.file)
    with _refusing(documents.UnreadableDocument, code=1):
        text = documents.read(name, data).text
    restored = restore(text)
    if arguments.report:
        for repair in restored.repairs:
            print(_line(repair._asdict()))
    elif arguments.diff:
        from flows import difference

        difference.show(text, restored.repairs)
    else:
        sys.stdout.write(restored.text)
    return 0


def extract(arguments: Namespace) -> int:
    """Print the rows of one document, without a server."""
    from flows import documents
    from flows.transform import transform
    from schemas import TABLES

    name, data = _document(arguments.file)
    tables = arguments.tables or list(TABLES)
    with _refusing(documents.UnreadableDocument, code=1):
        found = transform(name, data, arguments.published, tables)
    for table in tables:
        for row in found[table]:
            print(_line({"table": table, **row}))
    return 0


def check(arguments: Namespace) -> int:
    """Check a release and print a sentence for each thing that does not hold."""
    from flows.publish.check import check

    release = Path(arguments.release)
    if not release.is_dir():
        raise RefusedError(f"there is no release at {release}: name the folder of one, such as outputs/latest")
    wrong = check(release)
    for sentence in wrong:
        print(f"jiaokan: {sentence}", file=sys.stderr)
    if not wrong:
        print(f"{release}: sums, schemas and expectations hold")
    return 1 if wrong else 0


def _places(arguments: Namespace) -> tuple[Path, Path]:
    """Return the folders of seeds and outputs, once it is sure that the run could use them."""
    from flows import engine

    for place in (arguments.seeds, arguments.outputs):
        if place and "://" in place:
            raise RefusedError(f"{place} is an address: name a folder of this machine")
    seeds = Path(arguments.seeds) if arguments.seeds else sources.default()
    outputs = Path(arguments.outputs)
    if not seeds.is_dir():
        raise RefusedError(f"there is no folder {seeds}: name the one that holds documents/ and lexicon/ with --seeds")
    sources.use_lexicon(seeds)
    with _refusing(lexicon.LexiconError):
        lexicon.check()
        # Only now: its patterns are built from the lexicon when it is imported.
        from flows.quantities import check_units

        check_units()
    with _refusing(engine.EngineError):
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
    with _refusing(sources.SeedsError):
        return sources.find(seeds)


def _document(file: str) -> tuple[str, bytes]:
    if file == "-":
        return "standard input", sys.stdin.buffer.read()
    try:
        return Path(file).name, Path(file).read_bytes()
    except FileNotFoundError as error:
        raise RefusedError(f"there is no file {file}: name a document, or - for standard input") from error
    except IsADirectoryError as error:
        raise RefusedError(f"{file} is a folder: name one document in it") from error
    except OSError as error:
        raise RefusedError(f"{file} cannot be read ({error.strerror}): check its name and its rights") from error


@contextmanager
def _refusing(*kinds: type[Exception], code: int = 2) -> Iterator[None]:
    """Turn errors whose text is a sentence for the user into a refusal."""
    try:
        yield
    except kinds as error:
        raise RefusedError(str(error), code) from error


def _line(record: dict[str, object]) -> str:
    """Return a record as JSON on one line, also for readers that end lines where Unicode does."""
    return json.dumps(record, ensure_ascii=False, default=_plain).translate(_LINE_ENDS)


_LINE_ENDS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in a JSON line")
