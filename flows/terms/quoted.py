"""Names in quotation marks and titles in 《》.

Quotation marks also hold speech, figures of speech (“大考”) and single words (战“疫”). A quoted stretch is a name only
when something tells so: a word behind it (“服务包”制度), its own last word (“敲门行动”), a numeral that sums up a list
(“六稳”), or slogans of equal length side by side. Everything else is a Reject that says why.
"""

import re
from collections.abc import Iterator, Sequence

from flows.rejects import Reject
from flows.terms import facts
from flows.terms.headed import DAMAGED
from flows.terms.left import LOST
from flows.terms.record import Term
from flows.words import Token, token_at

_QUOTED = re.compile(r"“[^“”]*”|「[^「」]*」|\"[^\"\n]*\"")
_NESTED = re.compile(r"‘[^‘’]*’|『[^『』]*』")
_MARKS = frozenset('“「『‘"')
_TITLE = re.compile(r"《([^《》]*)》")
_SENTENCE = re.compile(r"[。！？!?；;：:]|[，,]$")
_SPEAKER = re.compile(r"[我你他她]|必须|不要|应当|一定要")
_PARTS = re.compile(r"[、，,\s]+")
_LIST_GAP = re.compile(r"[、，,]?(?:和|与|及|以及)?")
_N = "[一二三四五六七八九十百千两双0-9]"
_SUMMARY = re.compile(
    rf"(?:新|老)?(?!一)(?:{_N}{{1,3}})[个大条项重]?[^\W\d_]{{1,4}}|(?:[^\W\d_]{{0,2}}{_N}[^\W\d_]{{0,3}}){{2,4}}"
    r"|[^\W\d_]{2}[二两三四五六七八九][^\W\d_]"
)
_PLUS = re.compile(r"\w{2,6}[+＋]\w{0,8}")
_PLAN = re.compile(r"十[一二三四五六七]五")
_SPAN = re.compile(rf"{_N}{{1,4}}[多余]?[后岁年天日月时分秒]")
_COUNTED = re.compile(rf"号$|^{_N}{{1,3}}连[^\W\d_]$|^双\d+$")
_OPENERS = frozenset(("等", "是", "这一", "的"))
_LAST_MARKS = re.compile(r"[（(][^（）()]*[）)]$")
_D = "[一二三四五六七八九十]{1,3}"
CONGRESS = re.compile(
    r"(?:十[一二三四五六七八九]|二十)(?:大|届[一二三四五六七]中(?:[、和][一二三四五六七]中)*全会)"
    rf"|(?:(?:自治区|[省市区县旗州])(?:党委|委|纪委|人大|政协)?)?{_D}届{_D}次"
    r"(?:(?:全体|全委|常委)?(?:[（(]扩大[）)])?会议|全会|全委会)"
)
_HONOUR = re.compile(r"[\u4e00-\u9fff]{0,2}称号")


def _told_by(words: str) -> str | None:
    """Return the kind that the last word of `words` tells."""
    told = facts.quoted_heads()
    for length in range(min(len(words), 6), 0, -1):
        if kind := told.get(words[-length:]):
            return kind
    return None


def _told_behind(tokens: Sequence[Token], at: int) -> str | None:
    """Return the kind that the words from token `at` on tell: 制度, 发展思路, 等机制, 是…的工作机制."""
    opener, begin, _ = tokens[at]
    reach = {"是": 20, "等": 10, "这一": 6}.get(opener, 4)
    told = None
    for word, start, end in tokens[at + (opener in _OPENERS) : at + 16]:
        if start - begin > reach or not word[0].isalnum():
            break
        if opener != "是" and facts.role_of(word) in ("verb", "bound", "joint"):
            break
        if end - begin <= reach + 1:
            told = _told_by(word) or told
    return told


def _is_slogan(content: str) -> bool:
    """Tell whether `content` is made of parts of equal length.

    >>> _is_slogan("人民至上、生命至上"), _is_slogan("输血、供氧"), _is_slogan("防控任务不轻,多亏了外援")
    (True, False, False)
    """
    parts = _PARTS.split(content)
    lengths = {len(part) for part in parts}
    return len(lengths) == 1 and 2 <= lengths.pop() <= 10 and len(parts) >= (3 if len(parts[0]) < 3 else 2)


def _read(content: str, before: str, told: str | None, honour: bool) -> tuple[str, str]:
    """Return the kind of a quoted stretch, or nothing and the reason why it is no name."""
    if LOST in content:
        return "", DAMAGED
    if len(content) < 2:
        return "", "single character"
    said = before.endswith(("：", ":", "说", "道", "喊", "问"))
    if _SENTENCE.search(content) or (said and not (told and _told_by(content))):
        return "", "quotation"
    if honour:
        return "", "title of honour"
    if _PLAN.fullmatch(content):
        return "programme", ""
    if content in facts.holidays():
        return "", "calendar"
    if CONGRESS.fullmatch(content):
        return "meeting", ""
    slogan = _is_slogan(content)
    if (not told and _SPEAKER.search(content)) or (len(content) > 16 and not slogan):
        return "", "quotation"
    if kind := facts.names().get(content) or _told_by_quote(content, told, slogan):
        return kind, ""
    if slogan:
        return "slogan", ""
    if _PLUS.fullmatch(content):
        return "policy", ""
    if (
        len(content) <= 8
        and not _SPAN.fullmatch(content)
        and not _COUNTED.search(content)
        and _SUMMARY.fullmatch(content)
    ):
        return "measure" if _told_by(content) == "measure" else "policy", ""
    return "", "figure of speech" if len(content) <= 5 else "quotation"


def _told_by_quote(content: str, told: str | None, slogan: bool) -> str | None:
    if _SPAN.fullmatch(content) or (told == "slogan" and not slogan):
        told = None
    alike = not slogan or len({_told_by(part) for part in _PARTS.split(content)}) == 1
    own = _told_by(content) if len(content) > 3 and alike else None
    if own in facts.THINGS and _SUMMARY.fullmatch(content):
        return "policy"
    return own if own in facts.THINGS and told == "programme" else told or own


def find_quoted(text: str, plain: str, tokens: Sequence[Token]) -> Iterator[Term | Reject]:
    """Yield what stands in quotation marks; `plain` is `text` in simplified script, `tokens` are its words.

    A list of quoted names shares the kind that its last one is told by: “吹哨報到”、“接訴即辦”等機制.
    """
    if not any(mark in plain for mark in _MARKS):
        return
    for marks in (_QUOTED, _NESTED) if "‘" in plain or "『" in plain else (_QUOTED,):
        kind_behind, gap_end = "", -1
        for found in reversed(list(marks.finditer(plain))):
            start, end = found.start() + 1, found.end() - 1
            behind = token_at(tokens, end + 1)
            told = None if behind is None else _told_behind(tokens, behind)
            honour = _HONOUR.match(plain, end + 1) is not None
            kind, reason = _read(plain[start:end], plain[max(0, start - 3) : start - 1], told, honour)
            if kind_behind not in ("", "slogan") and gap_end >= end and _LIST_GAP.fullmatch(plain, end + 1, gap_end):
                kind = kind_behind if kind == "slogan" or reason == "figure of speech" else kind
            kind_behind, gap_end = kind, found.start()
            if kind:
                yield Term(start, end, text[start:end], kind, quoted=True)
            elif start < end:
                yield Reject("terms", start, end, text[start:end], reason)


def find_titles(text: str, plain: str) -> Iterator[Term | Reject]:
    """Yield the titles in 《》: documents by their last word, publications otherwise.

    >>> text = "《求是》刊发《关于加强管理的若干意见（试行）》"
    >>> [term.kind for term in find_titles(text, text)]
    ['publication', 'document']
    """
    for found in _TITLE.finditer(plain) if "《" in plain else ():
        start, end = found.span(1)
        if LOST in found[1]:
            yield Reject("terms", start, end, text[start:end], DAMAGED)
        elif found[1].strip():
            name = _LAST_MARKS.sub("", found[1])
            kind = "document" if name.endswith(facts.document_words()) else "publication"
            yield Term(start, end, text[start:end], kind, quoted=True)
