"""Where a name begins that is read from its last word to the left: 首都严格进京管理联防联控协调机制.

Not for whether it is a name at all, and of what kind: flows.terms.headed and flows.terms.named decide that.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flows import words
from flows.terms import facts, proper
from flows.words import Token

LOST = "□"
NOBODY = "某"
AREAS = frozenset(("省", "市", "区", "县", "州", "旗", "自治区"))
DASHES = frozenset("—–-－")
_LONGEST = 40
_LEAST_INSIDE = 4
_NAME_WORD = re.compile(r"[A-Za-z0-9]*[A-Za-z\u3400-\u9fff][A-Za-z0-9\u3400-\u9fff]*")
_ORDINAL = re.compile(r"第[〇零一二三四五六七八九十百\d]+[届次]?")
COUNT = re.compile(r"[一二三四五六七八九十两几数百千这那]+[个项条家座处所名位批类种]")
_COUNTED = frozenset(("meeting", "body", "campaign"))
_WITH_PLACES = frozenset(("body", "place", "meeting"))
_TAILS = frozenset(("建设", "工作"))
_PRONOUNS = tuple("们地家者方")


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
        stop = stop_of(word)
        if stop == "glued":
            return Run(at - 1, "bound", word[0])
        if stop == "mark":
            if start in opened:
                return Run(opened[start], "quote", word)
            if word.isdigit() and head.word == "热线":
                return Run(at - 1, "verb", word)
            return Run(at, _edge_of(word), word)
        if stop == "ordinal":
            if head.kind not in _COUNTED:
                return Run(at, "bound", word)
        elif stop and not (at == last and _stands_inside(tokens, last, head)):
            return Run(at, stop, word)
        at -= 1
    return Run(0, "mark", "")


@lru_cache(maxsize=1 << 15)
def stop_of(word: str) -> str:
    """Return what keeps a name from going on to the left over `word`: a role, ordinal, glued, mark, or nothing."""
    role = facts.role_of(word)
    if role in ("verb", "bound", "joint"):
        return role
    if COUNT.fullmatch(word) or NOBODY in word:
        return "bound"
    if _ORDINAL.fullmatch(word):
        return "ordinal"
    if is_glued(word):
        return "glued"
    return "" if word == "·" or _NAME_WORD.fullmatch(word) else "mark"


def is_glued(word: str) -> bool:
    """Tell whether the guesser of names took a preposition for the beginning of one: 从雷庄|镇|医院."""
    return word[0] in facts.word_set("glued") and len(word) > 1 and not words.known(word)


def _edge_of(mark: str) -> str:
    if mark == LOST:
        return "lost"
    if mark in "、-－":
        return "joint"
    return "number" if mark[-1:].isdigit() or mark[-1:] in "%％" else "mark"


def _stands_inside(tokens: Sequence[Token], last: int, head: facts.Head) -> bool:
    """Tell whether the verb right before the head closes what the name says: 生态|产品|价值|实现|机制.

    It does when its own object stands before it, which is no doer: 北京市|推进|机制|创新.
    """
    verb = tokens[last - 1][0]
    if verb not in facts.word_set("inner") or tokens[last][0] != head.word or not _closes(tokens, last + 1):
        return False
    inside, at = 0, last - 2
    while at >= 0 and inside < _LEAST_INSIDE and not stop_of(word := tokens[at][0]):
        if at == last - 2 and (proper.is_proper(word) or word.endswith(_PRONOUNS) or facts.names_thing(word)):
            return False
        if facts.role_of(word) != "loose":
            inside += len(word)
        at -= 1
    return inside >= _LEAST_INSIDE


def _closes(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the name before token `at` is no part of a longer noun: 制度|全覆盖, 机制|创新."""
    word = tokens[at][0] if at < len(tokens) else ""
    return not _NAME_WORD.fullmatch(word) or word in _TAILS or facts.role_of(word) in ("bound", "joint")


def trim(tokens: Sequence[Token], run: Run, last: int) -> int:
    """Return the first word of the run that is more than an epithet."""
    first, roles = run.first, facts.roles()
    while run.edge != "quote" and first < last and roles.get(tokens[first][0]) == "loose":
        behind = tokens[first + 1][0]
        if len(tokens[first][0]) == 1 and proper.is_proper(behind) and behind not in facts.places():
            break  # 新|海市: a name cut in two
        first += 1
    return first


def object_of(tokens: Sequence[Token], first: int, last: int, head: facts.Head) -> int:
    """Return where the name begins that is the object of a verb within the run: 深圳|建设|中国|特色…示范区."""
    roles = facts.roles()
    aided = first and tokens[first - 1][0] in facts.word_set("auxiliaries")
    if aided and first < last and roles.get(tokens[first][0]) == "either":
        return first + 1  # 继续|组织|特岗计划
    if head.kind not in _WITH_PLACES:
        return first
    for at in range(last, first, -1):
        verb = tokens[at - 1][0]
        if roles.get(verb) == "either" and (_begins_thing(tokens, at, last) or _is_goal(tokens, first, at, last, head)):
            return at
    return first


def _begins_thing(tokens: Sequence[Token], at: int, last: int) -> bool:
    """Tell whether the name of a thing begins with token `at`: 中国|特色…, 县|中医院, 武汉东湖新技术开发区."""
    word = tokens[at][0]
    if word in facts.places() or word in AREAS or word.startswith(facts.openings()):
        return True
    return (words.tag(word) in ("ns", "nt") and proper.is_proper(word)) or (at == last and word[:2] in facts.places())


def _is_goal(tokens: Sequence[Token], first: int, at: int, last: int, head: facts.Head) -> bool:
    """Tell whether token `at` begins what is built in a place: 浙江|高质量发展|建设|共同富裕|示范区."""
    built = tokens[at - 1][0] == "建设" and head.kind == "place" and at > first + 1
    return built and tokens[last][1] - tokens[at][1] >= _LEAST_INSIDE


def closes_group(mark: str) -> bool:
    """Tell whether `mark` closes a remark in brackets."""
    return mark[-1:] in ("）", ")")


def behind_dateline(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the remark that ends before token `at` names the reporters of a dispatch: 5日电（记者王强）."""
    for number in range(at - 2, max(at - 24, 0), -1):
        if tokens[number][0] in "（(":
            return tokens[number - 1][0].endswith(("电", "讯"))
    return False


def is_name_of_body(word: str) -> bool:
    """Tell whether the dictionary has `word` as the name of a body.

    >>> is_name_of_body("清华大学"), is_name_of_body("大学")
    (True, False)
    """
    return len(word) > 3 and words.tag(word) == "nt"
