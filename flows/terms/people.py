"""People, named beside their office (社区书记吴祥明, 习近平总书记) or as the author of a photograph (程功/摄)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from flows import words
from flows.terms import facts
from flows.terms.record import Term
from flows.words import Token

_HAN = re.compile(r"[\u3400-\u9fff]+")
_GAP = re.compile(r"[\s\u3000:：/\-－]{0,4}")
_NEXT = re.compile(r"[\s\u3000、]{1,2}")
_CREDIT = re.compile(
    r"(?<![\u3400-\u9fff])(?:([\u3400-\u9fff]{2,4})(?:\s?[/／]\s?(?:摄|文|图)|\s摄)(?![\u3400-\u9fff])"
    r"|(?:摄影|摄|文|图)[/／:：]\s?([\u3400-\u9fff]{2,4})(?![\u3400-\u9fff]))"
)
_CREDITS = ("/", "／", "摄", "文：", "文:", "图：", "图:")
"""What every credit holds one of."""
_FOREIGN = re.compile(r"(?:[\u3400-\u9fff]{1,8}[·•]){1,3}(?=[\u3400-\u9fff])")
_LEAST_FOREIGN = 3
_SEVERAL = frozenset(("记者", "编辑", "责任编辑", "通讯员", "摄影", "作者", "院士", "教授", "代表", "委员"))


def is_name(word: str) -> bool:
    """Tell whether `word` reads as a Chinese person's name: a family name with one or two characters.

    >>> [is_name(word) for word in ("李美红", "欧阳修文", "介绍", "强调", "王")]
    [True, True, False, False, False]
    """
    surnames = facts.word_set("surnames")
    family = 2 if word[:2] in surnames and len(word) > 2 else 1
    if word[:family] not in surnames or not 1 <= len(word) - family <= 2:
        return False
    return (words.tag(word) == "nr" and word not in facts.places()) or not words.known(word)


def _bounded(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether token `at` may follow a name: a mark, a word that bounds names, or any longer word that is known."""
    if at >= len(tokens):
        return True
    word = tokens[at][0]
    if len(word) == 1:
        return not _HAN.match(word) or word in facts.word_set("after_names")
    return not _HAN.match(word) or facts.role_of(word) is not None or words.known(word)


def name_from(tokens: Sequence[Token], at: int) -> int:
    """Return the offset at which the Chinese name that begins with token `at` ends, 0 when none does."""
    if at >= len(tokens):
        return 0
    word, start, end = tokens[at]
    if facts.role_of(word):
        return 0
    if len(word) == 3 and not words.known(word) and word[2] in facts.word_set("after_names") and is_name(word[:2]):
        return end - 1  # 周强作|工作报告
    if words.tag(word) == "nrt" or facts.names().get(word) == "person":
        return end
    if is_name(word) and (len(word) > 2 or _bounded(tokens, at + 1)):
        return end
    rest = tokens[at + 1][0] if at + 1 < len(tokens) else ""
    if not _HAN.fullmatch(rest):
        return 0
    # The guesser of names may end one a character early and glue the next to the word behind: 吴祥|明点|赞.
    behind = tokens[at + 2][0] if at + 2 < len(tokens) else ""
    if len(word) == 2 and is_name(word) and not words.known(rest) and words.known(rest[1:] + behind):
        return end + 1
    if len(word) == 1 and is_name(word + rest[0]) and rest[1:] == "说" and words.tag(rest) == "v":
        return end + 1  # 张|明说
    joined = word + rest
    brand = words.tag(word) == "nz" and len(rest) == 1 and not facts.role_of(rest)  # 柯文|哲
    split = len(word) == 1 or (len(word) == 2 and word in facts.word_set("surnames")) or is_name(word) or brand
    if split and is_name(joined) and _bounded(tokens, at + 2):
        return start + len(joined)
    return 0


def _foreign_run(tokens: Sequence[Token], at: int) -> int:
    """Return where a foreign name ends that begins with token `at` and is spelt by sound: 冯德|莱恩; 0 for none."""
    sounds = facts.word_set("sounds")
    end, told = 0, False
    for word, _, word_end in tokens[at : at + 4]:
        long = len(word) > 1
        if not sounds.issuperset(word) or facts.role_of(word) or (long and words.tag(word) == "v"):
            break
        named = words.tag(word) == "nrt" or (long and words.tag(word) in ("nr", "ns") and word not in facts.places())
        end, told = word_end, told or named or (long and not words.known(word))
    return end if told and end - tokens[at][1] >= _LEAST_FOREIGN else 0


def _foreign_end(tokens: Sequence[Token], last_part: int) -> int:
    """Return where a name ends whose last part begins at offset `last_part`: with the word there."""
    last = words.token_at(tokens, last_part)
    return 0 if last is None else tokens[last][2]


def _longer(tokens: Sequence[Token], at: int) -> int:
    """Return where the name ends that begins with token `at`, be it Chinese or foreign, 0 when none does."""
    chinese = name_from(tokens, at)
    return chinese if chinese - tokens[at][1] == 3 else max(chinese, _foreign_run(tokens, at))


def _stands(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the name in token `at` is whole: of two characters, known or with nothing before it to belong to."""
    word = tokens[at][0]
    before = tokens[at - 1][0] if at else ""
    alone = not _HAN.match(before) or facts.role_of(before) is not None or facts.head_of(before) is not None
    return len(word) > 2 or words.known(word) or alone


def _after(plain: str, tokens: Sequence[Token], at: int, office: str) -> Iterator[tuple[int, int]]:
    """Yield the names behind the office in token `at`."""
    gap = _GAP.match(plain, tokens[at][2])
    start = gap.end() if gap else tokens[at][2]
    while (first := words.token_at(tokens, start)) is not None:
        foreign = _FOREIGN.match(plain, start)
        end = _foreign_end(tokens, foreign.end()) if foreign else _longer(tokens, first)
        if not end:
            return
        yield start, end
        more = _NEXT.match(plain, end) if office in _SEVERAL else None
        if not more:
            return
        start = more.end()


@lru_cache(maxsize=1 << 15)
def office_of(word: str) -> str | None:
    """Return the longest office or form of address that `word` ends in.

    >>> office_of("社区书记"), office_of("书")
    ('书记', None)
    """
    offices = facts.offices()
    for length in range(min(len(word), 5), 1, -1):
        if word[-length:] in offices:
            return word[-length:]
    return None


def find_people(text: str, plain: str, tokens: Sequence[Token], offices: Sequence[tuple[int, str]]) -> Iterator[Term]:
    """Yield the people of a text whose words are `tokens`: beside `offices`, and as authors."""
    for at, office in offices:
        word, start, _ = tokens[at]
        side = facts.offices()[office]
        ahead, first, _ = tokens[at - 1] if at else ("", 0, 0)
        if side != "before" and word == office and is_name(ahead) and _stands(tokens, at - 1):
            yield Term(first, start, text[first:start], "person")
        if side != "after":
            for first, end in _after(plain, tokens, at, office):
                yield Term(first, end, text[first:end], "person")
    for credit in _CREDIT.finditer(plain) if any(map(plain.__contains__, _CREDITS)) else ():
        first, end = credit.span(credit.lastindex or 0)
        if is_name(plain[first:end]):
            yield Term(first, end, text[first:end], "person")
