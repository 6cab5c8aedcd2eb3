"""`restore` and `extract`: what one document says, without a server and without a release."""

import json
import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from flows.commands.refusing import RefusedError, refusing


def restore(arguments: Namespace) -> int:
    """Print the restored text of one document, its repairs, or both together."""
    from flows import documents
    from flows.restore import restore

    name, data = _document(arguments.file)
    with refusing(documents.UnreadableDocument, code=1):
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
    with refusing(documents.UnreadableDocument, code=1):
        found = transform(name, data, arguments.published, tables)
    for table in tables:
        for row in found[table]:
            print(_line({"table": table, **row}))
    return 0


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


def _line(record: dict[str, object]) -> str:
    """Return a record as JSON on one line, also for readers that end lines where Unicode does."""
    return json.dumps(record, ensure_ascii=False, default=_plain).translate(_LINE_ENDS)


_LINE_ENDS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in a JSON line")
