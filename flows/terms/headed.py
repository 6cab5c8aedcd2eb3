"""Names without quotation marks, told by their last word: 首都严格进京管理联防联控协调机制.

The head is found first; the name is then read to the left, word by word, up to a word that cannot belong to it.
A name whose left edge is doubtful is a Reject: a wrong name is worse than none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from flows import words
from flows.rejects import Reject
from flows.terms import facts, proper
from flows.terms.left import (
    AREAS,
    DASHES,
    NOBODY,
    Run,
    behind_dateline,
    closes_group,
    is_glued,
    is_name_of_body,
    object_of,
    read_left,
    trim,
)
from flows.terms.record import Term
from flows.terms.several import bracketed, paired, shared, size_before, tied
from flows.words import Token

UNSURE = "left edge unsure"
DAMAGED = "damaged"
_BEFORE_NAMES = frozenset("的等以把将对")
_CLOSING = "”」』》"
EDITION = re.compile(r"首届|第[〇零一二三四五六七八九十百\d]+[届次]")
_GRADE = re.compile(r"[一二三四五][级等甲乙丙]")
_WITH = frozenset("与和同跟及")
_MADE = frozenset(("campaign", "programme", "mechanism"))
_LEAST_MADE = 2
_LEAST_BEFORE = 4
_SHARING = frozenset(("mechanism", "policy", "campaign", "measure", "programme", "document"))


def _weight(tokens: Sequence[Token], first: int, last: int, head: facts.Head) -> int:
    """Return how many characters before the head tell something."""
    plain, roles = facts.word_set("plain"), facts.roles()
    parts = [token[0] for token in tokens[first:last]]
    parts.append(tokens[last][0].removesuffix(head.word))
    if head.kind == "body":
        parts = [part for part in parts if not _GRADE.fullmatch(part)]
    if head.kind == "body" and parts[0] in AREAS:
        return sum(map(len, parts))  # 省|应急|指挥部
    return sum(len(part) for part in parts if part not in plain and roles.get(part) != "loose")


def _sure(tokens: Sequence[Token], run: Run, first: int, head: facts.Head) -> bool:
    """Tell whether the name really begins at `first`."""
    if run.edge == "quote":
        return True
    if (
        run.edge in ("long", "lost")
        or NOBODY in run.bound
        or (closes_group(run.bound) and not behind_dateline(tokens, run.first))
    ):
        return False
    if head.kind == "programme" and run.bound in DASHES:
        return False  # 白鹤滩—江苏特高压直流工程
    word = tokens[first][0]
    if word in facts.places() or word.startswith(facts.openings()) or EDITION.fullmatch(word):
        return True
    if is_name_of_body(word) or (head.kind == "body" and word in AREAS):
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
    if facts.quoted_heads().get(ahead) == head.kind:
        return True  # 专项|治理|和|…清理行动
    if run.bound == "、" and head.kind in facts.THINGS and size_before(tokens, run.first - 1) >= _LEAST_BEFORE:
        return True  # 彼得国际酒店、地下冰雕公园, but 呼伦、靠山社区卫生服务中心
    if head.kind in facts.THINGS and (proper.begins(tokens, run.first) or facts.proper_head_of(ahead)):
        return True
    if head.kind == "body" and proper.is_brand(tokens[run.first][0]):
        return True
    return run.bound in _WITH and facts.role_of(ahead) == "verb"  # 加强与…的合作


def _least(tokens: Sequence[Token], first: int, last: int, head: facts.Head) -> int:
    """Return how many characters before the head must tell something: few, where a verb makes such things."""
    made = head.kind in _MADE and first > 0 and tokens[first - 1][0] in facts.word_set("makers")
    size = tokens[last][2] - tokens[first][1] - len(head.word)
    placed = head.kind == "place" and proper.is_proper(tokens[first][0])
    return min(head.least, _LEAST_MADE) if placed or (made and size >= head.least) else head.least


def _says_no_more(tokens: Sequence[Token], last: int, head: facts.Head) -> bool:
    """Tell whether only plain words stand between a quotation and the head: “吹哨报到”|工作|机制, “动态清零”|总方针."""
    if tokens[last][0].removesuffix(head.word) not in ("", "总"):
        return False
    at = last - 1
    while at >= 0 and (tokens[at][0] in facts.word_set("plain") or facts.role_of(tokens[at][0]) == "either"):
        at -= 1
    return at >= 0 and tokens[at][0] in _CLOSING


def _read(tokens: Sequence[Token], last: int, head: facts.Head, opened: Mapping[int, int]) -> tuple[int, str | None]:
    """Return the first token of the name that ends in token `last`, and why it is none: "" when there is no name."""
    run = read_left(tokens, last, head, opened)
    if run.edge == "quote" and _says_no_more(tokens, last, head):
        return last, ""  # “菜篮子”工程: what is quoted is the name
    if (whole := bracketed(tokens, run, head)) is not None:
        return whole, None
    own = tokens[last][0].removesuffix(head.word)
    if run.first == last and not own and head.least:
        return last, ""
    first = trim(tokens, run, last)
    if run.edge != "quote":
        first = object_of(tokens, first, last, head)
    bare = (first == last or tokens[last - 1][0] == "新") and not own and head.least > 0
    if bare or facts.role_of(own) == "verb" or _weight(tokens, first, last, head) < _least(tokens, first, last, head):
        return first, ""
    if run.edge == "lost":
        return first - 1, DAMAGED
    if run.edge == "quote" and head.kind == "meeting" and first and EDITION.fullmatch(tokens[first - 1][0]):
        return first - 1, None  # 第三届“一带一路”国际合作高峰论坛
    whole = paired(tokens, run, head) if first == run.first else None
    if whole is None:
        whole = tied(tokens, run, head, opened)
    if whole is None and _sure(tokens, run, first, head):
        whole = first
    if whole is None and run.edge == "joint" and head.kind in _SHARING:
        whole = shared(tokens, run, last, head)
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
            start, end = tokens[first][1] + is_glued(tokens[first][0]), tokens[last][2]
            if reason is None:
                yield Term(start, end, text[start:end], head.kind)
                taken = first
            elif reason:
                yield Reject("terms", start, end, text[start:end], reason)
