"""Names that a last word tells only behind a proper noun: 新桥市场, 哈克卫生院, 海拉尔东山组团.

Not for heads that tell a name by themselves (机制, 医院): flows.terms.headed reads those. Without a proper noun there
is no name and nothing to reject: 市场 and 学校 are mostly plain words.
"""

from collections.abc import Iterator, Sequence

from flows import words
from flows.terms import facts, proper
from flows.terms.left import Run, read_left
from flows.terms.people import is_name
from flows.terms.record import Term
from flows.words import Token

_SITES = tuple("路街桥村镇")
_UNSURE_EDGES = frozenset(("long", "lost", "number", "quote"))
_TO = "至"
_AREAS = frozenset("省市区县")


def _skip(tokens: Sequence[Token], run: Run, last: int) -> int:
    """Return the first word of the run that is no verb and no epithet: 扩建|新桥|市场."""
    at, roles = run.first, facts.roles()
    while at < last and not proper.begins(tokens, at):
        word = tokens[at][0]
        epithet = roles.get(word) in ("either", "loose") or (len(word) > 2 and proper.is_plain_place(word))
        if not epithet and words.tag(word) not in ("v", "d"):
            break
        at += 1
    return at


def _is_proper(tokens: Sequence[Token], at: int, head: facts.ProperHead) -> bool:
    word = tokens[at][0]
    if word in facts.places() or (word[-1] in _AREAS and word[:-1] in facts.places()):
        return head.places
    if proper.is_unknown(word):
        return head.guesses or word.endswith(_SITES)
    return proper.begins(tokens, at) or (head.kind == "body" and proper.is_brand(word))


def _is_site(word: str, head: facts.ProperHead) -> bool:
    """Tell whether a guessed word is a name with its head in it: 大洋路市场, but no person (王海湖)."""
    if not proper.is_unknown(word) or (len(head.word) == 1 and is_name(word)):
        return False
    return len(head.word) == 1 or head.guesses or word.removesuffix(head.word).endswith(_SITES)


def _is_cut(tokens: Sequence[Token], first: int, last: int, head: facts.ProperHead) -> bool:
    """Tell whether a verb or an epithet stands in what leads to a head of one character: 建制村|全部|通|硬化|路."""
    inner = [word for word, _, _ in tokens[first + 1 : last]] if len(head.word) == 1 else []
    return any(words.tag(word) == "v" or facts.role_of(word) == "loose" for word in inner)


def _second(first: str, second: str, edge: str) -> bool:
    """Tell whether a proper noun goes on with its second word: 红星|美凯龙, or 哈|萨尔 where one was cut in two."""
    if len(first) == 1:
        return proper.is_proper(second) and first.isalpha()
    if proper.is_unknown(first) and proper.is_proper(second):
        return True  # 谢尔|塔拉
    return edge != "joint" and proper.is_unknown(second)


def _first(tokens: Sequence[Token], last: int, head: facts.ProperHead) -> int | None:
    """Return the token with which the name that ends in token `last` begins; None when there is no name."""
    word = tokens[last][0]
    told = words.tag(word) == "ns" or (len(head.word) > 1 and proper.is_proper(word.removesuffix(head.word)))
    own = len(word) - len(head.word) >= 2 and (told or _is_site(word, head))
    run = read_left(tokens, last, head, {})
    if run.edge not in _UNSURE_EDGES and run.bound != _TO:  # 深圳至江门铁路
        at = _skip(tokens, run, last)
        if at < last and _is_proper(tokens, at, head):
            return at
        if at + 1 < last and _second(tokens[at][0], tokens[at + 1][0], run.edge):
            return at
    return last if own else None


def _holds_body(tokens: Sequence[Token], first: int, last: int, head: facts.Head) -> bool:
    """Tell whether a body ends within the name of another: 南开路小学|标准化学校建设 are two."""
    inner = [facts.head_of(word) for word, _, _ in tokens[first:last]] if head.kind == "body" else []
    return any(one is not None and one.kind == "body" for one in inner)


def find_named(text: str, tokens: Sequence[Token], heads: Sequence[tuple[int, facts.ProperHead]]) -> Iterator[Term]:
    """Yield the names that end in a plain word, numbered in `heads`, and begin with a proper noun."""
    for last, head in heads:
        word, _, end = tokens[last]
        if word in facts.names():
            continue
        if last + 1 < len(tokens) and tokens[last + 1][0] in head.unless:
            continue
        first = _first(tokens, last, head)
        if first is not None and not _holds_body(tokens, first, last, head) and not _is_cut(tokens, first, last, head):
            start = tokens[first][1]
            yield Term(start, end, text[start:end], head.kind)
