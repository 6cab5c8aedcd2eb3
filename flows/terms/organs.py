"""The parts of a body, named behind it: 国家卫生健康委|疾控局, 中国科学院|国家天文台.

Not for bodies by themselves: a part is read only behind a name that is known already, and is one name with it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from flows import words
from flows.rejects import Reject
from flows.terms import facts
from flows.terms.record import Term
from flows.words import Token

_HAN = re.compile(r"[〇\u3400-\u9fff]+")
_GRADE = re.compile(r"[一二三四]级")
_CAMPUS = re.compile(r"[（(]([\u3400-\u9fff]{2,3})[）)]")
_REACH = 5
_JOINT = "联防联控机制"
_OFFICE = "办公室"
_DONE = frozenset(("programme", "campaign", "policy", "meeting"))


def read_organs(
    text: str, plain: str, tokens: Sequence[Token], found: Iterable[Term | Reject]
) -> Iterator[Term | Reject]:
    """Yield what was found, each body together with the part of it that stands behind."""
    for one in found:
        end = _whole_end(plain, tokens, one) if isinstance(one, Term) else one.end
        if isinstance(one, Reject) or end == one.end:
            yield one
        else:
            yield replace(one, end=end, text=text[one.start : end], kind="body")


def _whole_end(plain: str, tokens: Sequence[Token], term: Term) -> int:
    """Return where the body ends that begins with `term`: its part, its campus, or the office of what is done."""
    if term.kind in _DONE:  # 载人航天工程|办公室
        return term.end + len(_OFFICE) * plain.startswith(_OFFICE, term.end)
    if term.kind != "body" and not plain.endswith(_JOINT, 0, term.end):
        return term.end
    if campus := _CAMPUS.match(plain, term.end):  # 中国石油大学（华东）
        return campus.end() if campus[1] in facts.places() and plain.endswith("大学", 0, term.end) else term.end
    return _end(tokens, term.end)


def _end(tokens: Sequence[Token], offset: int) -> int:
    """Return where the part ends that begins at `offset`, or `offset`."""
    first = words.token_at(tokens, offset)
    if first is None:
        return offset
    for number in range(first, min(first + _REACH, len(tokens))):
        word, _, end = tokens[number]
        if not _HAN.fullmatch(word) or facts.role_of(word) in ("verb", "bound", "joint", "loose"):
            break
        if _is_organ(word) and (len(word) > 2 or _closes(tokens, number + 1)):
            offset = end
    return offset


def _is_organ(word: str) -> bool:
    organs = facts.word_set("organs")
    return word in organs or (word[-1] in organs and (len(word) > 2 or not words.known(word)))


def _closes(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a name may end before token `at`: it is a mark, an office or a word at which names end."""
    word = tokens[at][0] if at < len(tokens) else ""
    if _GRADE.fullmatch(word):
        return _closes(tokens, at + 1)  # 传防司|一级|巡视员
    if not _HAN.fullmatch(word) or words.tag(word) == "v":
        return True
    return facts.role_of(word) is not None or word in facts.offices()
