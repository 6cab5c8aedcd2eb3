"""A restored text with its repairs in place, for a person to read: what went, what came, and how sure that is.

Not for programs: `jiaokan restore --report` gives them the repairs as JSON.
"""

import sys
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from flows.restore import Repair

_STYLES = {"certain": "green", "inferred": "bold yellow", "unresolved": "bold white on red"}
_GONE = "dim strike"


def show(source: str, repairs: Sequence[Repair]) -> None:
    """Print the text with its repairs: in colour on a terminal, in brackets elsewhere."""
    if sys.stdout.isatty():
        console = Console(highlight=False)
        console.print(coloured(source, repairs), soft_wrap=True)
        console.print(_legend())
    else:
        sys.stdout.write(plain(source, repairs))


def coloured(source: str, repairs: Sequence[Repair]) -> Text:
    """Return the text with what was taken out struck through and what was put in coloured by its certainty."""
    text = Text()
    for piece, repair in _pieces(source, repairs):
        if repair is None:
            text.append(piece)
            continue
        if repair.stage != "width":
            text.append(repair.source_text, _GONE)
        text.append(repair.restored_text, _STYLES[repair.certainty])
    return text


def _legend() -> Text:
    words = ((f" {certainty} ", style) for certainty, style in _STYLES.items())
    return Text.assemble(*words, (" removed ", _GONE))


def plain(source: str, repairs: Sequence[Repair]) -> str:
    """Return the text with every repair in brackets, as word-wise diffs write it.

    >>> plain("發(fā)展?", [Repair(1, 5, "(fā)", "", "gloss"), Repair(6, 7, "?", "□", "lost_byte", "unresolved")])
    '發[-(fā)-]展[-?-]{+□ unresolved+}'
    """
    written = []
    for piece, repair in _pieces(source, repairs):
        if repair is None:
            written.append(piece)
            continue
        note = "" if repair.certainty == "certain" else f" {repair.certainty}"
        gone = f"[-{repair.source_text}-]" if repair.source_text else ""
        written.append(gone + (f"{{+{repair.restored_text}{note}+}}" if repair.restored_text else ""))
    return "".join(written)


def _pieces(source: str, repairs: Sequence[Repair]) -> Iterator[tuple[str, Repair | None]]:
    """Yield the text in order: stretches that stand as they were, and repairs."""
    end = 0
    for repair in repairs:
        yield source[end : repair.start], None
        yield "", repair
        end = repair.end
    yield source[end:], None
