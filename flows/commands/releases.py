"""`check`, `diff` and `serve`: what can be done with releases that are there."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from flows.commands.refusing import RefusedError, refusing

if TYPE_CHECKING:
    import pyarrow as pa


def check(arguments: Namespace) -> int:
    """Check a release and print a sentence for each thing that does not hold."""
    from flows.publish.check import check

    with _release(arguments.release) as (folder, address):
        wrong = [sentence.replace(f"{folder}/", address) for sentence in check(folder)]
    for sentence in wrong:
        print(f"jiaokan: {sentence}", file=sys.stderr)
    if not wrong:
        print(f"{arguments.release}: sums, schemas and expectations hold")
    return 1 if wrong else 0


def diff(arguments: Namespace) -> int:
    """Print what differs between two releases, whether anything does or not."""
    from flows.publish import changes, saying

    old, new = _sound(arguments.old), _sound(arguments.new)
    with refusing(changes.ChangesError, code=1):
        found = changes.compare(*old, *new)
        if arguments.json:
            sys.stdout.writelines(changes.json_pieces(found))
        else:
            saying.show(found)
    return 0


def serve(arguments: Namespace) -> int:
    """Show the releases over HTTP until interrupted."""
    outputs = Path(arguments.outputs)
    if not outputs.is_dir():
        raise RefusedError(f"there is no folder {outputs}: name the one that holds the releases with --outputs")
    from flows.serve import running

    with refusing(running.ServeError):
        running.serve(outputs, arguments.host, arguments.port)
    return 0


@contextmanager
def _release(place: str) -> Iterator[tuple[Path, str]]:
    """Yield the folder of a release, fetched if `place` is an address, and what to call the place of its files."""
    from flows.publish import fetch, sums

    if fetch.is_url(place):
        with refusing(fetch.FetchError), fetch.fetched(place) as folder:
            yield folder, fetch.base(place)
        return
    if not (folder := Path(place)).is_dir():
        raise RefusedError(f"there is no release at {place}: name the folder of one, such as outputs/latest")
    if not (folder / sums.NAME).is_file():
        raise RefusedError(
            f"there is no release at {place}: it has no {sums.NAME}; name the folder of one, such as outputs/latest"
        )
    yield folder, f"{folder}/"


def _sound(place: str) -> "tuple[str, dict[str, pa.Table]]":
    """Return a release's name and tables, once it is sure that they are as they were published."""
    import pyarrow as pa

    from flows.publish import check, fetch, sums

    with _release(place) as (folder, address):
        if wrong := sums.problems(folder):
            raise RefusedError(f"{wrong[0].replace(f'{folder}/', address)}; `jiaokan check` tells all", code=1)
        try:
            tables = check.read(folder)
        except (OSError, pa.ArrowException) as error:
            raise RefusedError(f"{place} holds tables that cannot be read: `jiaokan check` tells which", 1) from error
        return address if fetch.is_url(place) else folder.resolve().name, tables
