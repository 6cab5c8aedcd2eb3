"""Names that say two things at once: 监测和帮扶机制, 中国—东盟博览会, 中国（河南）自由贸易试验区.

Not for telling where a name of one part begins: flows.terms.left does that, and stops at what ties two parts.
"""

from collections.abc import Mapping, Sequence

from flows.terms import facts, proper
from flows.terms.left import DASHES, Run, closes_group, read_left, stop_of
from flows.words import Token

_LEAST_SHARED = 4
_PLANS = frozenset(("programme", "document"))


def bracketed(tokens: Sequence[Token], run: Run, head: facts.Head) -> int | None:
    """Return the first token of a name with a short remark in it behind a place: 中国|（|河南|）|自由贸易试验区."""
    at = run.first - 3
    if not closes_group(run.bound) or head.kind not in ("place", "meeting", "body") or at < 1:
        return None
    inside = tokens[at + 1][0]
    fits = tokens[at][0] in ("（", "(") and 2 <= len(inside) <= 4 and tokens[at - 1][0] in facts.places()
    return at - 1 if fits else None


def paired(tokens: Sequence[Token], run: Run, head: facts.Head) -> int | None:
    """Return the first token of a name that two parties give, with a dash between them: 中国|—|东盟|博览会."""
    if run.bound not in DASHES or run.first < 2 or head.kind not in ("place", "meeting", "body"):
        return None
    return run.first - 2 if tokens[run.first - 2][0] in facts.places() else None


def tied(tokens: Sequence[Token], run: Run, head: facts.Head, opened: Mapping[int, int]) -> int | None:
    """Return the first token of a plan or body named after two tasks: 林区生态保护与经济转型规划."""
    if run.bound != "与" or run.first < 2 or not (head.kind in _PLANS or head.word.startswith("研究")):
        return None
    if facts.head_of(tokens[run.first - 2][0]):
        return None
    before = read_left(tokens, run.first - 1, head, opened)
    begins = before.edge in ("verb", "bound", "mark") and before.first < run.first - 1
    return before.first if begins and proper.is_proper(tokens[before.first][0]) else None


def shared(tokens: Sequence[Token], run: Run, last: int, head: facts.Head) -> int | None:
    """Return the first token of a list that shares the head, behind a verb that makes such things.

    健全|监测|和|帮扶|机制 is one mechanism and 打好|蓝天|、|碧水|、|净土|保卫战 one campaign, but only behind such
    verbs: in 水利和农村饮水安全工程 the list begins nobody knows where.
    """
    sizes = [tokens[last][2] - tokens[run.first][1] - len(head.word)]
    before, ties = run, {run.bound}
    while before.edge == "joint" and before.first > 1:
        end = before.first - 2
        if facts.head_of(tokens[end][0]) or tokens[end][0] in facts.names():
            return None
        before = read_left(tokens, end + 1, head, {})
        ties.add(before.bound if before.edge == "joint" else "")
        sizes.append(tokens[end][2] - tokens[before.first][1])
    verb = "".join(word for word, _, _ in tokens[max(before.first - 2, 0) : before.first])
    maker = verb.endswith(tuple(facts.word_set("makers")))
    alike = len(set(sizes)) == 1 and sizes[0] == 2
    long = "、" not in ties and min(sizes[1:], default=0) >= _LEAST_SHARED
    return before.first if maker and (alike or long) else None


def size_before(tokens: Sequence[Token], tie: int) -> int:
    """Return how many characters the member of a list has that ends before token `tie`."""
    first = tie
    while first and stop_of(tokens[first - 1][0]) in ("", "ordinal"):
        first -= 1
    return tokens[tie][1] - tokens[first][1]
