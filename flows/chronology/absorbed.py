"""Words set aside that take their neighbours with them: □0月22日, 每年3月和9月, 历年10月, 周一至周五开放.

Not for words that are set aside by themselves: readers do that.
"""

import re

from flows.chronology import clauses, words
from flows.chronology.bare import DIRECTED
from flows.chronology.expressions import Expression
from flows.chronology.parts import Aside

_LEADS_TO = re.compile(r"[ ]?的?(?:自|从|由|于|在)?[ ]?")
_LISTS = re.compile("[一二三四五六日天]?[ ]?(?:、|和|与|及|以及|或|至|到|[-—~～]{1,2})[ ]?每?")
_USUAL = frozenset(["历年", "往年", "常年"])


def absorb(text: str, items: list[Expression | Aside]) -> list[Expression | Aside]:
    """Join what touches damage, and what 每年 and 通常 make recurring, to one word set aside."""
    out: list[Expression | Aside] = []
    for item in items:
        last = out[-1] if out else None
        reason = _reason(text, last, item) if last else ""
        if isinstance(last, Aside | Expression) and reason:
            out[-1] = Aside(last.start, item.end, reason)
        elif isinstance(item, Expression) and _habitual(text, item):
            out.append(Aside(item.start, item.end, "recurring"))
        else:
            out.append(item)
    return out


def _reason(text: str, last: Expression | Aside | None, item: Expression | Aside) -> str:
    """Return why `last` and `item` are set aside together, "" where they are not."""
    if last is None:
        return ""
    touches = last.end == item.start
    if touches and "damaged" in (_aside(last), _aside(item)):
        return "damaged"
    if not isinstance(item, Expression) or _aside(last) is None:
        return ""
    first = item.left.parts[0]
    if touches and _aside(last) == "duration" and first.kind == "month":
        return "duration"
    if _aside(last) == "recurring" and (touches or first.kind in DIRECTED):
        gap = text[last.end : item.start]
        joins = touches or _LEADS_TO.fullmatch(gap) or _LISTS.fullmatch(gap)
        return "recurring" if joins else ""
    usual = text[last.start : last.end] in _USUAL and first.kind in DIRECTED
    return "recurring" if usual and _LEADS_TO.fullmatch(text, last.end, item.start) else ""


def _aside(item: Expression | Aside | None) -> str | None:
    return item.reason if isinstance(item, Aside) else None


def _habitual(text: str, item: Expression) -> bool:
    """Tell what is so every year or week: 通常10月开镰, 周一至周五受理, 周一闭馆."""
    first = item.left.parts[0]
    if first.kind not in DIRECTED:
        return False
    if words.habit().search(text, max(0, item.start - 5), item.start):
        return True
    if first.kind != "weekday" or first.b != 99:
        return False
    behind = text[item.end : clauses.clause(text, item.start, item.end)[1]]
    return (words.hours().search if item.right else words.hours().match)(behind) is not None
