"""UTF-8 that was read in a Western encoding, byte by byte: `åŒ—äº¬` is 北京, `cafÃ©` is café.

Whether it was is for ftfy to say, which tells such text from sound text of many languages; of ftfy's repairs only this
one is used: marks, widths, quotes and line ends stay as they are.
"""

import re
from collections.abc import Iterator
from unicodedata import category

from flows.restore import latin
from flows.restore.repairs import Repair

STAGE = "utf8_as_latin1"

_NO_BREAK, _BLANK = "\xa0", " "
_AFTER = f"[\x80-\xbf{latin.MARKS}]"
_SEQUENCE = f"[\xc2-\xdf]{_AFTER}|[\xe0-\xef]{_AFTER}{{2}}|[\xf0-\xf4]{_AFTER}{{3}}"
# A no-break space in the middle of a Chinese character often became a blank; believed beside another character.
_HALF_BLANK = f"[\xe4-\xe9](?:{_AFTER}{_BLANK}|{_BLANK}{_AFTER})"
_BLANKED = f"{_HALF_BLANK}(?=[\xe2-\xef]{_AFTER})|(?<={_AFTER}){_HALF_BLANK}"
_SIGN = re.compile(f"[\xc2-\xf4]{_AFTER}")
_STRETCH = re.compile(f"(?:{_SEQUENCE}|{_BLANKED})(?:[ -~]{{0,200}}(?:{_SEQUENCE}|{_BLANKED}))*")
_PARTS = re.compile(f"(?:{_SEQUENCE}|{_BLANKED})+")


def utf8_as_latin1(text: str) -> list[Repair]:
    """Return the repairs that read `text` as the UTF-8 it was.

    >>> [(one.source_text, one.restored_text) for one in utf8_as_latin1("åŒ—äº¬，cafÃ©")]
    [('åŒ—äº¬', '北京'), ('Ã©', 'é')]
    >>> utf8_as_latin1("“été”—“à”")
    []
    """
    if not _SIGN.search(text):
        return []
    return [repair for match in _STRETCH.finditer(text) for repair in _read(match)]


def forward(repair: Repair) -> str:
    """Return how a Western reader shows the UTF-8 of a repair's text.

    >>> forward(Repair(0, 6, "åŒ—äº¬", "北京", STAGE))
    'åŒ—äº¬'
    """
    source, shown = repair.source_text, latin.show(repair.restored_text.encode("utf-8"), repair.source_text)
    if _BLANK not in source or len(shown) != len(source):
        return shown
    pairs = zip(shown, source, strict=True)
    return "".join(_BLANK if (one, other) == (_NO_BREAK, _BLANK) else one for one, other in pairs)


def _read(stretch: re.Match[str]) -> Iterator[Repair]:
    """Yield the repairs of a stretch if every sequence in it is one, and ftfy takes it for misread."""
    repairs = []
    for match in _PARTS.finditer(stretch[0]):
        try:
            read = latin.to_bytes(match[0].replace(_BLANK, _NO_BREAK)).decode("utf-8")
        except ValueError:
            return
        if any(category(character) == "Cn" for character in read):
            return
        start = stretch.start() + match.start()
        repairs.append(Repair(start, start + len(match[0]), match[0], read, STAGE))
    whole = _PARTS.sub(lambda match: match[0].replace(_BLANK, _NO_BREAK), stretch[0])
    if _misread(whole) and all(forward(one) == one.source_text for one in repairs):
        yield from repairs


def _misread(stretch: str) -> bool:
    """Tell whether ftfy takes it for misread; imported here, for it costs 50 ms and sound pages never need it."""
    from ftfy import TextFixerConfig, fix_encoding

    only_encoding = TextFixerConfig(
        unescape_html=False, replace_lossy_sequences=False, decode_inconsistent_utf8=False, fix_c1_controls=False
    )
    return fix_encoding(stretch, only_encoding) != stretch
