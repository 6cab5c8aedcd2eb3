"""UTF-8 that was read in a Western encoding, byte by byte: `åŒ—äº¬` is 北京, `cafÃ©` is café.

Whether it was is for ftfy to say, which tells such text from sound text of many languages; of ftfy's repairs only this
one is used: marks, widths, quotes and line ends stay as they are. Five bytes have no character in code page 1252 and
often became U+FFFD: which of the five it was, the words around tell.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from unicodedata import category

from flows.restore import codepage, in_place, latin
from flows.restore.gap import CONTEXT, Gap
from flows.restore.lost import UNRESOLVED, infer
from flows.restore.repairs import Repair, stand_in
from flows.restore.row import Row

STAGE = "utf8_as_latin1"

_NO_BREAK, _BLANK = "\xa0", " "
# A no-break space in the middle of a Chinese character often became a blank; believed beside another character.
_HALF_BLANK = f"[\xe4-\xe9](?:{latin.AFTER}{_BLANK}|{_BLANK}{latin.AFTER})"
_BLANKED = f"{_HALF_BLANK}(?=[\xe2-\xef]{latin.AFTER})|(?<={latin.AFTER}){_HALF_BLANK}"
_DAMAGED = f"[\xe2-\xef](?:{latin.AFTER}{latin.LOST}|{latin.LOST}{latin.AFTER}|{latin.LOST}{{2}})"
_ONE = f"{latin.CHARACTER}|{_BLANKED}|{_DAMAGED}"
_SIGN = re.compile(f"[\xc2-\xf4]{latin.AFTER}")
_STRETCH = re.compile(f"(?:{_ONE})(?:[ -~]{{0,200}}(?:{_ONE}))*")
_PARTS = re.compile(f"(?:{latin.CHARACTER}|{_BLANKED})+|{_DAMAGED}")


def utf8_as_latin1(text: str) -> list[Repair]:
    """Return the repairs that read `text` as the UTF-8 it was.

    >>> [(one.source_text, one.restored_text) for one in utf8_as_latin1("åŒ—äº¬，cafÃ©")]
    [('åŒ—äº¬', '北京'), ('Ã©', 'é')]
    >>> utf8_as_latin1("“été”—“à”")
    []
    """
    if not _SIGN.search(text):
        return []
    return in_place.told(text, [one for match in _STRETCH.finditer(text) for one in _read(match)], _inferred)


def forward(repair: Repair) -> str:
    """Return how a Western reader shows the UTF-8 of a repair's text.

    >>> forward(Repair(0, 6, "åŒ—äº¬", "北京", STAGE))
    'åŒ—äº¬'
    """
    source, shown = repair.source_text, latin.show(stand_in(repair).encode("utf-8"), repair.source_text)
    if _BLANK not in source or len(shown) != len(source):
        return shown
    pairs = zip(shown, source, strict=True)
    return "".join(_BLANK if (one, other) == (_NO_BREAK, _BLANK) else one for one, other in pairs)


def _read(stretch: re.Match[str]) -> Iterator[Repair]:
    """Yield the repairs of a stretch if every sequence in it is one, and ftfy takes it for misread."""
    repairs = []
    for match in _PARTS.finditer(stretch[0]):
        start, end = stretch.start() + match.start(), stretch.start() + match.end()
        if latin.LOST in match[0]:
            candidates = tuple(_candidates(match[0]))
            if not candidates:
                return
            repairs.append(Repair(start, end, match[0], UNRESOLVED, STAGE, "unresolved", candidates))
            continue
        try:
            read = latin.to_bytes(match[0].replace(_BLANK, _NO_BREAK)).decode("utf-8")
        except ValueError:
            return
        if any(category(character) == "Cn" for character in read):
            return
        repairs.append(Repair(start, end, match[0], read, STAGE))
    whole = _PARTS.sub(lambda match: match[0].replace(_BLANK, _NO_BREAK), stretch[0])
    whole = whole.replace(latin.LOST, chr(latin.UNDEFINED[0]))
    if _misread(whole) and all(forward(one) == one.source_text for one in repairs):
        yield from repairs


def _candidates(damaged: str) -> Iterator[str]:
    """Yield the characters that a sequence may have been, each byte lost one of the five that code page 1252 lacks."""
    places = [latin.UNDEFINED if shown == latin.LOST else latin.to_bytes(shown) for shown in damaged]
    for data in map(bytes, product(*places)):
        character = data.decode("utf-8", "ignore")
        if character and not codepage.outside(character):
            yield character


def _inferred(repair: Repair, known: list[str], at: int, own: Mapping[str, int]) -> Repair:
    """Return a repair of one character that lost a byte as the words around tell it."""
    left, right = "".join(known[max(0, at - CONTEXT) : at]), "".join(known[at + 1 : at + 1 + CONTEXT])
    told = infer(Row(repair.alternatives), Gap.between(left, right.partition(UNRESOLVED)[0], own))
    known[at] = told.likeliest
    return repair._replace(restored_text=told.character, certainty=told.certainty, alternatives=told.alternatives)


def _misread(stretch: str) -> bool:
    """Tell whether ftfy takes it for misread; imported here, for it costs 50 ms and sound pages never need it."""
    from ftfy import TextFixerConfig, fix_encoding

    only_encoding = TextFixerConfig(
        unescape_html=False, replace_lossy_sequences=False, decode_inconsistent_utf8=False, fix_c1_controls=False
    )
    return fix_encoding(stretch, only_encoding) != stretch
