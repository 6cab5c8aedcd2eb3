"""Names without quotation marks, told by their last word: 首都严格进京管理联防联控协调机制.

The head is found first; the name is then read to the left, word by word, up to a word that cannot belong to it.
A name whose left edge is doubtful is a Reject: a wrong name is worse than none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flows import words
from flows.rejects import Reject
from flows.terms import facts, proper
from flows.terms.record import Term
from flows.words import Token

UNSURE = "left edge unsure"
DAMAGED = "damaged"
LOST = "□"
_LONGEST = 40
_BEFORE_NAMES = frozenset("的等以把将对")
_CLOSING = "”」』》"
_DASHES = frozenset("—–-－")
_PLANS = frozenset(("programme", "document"))
_NAME_WORD = re.compile(r"[A-Za-z0-9]*[A-Za-z\u3400-\u9fff][A-Za-z0-9\u3400-\u9fff]*")
_ORDINAL = re.compile(r"第[〇零一二三四五六七八九十百\d]+[届次]?")
COUNT = re.compile(r"[一二三四五六七八九十两几数百千]+[个项条家座处所名位批类种]")
_EDITION = re.compile(r"首届|第[〇零一二三四五六七八九十百\d]+[届次]")
_COUNTED = frozenset(("meeting", "body", "campaign"))
_GRADE = re.compile(r"[一二三四五][级等甲乙丙]")
_WITH = frozenset("与和同跟及")


@dataclass(frozen=True, slots=True)
class Run:
    """The words of a name: the first one's place in the tokens, and how the name is bounded before it."""

    first: int
    edge: str  # the role of the word before it, or mark, quote, number, long, lost
    bound: str


def read_left(tokens: Sequence[Token], last: int, head: facts.Head, opened: Mapping[int, int]) -> Run:
    """Return the run of words before `last` that may belong to its name; `opened` leads from a closing mark's offset
    to its opening token."""
    at, end = last, tokens[last][2]
    while at:
        word, start, _ = tokens[at - 1]
        if end - start > _LONGEST:
            return Run(at, "long", word)
        stop = _stop(word)
        if stop == "mark":
            if start in opened:
                return Run(opened[start], "quote", word)
            if word.isdigit() and head.word == "热线":
                return Run(at - 1, "verb", word)
            return Run(at, _edge_of(word), word)
        if stop == "ordinal":
            if head.kind not in _COUNTED:
                return Run(at, "bound", word)
        elif stop:
            return Run(at, stop, word)
        at -= 1
    return Run(0, "mark", "")


@lru_cache(maxsize=1 << 15)
def _stop(word: str) -> str:
    """Return what keeps a name from going on to the left over `word`: a role, ordinal, mark, or nothing."""
    role = facts.role_of(word)
    if role in ("verb", "bound", "joint"):
        return role
    if COUNT.fullmatch(word):
        return "bound"
    if _ORDINAL.fullmatch(word):
        return "ordinal"
    return "" if word == "·" or _NAME_WORD.fullmatch(word) else "mark"


def _edge_of(mark: str) -> str:
    if mark == LOST:
        return "lost"
    if mark in "、-－":
        return "joint"
    return "number" if mark[-1:].isdigit() or mark[-1:] in "%％" else "mark"


def _trim(tokens: Sequence[Token], run: Run, last: int) -> int:
    """Return the first word of the run that is more than an epithet."""
    first, roles = run.first, facts.roles()
    while run.edge != "quote" and first < last and roles.get(tokens[first][0]) == "loose":
        behind = tokens[first + 1][0]
        if len(tokens[first][0]) == 1 and proper.is_proper(behind) and behind not in facts.places():
            break  # 新|海市: a name cut in two
        first += 1
    return first


def _weight(tokens: Sequence[Token], first: int, last: int, head: facts.Head) -> int:
    """Return how many characters before the head tell something."""
    plain, roles = facts.word_set("plain"), facts.roles()
    parts = [token[0] for token in tokens[first:last]]
    parts.append(tokens[last][0].removesuffix(head.word))
    if head.kind == "body":
        parts = [part for part in parts if not _GRADE.fullmatch(part)]
    return sum(len(part) for part in parts if part not in plain and roles.get(part) != "loose")


def _sure(tokens: Sequence[Token], run: Run, first: int, head: facts.Head) -> bool:
    """Tell whether the name really begins at `first`."""
    if run.edge == "quote":
        return True
    if run.edge in ("long", "lost") or run.bound[-1:] in ("）", ")"):
        return False
    if head.kind == "programme" and run.bound in _DASHES:
        return False  # 白鹤滩—江苏特高压直流工程
    word = tokens[first][0]
    if word in facts.places() or word.startswith(facts.openings()) or _EDITION.fullmatch(word):
        return True
    if run.edge == "number":
        return False
    leads = facts.roles().get(word) == "either" or words.tag(word) == "v"
    if first > run.first:
        return facts.roles().get(word) != "either"
    if run.edge == "joint":
        return _begins_behind_joint(tokens, run, head)
    return not leads or run.edge == "verb" or run.bound in _BEFORE_NAMES


def _begins_behind_joint(tokens: Sequence[Token], run: Run, head: facts.Head) -> bool:
    """Tell whether what ties two names, in front of the run, does no more than that: 招商银行、盛京银行."""
    ahead = tokens[run.first - 2][0] if run.first > 1 else ""
    before = facts.head_of(ahead)
    shares = (
        head.kind == "programme" and before is not None and before.kind in facts.THINGS
    )  # 时代广场、百货大楼改造工程
    if ahead in _CLOSING or (before and not shares) or ahead in facts.names():
        return bool(ahead)
    if head.kind in facts.THINGS and (proper.begins(tokens, run.first) or facts.proper_head_of(ahead)):
        return True
    if head.kind == "body" and proper.is_brand(tokens[run.first][0]):
        return True
    return run.bound in _WITH and facts.role_of(ahead) == "verb"  # 加强与…的合作


def _tied(tokens: Sequence[Token], run: Run, head: facts.Head, opened: Mapping[int, int]) -> int | None:
    """Return the first token of a plan named after a place and two tasks: 大小兴安岭林区生态保护与经济转型规划."""
    if run.bound != "与" or run.first < 2 or head.kind not in _PLANS:
        return None
    before = read_left(tokens, run.first - 1, head, opened)
    begins = before.edge in ("verb", "bound", "mark") and before.first < run.first - 1
    return before.first if begins and proper.is_proper(tokens[before.first][0]) else None


def _read(tokens: Sequence[Token], last: int, head: facts.Head, opened: Mapping[int, int]) -> tuple[int, str | None]:
    """Return the first token of the name that ends in token `last`, and why it is none: "" when there is no name."""
    run = read_left(tokens, last, head, opened)
    if run.edge == "quote" and tokens[last] == (head.word, *tokens[last][1:]) and tokens[last - 1][0] in _CLOSING:
        return last, ""  # “菜篮子”工程: what is quoted is the name
    first = _trim(tokens, run, last)
    own = tokens[last][0].removesuffix(head.word)
    bare = (first == last or tokens[last - 1][0] == "新") and not own and head.least > 0
    if bare or facts.role_of(own) == "verb" or _weight(tokens, first, last, head) < head.least:
        return first, ""
    if run.edge == "lost":
        return first - 1, DAMAGED
    if _sure(tokens, run, first, head):
        return first, None
    whole = _tied(tokens, run, head, opened)
    return (first, UNSURE) if whole is None else (whole, None)


def find_headed(
    text: str, tokens: Sequence[Token], heads: Sequence[tuple[int, facts.Head]], opened: Mapping[int, int]
) -> Iterator[Term | Reject]:
    """Yield the names that their last words, numbered in `heads`, tell, from the end of the text to its beginning."""
    taken = len(tokens)
    for last, head in reversed(heads):
        follows = tokens[last + 1][0] if last + 1 < len(tokens) else ""
        if last < taken and follows not in head.unless and tokens[last][0] not in facts.names():
            first, reason = _read(tokens, last, head, opened)
            start, end = tokens[first][1], tokens[last][2]
            if reason is None:
                yield Term(start, end, text[start:end], head.kind)
                taken = first
            elif reason:
                yield Reject("terms", start, end, text[start:end], reason)
