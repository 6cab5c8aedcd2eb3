"""HTML entities that were left standing in text: `&ldquo;六保&rdquo;`, `&nbsp;&nbsp;`, `&#20013;&#22269;`.

Not for HTML itself and not for lessons about it: a page that has tags or speaks of markup means its entities. On any
other, entities are undone where the page is damaged in other ways too, or where they are used as nobody writes them:
as quotes around Chinese, twice in a row, between Chinese names; and then all of the page's.
"""

import re
from html import unescape

from flows.restore.repairs import Repair
from flows.restore.talk import speaks_of

STAGE = "entity"

ENTITY = re.compile(
    r"&(?:amp;){0,3}(?:#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,30});|&nbsp(?![;=A-Za-z0-9])"
)
_TAG = re.compile(r"<!?[A-Za-z]")
_HAN = "[\u3400-\u9fff]"
_USED = re.compile(
    rf"&ldquo;[^&\n]{{0,80}}{_HAN}[^&\n]{{0,80}}&rdquo;|&lsquo;[^&\n]{{0,80}}{_HAN}[^&\n]{{0,80}}&rsquo;"
    rf"|(?:&nbsp;){{2}}|(?:&emsp;){{2}}|(?:&ensp;){{2}}|(?:&mdash;){{2}}|(?:&hellip;){{2}}|{_HAN}&(?:middot|bull);{_HAN}"
    r"|&#(?:(?:19[9]|[2-3][0-9]{2}|40[0-8])[0-9]{2}|x[4-9][0-9a-fA-F]{3});"
    r"&#(?:(?:19[9]|[2-3][0-9]{2}|40[0-8])[0-9]{2}|x[4-9][0-9a-fA-F]{3});",
)


def entities(text: str, *, damaged: bool) -> list[Repair]:
    """Return the repairs that put characters in the place of the entities of `text`.

    >>> [one.restored_text for one in entities("&ldquo;六保&rdquo;任务", damaged=False)]
    ['“', '”']
    >>> entities("空格写作&nbsp;", damaged=False), entities("HTML里&nbsp;&nbsp;是两个空格", damaged=False)
    ([], [])
    """
    if "&" not in text or not ENTITY.search(text) or _TAG.search(text):
        return []
    if not (damaged or _used(text)) or speaks_of("markup_talk", text):
        return []
    found = ((match, _meant(match[0])) for match in ENTITY.finditer(text))
    return [Repair(match.start(), match.end(), match[0], meant, STAGE) for match, meant in found if meant]


def forward(repair: Repair) -> str:
    """Return the entity that the record has for a repair's text, if it is one of that text's."""
    return repair.source_text if _meant(repair.source_text) == repair.restored_text else repair.restored_text


def _used(text: str) -> bool:
    """Tell whether entities of `text` stand for marks that it has in no other way."""
    match = _USED.search(text)
    return match is not None and not any(mark in text for mark in unescape(match[0]) if mark in "“”‘’—…·•")


def _meant(entity: str) -> str:
    """Return the text of an entity, escaped once or more; nothing for one that has no printable meaning."""
    for _ in range(4):
        meant = unescape(entity)
        if meant == entity:
            return ""
        if not ENTITY.fullmatch(meant):
            break
        entity = meant
    return meant if "&" not in meant[1:] and "\ufffd" not in meant and not _controls(meant) else ""


def _controls(meant: str) -> bool:
    return any(character < " " or "\x7f" <= character < "\xa0" for character in meant)
