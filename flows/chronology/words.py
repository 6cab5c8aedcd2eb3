"""The calendar's words from seeds/lexicon, as tables and regex fragments.

Not for grammar: how words combine is said in tokens and expressions.
"""

import re
from datetime import date
from functools import cache

from flows import lexicon
from flows.chronology.spans import Span


def alternatives(words: list[str]) -> str:
    """Return a regex fragment for any of `words`, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def anywhere(words: list[str]) -> re.Pattern[str]:
    """Return a pattern that searches a text for any of `words`, several times as fast as their alternatives do.

    >>> anywhere(["将于", "将在", "预计"]).pattern
    '[将预](?:(?<=将)(?:于|在)|(?<=预)(?:计))'
    """
    firsts = sorted({word[0] for word in words})
    behind = [f"(?<={first})(?:{alternatives([word[1:] for word in words if word[0] == first])})" for first in firsts]
    return re.compile(f"[{''.join(firsts)}](?:{'|'.join(behind)})")


@cache
def by_role(role: str) -> dict[str, str]:
    """Return the words of calendar_words.csv with that role, each with its reason."""
    return {row["word"]: row["reason"] for row in lexicon.rows("calendar_words") if row["role"] == role}


@cache
def future() -> re.Pattern[str]:
    """Return the pattern of words that make their clause look ahead."""
    return anywhere(list(by_role("future")))


@cache
def planned() -> re.Pattern[str]:
    """Return the pattern of verbs that say what is done on a day set before: 开售, 闭幕."""
    return anywhere(list(by_role("planned")))


@cache
def habit() -> re.Pattern[str]:
    """Return the pattern of words behind which a bare month or day is that of every year: 通常10月."""
    return re.compile(f"(?:{alternatives(list(by_role('habit')))})(?:[在于是从]|都在|每年)?$")


@cache
def hours() -> re.Pattern[str]:
    """Return the pattern of what is done on the same weekdays of every week: 周一至周五受理."""
    return re.compile(f"(?:全天)?(?:{alternatives(list(by_role('hours')))})")


@cache
def edition() -> re.Pattern[str]:
    """Return the pattern of what follows a year that only names an event: 2008年北京奥运会."""
    return re.compile(f"[^，。；,;]{{0,8}}(?:{alternatives(list(by_role('edition')))})")


@cache
def lasts() -> re.Pattern[str]:
    """Return the pattern of words that make 30日 behind them a length of time: 逾期30日, 公示期为7日."""
    return re.compile(f"(?:{alternatives(list(by_role('lasts')))})$")


@cache
def periods() -> dict[str, Span]:
    """Return the named periods, each with its days."""
    return {
        row["name"]: Span(date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"]), "years")
        for row in lexicon.rows("periods")
    }


def period_pattern() -> str:
    """Return the fragment for a named period with the word that makes it one: “十二五”时期.

    以来 does so too and stays outside, for it says how the period dates.
    """
    named = [
        f'{re.escape(row["name"])}[”"」』’]?(?:规划)?(?:{_period_words(row["before"].split("|"))})'
        for row in sorted(lexicon.rows("periods"), key=lambda row: -len(row["name"]))
    ]
    return '[“"「『‘]?(?:' + "|".join(named) + ")"


def _period_words(listed: list[str]) -> str:
    since = "|(?=以来)" if "以来" in listed else ""
    return alternatives([word for word in listed if word != "以来"]) + since


@cache
def eras() -> dict[str, int]:
    """Return the eras, each with its first year."""
    return {row["name"]: int(row["year_one"]) for row in lexicon.rows("eras")}


@cache
def holidays() -> dict[str, tuple[str, str]]:
    """Return the holidays' names, each with its calendar and its rule."""
    return {row["name"]: (row["calendar"], row["rule"]) for row in lexicon.rows("holidays")}


def holiday_pattern() -> str:
    """Return the fragment for a holiday; names that are also parts of other names ask for 节, 期间 … behind them."""
    sure = [row["name"] for row in lexicon.rows("holidays") if row["alone"] == "yes"]
    asking = [row["name"] for row in lexicon.rows("holidays") if row["alone"] != "yes"]
    behind = f"节(?!目|奏|约|点|能|水|日快)|{alternatives(list(by_role('feast')))}|后(?!代|人|勤)"
    names = alternatives(asking)
    dated = (
        f"(?<=年)[“「『](?:{names})[”」』](?=[，,。、；;期前后])|(?<=年)(?:{names})(?![月日号年点时个劳社红大路厂军])"
    )
    whole = f"(?<![\\s\\S])(?:{names})(?![\\s\\S])"
    named_twice = f'(?:[“"「『](?:{names})[”"」』])?(?:{alternatives(sure)})'
    return f'{named_twice}|{dated}|[“"「『]?(?:{names})[”"」』]?(?={behind})|{whole}'


@cache
def _guards() -> dict[str, tuple[str, str]]:
    """Return the words of calendar_guards.csv, each with what must not stand in front of and behind it."""
    return {row["word"]: (row["in_front"], row["behind"]) for row in lexicon.rows("calendar_guards")}


def guarded(fragment: str) -> str:
    """Return a regex fragment with every `<word>` in it replaced by the word and its guards.

    >>> guarded("3<止>")
    '3止(?!步|血|痛|损|跌|境|于|付|水)'
    """
    return re.sub("<([一-鿿]+)>", lambda match: _guard(match.group(1)), fragment)


def _guard(word: str) -> str:
    in_front, behind = _guards()[word]
    before = f"(?<![{in_front.replace(' ', '')}])" if in_front else ""
    after = f"(?!{'|'.join(behind.split())})" if behind else ""
    return before + word.removesuffix("面") + after
