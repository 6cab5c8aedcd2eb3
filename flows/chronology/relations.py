"""The words around a calendar expression that say how it dates: 截至, 自 … 以来, 到, … 前, … 左右.

Not for the days themselves: see points.
"""

import re
from dataclasses import dataclass

from flows.chronology import words

_BEFORE = re.compile(
    r"(?P<as_of>(?:截[至止]|截止到|截至到|截止至|截止于|截至于)(?:目前)?[ ]?)$"
    r"|(?P<until>(?<!一)(?:直到|直至|有效期[至到]|持续到|持续至|一直到)[ ]?)$"
    rf"|(?:{words.alternatives(list(words.by_role('lasting')))})(?P<going>[至到][ ]?)$"
    r"|(?P<deadline>(?:不晚于|不迟于|最迟于?|最晚于?|早于|先于)[ ]?)$"
    r"|(?P<since>(?:自从|自打|打从|自)[ ]?)$"
    r"|(?P<from>(?:从|由)[ ]?)$"
    r"|(?P<after>(?:晚于)[ ]?)$"
    r"|(?P<about>(?:大约|大概|约|大致)(?:在|于)?[ ]?)$"
    r"|(?P<by>(?:到了?|至)[ ]?)$"
)
_GOES = re.compile(f"(?:{words.alternatives(list(words.by_role('goes')))})$")
"""Verbs that 到 completes: in 增加到2015年的287.9亿元 it names no deadline."""

_ENDS = tuple(words.by_role("ends"))
_PROLONGS = re.compile(rf"(?:{words.alternatives(list(words.by_role('lasting')))})[^，。；、,;：:0-9]{{1,16}}$")
"""A verb that goes on and what it is about: in 延长优惠政策至年底 the day is its end."""

_BEHIND = re.compile(
    words.guarded(
        "[ ]?(?:(?P<since>以来|至今|到现在|迄今|到目前|(?P<begins>开始)"
        "|(?:[0-9]{1,2}[时点](?:[0-9]{1,2}分|整)?|零时|凌晨|中午)?之?(?:<起>|起(?=用[0-9一二两三四五六七八九十]))|[或及和且][其之以]?后)"
        "|(?P<until>[或及和且][其之以]?前|为止|<止>)|(?P<after>[之以]后|过?<后面>)|(?P<before>[之以]前|<前面>(?![0-9一二三四五六七八九十两]{1,3}[个年月季天名位强半日周场轮次批家大](?!性)))"
        "|(?P<about>左右|前后|上下)|(?P<inside>期间|假期|小长假|长假|黄金周|之内|当[天日晚夜]|之间|年间|<间>))"
    )
)

_LEVEL = re.compile("(?:[及和与][^，。；、]{1,16})?的[约近逾]?[0-9](?![0-9]{0,3}[ ]?[个年月周天日季余多])")
"""A figure of those days, from which it moved: 由 belongs to the verb in 由2月至4月的2.8%降至2.7%."""
_STAYS = re.compile(f"在[^，。；,;的]{{1,24}}(?:{words.alternatives(list(words.by_role('stays')))})$")
"""What somebody does somewhere up to a day: 在站上工作到5月. 这项工作到5月完成 names a deadline."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How an expression dates, and how far its relation words stretch it to the left and right."""

    name: str
    start: int
    end: int


def read_relation(text: str, start: int, end: int, is_range: bool) -> Relation:
    """Return the relation of the expression at `start`:`end` of `text`; `plain` when no word says one."""
    behind = _BEHIND.match(text, end)
    name, right = (behind.lastgroup or "plain", behind.end()) if behind else ("plain", end)
    window = max(0, start - 8)
    before = _BEFORE.search(text[window:start])
    kind = before.lastgroup if before else None
    left = window + before.start(kind or 0) if before else start
    kind = "until" if kind == "going" else kind
    if behind and behind.group("begins"):
        verb = kind not in ("from", "since") and "一" <= text[right : right + 1] <= "鿿"
        name, right = ("plain", end) if verb else ("since", right)  # 1937年开始演唱 is told of 1937
    if name == "inside":
        name = "plain"
    if kind is None:
        return Relation(_ranged(name, is_range), start, right)
    return _both(text, kind, Relation(name, left, right), start, is_range)


def _ranged(name: str, is_range: bool) -> str:
    """A range has both its ends: 起, 止, 之前 behind it add nothing."""
    return name if not is_range or name == "about" else "plain"


def _both(text: str, kind: str, found: Relation, start: int, is_range: bool) -> Relation:
    """Weigh the word before the expression against the one behind it."""
    name, left, right = found.name, found.start, found.end
    if is_range:
        keep = kind in ("since", "as_of") or (kind == "from" and not _LEVEL.match(text, right))
        return Relation("plain", left if keep else start, right)
    if kind == "from":
        return Relation(name, left, right) if name == "since" else Relation(name, start, right)
    if kind == "by":
        return _by(text, found, start)
    if kind == "deadline":
        return Relation("by" if not text.startswith(("早", "先"), left) else "before", left, right)
    if kind == "since":
        return Relation("since", left, right)
    return Relation(kind, left, right)


def _by(text: str, found: Relation, start: int) -> Relation:
    """到 and 至 name a deadline at a clause's start or behind 力争, not inside 增加到; 至3月底结束 is an end."""
    lead = text[max(0, found.start - 4) : found.start]
    joined = bool(lead) and "一" <= lead[-1] <= "鿿"
    arrives = text[found.start : start].startswith("至") and joined
    ends = text.startswith(_ENDS, found.end) or _PROLONGS.search(text, max(0, found.start - 24), found.start)
    ends = ends or _STAYS.search(text, max(0, found.start - 30), found.start)
    if found.name == "plain" and ends and not _GOES.search(lead):
        return Relation("until", found.start, found.end)
    if _GOES.search(lead) or arrives or found.name in ("since", "about", "after"):
        return Relation(found.name, start, found.end)
    return Relation(
        "by" if found.name == "plain" else "by_before" if found.name == "before" else found.name, found.start, found.end
    )
