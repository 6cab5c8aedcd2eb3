"""The command line: what can be asked for, and how.

Not for doing it: flows/commands/ does, and imports what a command needs when it needs it.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from typing import NoReturn

from flows import commands, console, lexicon

DONE, FAILED, WRONG, INTERRUPTED = 0, 1, 2, 130


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what was wrong with the call and where help is, and end."""
        self.exit(WRONG, f"jiaokan: {message}; `{self.prog} --help` shows how\n")


class _Version(argparse.Action):
    """Prints the version of the installed distribution and ends; looked up only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print it."""
        from importlib.metadata import version

        print(f"jiaokan {version('jiaokan')}")
        parser.exit(DONE)


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code: 0 done, 1 the data failed a check, 2 the call was wrong."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except commands.RefusedError as refusal:
        print(f"jiaokan: {refusal}", file=sys.stderr)
        return refusal.code
    except lexicon.LexiconError as error:
        print(f"jiaokan: {error}", file=sys.stderr)
        return WRONG
    except BrokenPipeError:
        # Whoever read our output has enough; Python would complain again when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("jiaokan: stopped; nothing half-done was left visible", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("JIAOKAN_TRACEBACK"):
            raise
        print(f"jiaokan: {console.sentence(error)}; JIAOKAN_TRACEBACK=1 shows where", file=sys.stderr)
        return FAILED
    return code


def parser() -> Parser:
    """Return the parser of all commands."""
    top = Parser(
        prog="jiaokan",
        description="Restores Chinese documents that the web has mangled and publishes what they say as open datasets.",
        epilog="Exit codes: 0 done; 1 the data failed a check; 2 the call was wrong.",
    )
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    adds = top.add_subparsers(required=True, metavar="COMMAND", title="commands")

    build = _command(adds, commands.build, "seeds in, a checked release out", "jiaokan build --seeds seeds --workers 4")
    _place_and_power(build)

    restore = _command(
        adds, commands.restore, "print a document's restored text", "jiaokan restore page.txt > clean.txt"
    )
    restore.add_argument("file", metavar="FILE", help="the document, or - for standard input")
    shown = restore.add_mutually_exclusive_group()
    shown.add_argument("--report", action="store_true", help="print the repairs instead, one JSON object a line")
    shown.add_argument("--diff", action="store_true", help="mark every repair in the text, in colour on a terminal")

    extract = _command(
        adds,
        commands.extract,
        "print what a document says, one JSON object a line",
        "jiaokan extract page.txt --published 2020-09-16 --tables figures,events",
    )
    extract.add_argument("file", metavar="FILE", help="the document, or - for standard input")
    extract.add_argument(
        "--published", metavar="DATE", type=_date, help="day of publication, YYYY-MM-DD, where its header line has none"
    )
    extract.add_argument(
        "--tables", metavar="NAMES", type=_tables, help="tables to print, joined by commas (default: all)"
    )

    check = _command(
        adds, commands.check, "check a release: sums, schemas, expectations", "jiaokan check https://example.org/latest"
    )
    check.add_argument("release", metavar="RELEASE", help="folder of the release, or its address on the web")

    diff = _command(
        adds,
        commands.diff,
        "print which rows differ between two releases; the exit code is 0 whether any do or not",
        "jiaokan diff outputs/2026-11-23-0123456789ab outputs/latest --json",
    )
    diff.add_argument("old", metavar="OLD", help="folder of the release before, or its address")
    diff.add_argument("new", metavar="NEW", help="folder of the release after, or its address")
    diff.add_argument("--json", action="store_true", help="print every row that differs, as JSON")

    serve = _command(
        adds, commands.serve, "show the releases over HTTP until stopped", "jiaokan serve --outputs outputs --port 8080"
    )
    serve.add_argument("--outputs", metavar="PATH", default="outputs", help="folder of releases (default: outputs)")
    serve.add_argument(
        "--host", default="127.0.0.1", help="address to listen at; 0.0.0.0 is all networks (default: 127.0.0.1)"
    )
    serve.add_argument("--port", type=_port, default=8000, help="port to listen at; 0 is any (default: 8000)")

    schedule = _command(
        adds,
        commands.schedule,
        "build on time until stopped",
        'jiaokan schedule --cron "0 6 * * *" --timezone Asia/Shanghai',
    )
    when = schedule.add_mutually_exclusive_group(required=True)
    when.add_argument("--cron", metavar="EXPRESSION", help="minute, hour, day, month, weekday")
    when.add_argument("--interval", metavar="SECONDS", type=_seconds, help="seconds from one start to the next")
    schedule.add_argument("--timezone", default="UTC", help="time zone of --cron (default: UTC)")
    _place_and_power(schedule)
    return top


def _command(
    adds: "argparse._SubParsersAction[Parser]", run: object, says: str, example: str
) -> argparse.ArgumentParser:
    name = getattr(run, "__name__", "")
    command = adds.add_parser(
        name, help=says, description=f"{says[0].upper()}{says[1:]}.", epilog=f"Example: {example}"
    )
    command.set_defaults(run=run)
    return command


def _place_and_power(command: argparse.ArgumentParser) -> None:
    command.add_argument("--seeds", metavar="PATH", help="folder with documents/ and lexicon/ (default: seeds)")
    command.add_argument("--outputs", metavar="PATH", default="outputs", help="folder for releases (default: outputs)")
    command.add_argument(
        "--engine",
        choices=("local", "processes", "dask"),
        default="processes",
        help="where the heavy work runs: this process, a process pool, a Dask cluster (default: processes)",
    )
    command.add_argument(
        "--workers", metavar="N", type=_number, help="how many (default: one a processor, if worth it)"
    )
    command.add_argument(
        "--keep", metavar="N", type=_number, help="releases to keep; older ones are removed (default: all of them)"
    )


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date: write it like 2020-09-16") from None


def _tables(text: str) -> list[str]:
    from schemas import TABLES

    names = text.split(",")
    for name in names:
        if name not in TABLES:
            raise argparse.ArgumentTypeError(f"no table is called {name!r}: there are {', '.join(TABLES)}")
    return names


def _seconds(text: str) -> float:
    if not text.replace(".", "", 1).isdecimal() or float(text) <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds")
    return float(text)


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number that will do: write 1 or more")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: write a number up to 65535")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
