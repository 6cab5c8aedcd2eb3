"""The proof: a restored text, mangled again by the forward model, must give the source back character for character."""

from collections.abc import Sequence

from flows.restore import codepage, mangle
from flows.restore.page import Page
from flows.restore.repairs import Repair, apply, stand_in


def reproduce(source: str, repairs: Sequence[Repair], page: Page) -> str:
    """Return what the mirror's tools make of the restored text, at the places that `repairs` record.

    The glosses are computed from the restored text and the page's set alone; of the second tool's cuts and the
    crawl's narrowed marks, which vary from place to place, only the places are taken from the record.
    Raises ValueError where no cut can have been at a recorded place.
    """
    filled = [one._replace(restored_text=stand_in(one)) if one.certainty == "unresolved" else one for one in repairs]
    sound = apply(source, filled)
    text = mangle.glossed_text(sound, page.glossed)
    text = mangle.cut_at(text, [_cut(repair) for repair in repairs if repair.stage == "lost_byte"])
    return _narrowed(text, repairs)


def _cut(repair: Repair) -> mangle.Cut:
    """Return where the cut was that lost a repair's byte: at its `?`, the last character of its source text."""
    shown = repair.source_text.endswith(codepage.LOST)
    return mangle.Cut(repair.end - shown, dropped=not shown)


def _narrowed(text: str, repairs: Sequence[Repair]) -> str:
    """Return `text` with its full-width forms in ASCII wherever the record has ASCII in their place."""
    pieces: list[str] = []
    end = 0
    for repair in repairs:
        if repair.stage == "gloss":
            continue
        for offset, written in enumerate(repair.source_text, repair.start):
            if written.isascii():
                pieces += text[end:offset], mangle.narrow(text[offset : offset + 1])
                end = offset + 1
    return "".join(pieces) + text[end:]
