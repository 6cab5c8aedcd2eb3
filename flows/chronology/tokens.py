"""The words that calendar expressions are built from, found in one pass: 2020年, 今年, 一季度, 6月, 上旬, 11日, 周三 …

Not for what they mean together: readers turns each into a Part, expressions joins the parts.
Reads simplified script with half-width digits; the caller sees to both.
"""

import re
from collections.abc import Iterator
from functools import cache

from flows.chronology import words

_DIGITS = frozenset("0123456789")
HAN = "〇零○一二三四五六七八九十两廿卅百千"
DIGIT = r"(?<![0-9])(?<![0-9][.,])[0-9□]{1,5}"
NUMBER = rf"(?:{DIGIT}(?![0-9]|[.,][0-9])|(?<![{HAN}第])[{HAN}□]{{1,7}})"
SMALL = rf"(?:{DIGIT}(?![0-9]|[.,][0-9])|(?<![{HAN}])[{HAN}]{{1,4}})"
DASH = r"(?:至|到|[-－–—―─~～ー]{1,2})"
SPACE = r"[ \u3000]?"
WEEK = r"(?:周(?!年|岁|边|围|刊|报|转|期|密|折|全|到|波|游|长|遭|身|旋|知|恩|总|公)|星期|礼拜)"
NEAR = "(?:上上|下下|上|下|本|这|今)"

_PATTERNS = {
    "full": r"(?<![0-9A-Za-z./:_□-])(?:[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|(?:19|20)[0-9]{6}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}"
    r"|[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}|(?:19|20)[0-9]{2} [01][0-9] [0-3][0-9])(?![0-9A-Za-z_□]|[-/.:][0-9])"
    r"|(?<![0-9A-Za-z./:_□])(?:[0-9]{4}(?P<mark>[/.])[0-9]{1,2}(?P=mark)[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}/(?:[0-9]{4}|[0-9]{2}))"
    r"(?![0-9A-Za-z_□]|[/.:][0-9])|(?<![\s\S])[0-9]{1,2}/[0-9]{1,2}(?![\s\S])",
    "yearmonth": r"(?<![0-9A-Za-z./:_□-])(?:19|20)[0-9]{2}(?:[./](?:0[1-9]|1[0-2])|-(?:0[1-9]|1[0-2]))(?![0-9A-Za-z_%□]|[/.:][0-9]|-[0-9]{1,2}(?![0-9]))",
    "relyear": r"大前年|大后年|(?<!以)前年|(?<![之以日然])后年|今年|去年|明年(?!级)|本年(?!轻)|上一?年(?!级)|下一?年(?!级)|这一年|来年(?!度)",
    "roll": rf"(?:过去|最近|未来|今后|接下来|(?<![将接附])近|(?<![通经超不度走用渡])过|(?<![以地])[上下]|(?<![以此目年月的])前|(?<![之以此今然最落先年月的])后)"
    rf"的?这?(?:[0-9]{{1,3}}(?![0-9])|[{HAN}]{{1,4}}){SPACE}(?:个?(?:季度|月(?!台|球)|{WEEK}|半年)|年半?|天|日)(?![多余])",
    "vague": "(?<![项题栏科数节名])(?:{vague})(?!期)",
    "name": "{name}",
    "recurring": r"(?:每|逐|历|往|常)(?:一|个|隔)?(?:年|月|季度?|旬|周|日|天|星期|礼拜)",
    "period": "{period}",
    "yearspan": rf"(?<=[从自由（(])(?:19|20)[0-9]{{2}}{SPACE}{DASH}{SPACE}(?:19|20)[0-9]{{2}}(?![0-9年.%/月日]|[-][0-9])",
    "era": rf"(?:{{era}})(?:元|{NUMBER}){SPACE}年",
    "bare": rf"{SMALL}{SPACE}(?:{DASH}|、){SPACE}"
    rf"(?=(?:[0-9]{{1,4}}|[{HAN}]{{1,4}}){SPACE}(?:年(?!级)|月(?!台|球)|[日号]|季度))",
    "century": rf"(?:{SMALL}世纪|上个?世纪|本世纪)",
    "decade": rf"(?:[0-9]0|(?<![{HAN}])[一二三四五六七八九]十){SPACE}年代",
    "year": rf"(?:公元前?)?{NUMBER}[多余来几]?{SPACE}年(?!代|级|轻|龄|幼)(?:度(?![假过量]))?",
    "contextyear": r"(?<![想])当年|同年(?!级|龄)|次年|翌年|转年|同期",
    "yearpart": r"(?<![0-9近几多两数每百千半成青少老童学财往中壮幼丰荒灾流妙积新旧过整常终当同次翌去今明前后本上下一二三四五六七八九十周])"
    r"年(?:内(?!蒙)|底|末|初(?![一二三四五六七八九十])|终(?!身)|中(?=[，,。、；;前后]))|(?<![健安周])全年(?!龄|级)|岁末",
    "half": rf"(?:上|前|下|后)半年|(?:上|下|本)个半年",
    "quarter": rf"第?{SMALL}{SPACE}季度?(?<=度)|首季度?|末季度|[Qq][1-4](?![0-9A-Za-z])",
    "relquarter": rf"{NEAR}(?:一)?个?季度",
    "firstn": rf"(?:前|头|首|后|最后|末){SPACE}{SMALL}{SPACE}(?:个?(?:季度|月(?!台|球)|{WEEK})|天|日)|第{SMALL}个?(?:月|{WEEK})(?![一二三四五六日天末])",
    "season": r"[今去明前][春夏秋冬](?!令营|天雪|装)(?:季|天)?|(?<=年)的?[春夏秋冬](?![至分节运令装衣])(?:季|天)?",
    "lunar": rf"(?:农历|阴历|旧历)(?:闰)?(?:正|冬|腊|[{HAN}]{{1,3}}|[0-9]{{1,2}})月(?:初[一二三四五六七八九十]|[{HAN}]{{1,3}}(?![{HAN}月年个])日?|[0-9]{{1,2}}[日号])?"
    rf"|(?:闰)?(?:正|冬|腊)月(?:初[一二三四五六七八九十0-9]|[{HAN}]{{1,3}}(?![{HAN}月年个])|[0-9]{{1,2}}(?![0-9多万]))?"
    rf"|闰?(?<![{HAN}])[{HAN}]{{1,2}}月(?:初[一二三四五六七八九十]|(?=十五(?:$|[，。,]))十五)",
    "month": rf"{SMALL}{SPACE}月份?(?!台|球|嫂|饼)",
    "relmonth": r"上上个?月|下下个?月|(?<!以)上一?个?月(?!球|亮|台)|(?<!以)下一?个?月(?!球|亮|台)|(?<![日基])本月|这一?个?月|今个月|当月",
    "monthpart": r"[上中下]旬|(?<=月)[上下]半月|(?<![以])[上下]半月(?!刊)|(?<![0-9个])月(?:初(?![一二三四五六七八九十])|底|末|中旬?(?=[，,。、；;前后]))",
    "nthweekday": rf"(?:第{SMALL}|最后一)个?(?:周|星期|礼拜)[一二三四五六日天]",
    "weekday": rf"(?<![0-9一二两三四五六七八九十每半几数四])(?:{NEAR}一?个?)?(?:周周|周|星期|礼拜)"
    r"(?:[一二三四五六](?![次度轮期年月个起])|日(?!报|刊)|天(?![王])|末(?!代))|双休日",
    "week": rf"(?<![以])(?:{NEAR}一?个?|(?<=[^0-9{HAN}])同)(?:周|星期|礼拜)(?![一二三四五六日天末年边围岁])",
    "length": rf"{NUMBER}[多余几]?{SPACE}(?:个(?:半|多)?(?:月(?!饼)|{WEEK}|季度|工作日|交易日)|{WEEK}|天(?!津|河|然|山)|半月)"
    r"|(?<![上下前后一])半(?:个月|月|年)(?!刊|报)",
    "relday": r"大大[前后]天|大[前后]天|今[天日](?!本)|明[天日](?!本)|昨[天日](?!本)|(?<![以之目此提])[前后][天日](?!本|期)|[今昨明](?:晚|早|晨|夜)|即日|听日|寻日|大[前后]日",
    "contextday": r"当天|当日|次日|翌日|同日|隔天|当晚|次晨",
    "holiday": "{holiday}",
    "day": rf"{SMALL}{SPACE}(?:日(?!元|本|均|产|语|式|军|企|报|圆|线|韩|核)|号(?!文|楼|线|院|门|馆|机|矿|井|台|公|令|通|决|船|车|厂|仓|桥|选|码|称|召|角|坑|高|店|别|棚|铺|电|炉|国|省|县|航|染|种|提|议|建|池|地|路))"
    r"|廿[一二三四五六七八九](?![0-9])",
}

_NUMERIC = "full yearmonth yearspan name period bare century decade year quarter lunar month length holiday day".split()
"""The kinds that may start with a numeral."""

_FAR = rf"[ ]?[0-9{HAN}□]{{1,4}}[ ]?[年月日号季]"
_NUMERAL_TAIL = (
    rf"[0-9{HAN}□]{{0,7}}[多余来几]?(?:[年月日号周季天世]|星期|礼拜|个[月周星礼季工交半多]|[ \u3000][年月日号周天个季至到—–~-]|、{_FAR}"
    rf"|{DASH}{_FAR}|(?<=[0-9]{{2}})-[0-9]{{1,2}}-[0-9]|-[0-9]{{1,2}}-[0-9]{{4}}|(?<=[12][0-9]{{3}})[ ]?{DASH}[ ]?[0-9]"
    r"|/[0-9]{1,2}/[0-9]|/[0-9]{1,2}(?![\s\S])|(?<=[12][0-9]{3})[./ ][0-9]|(?<=[12][0-9]{7}))"
)
_WORDY = {
    "年月岁": "[内底末初终中]",
    "日目当": "前",
    "大": "[大前后年]",
    "上下": f"[年月天周季旬个礼星一半世两0-9{HAN}□]|[上下][个周星礼月]",
    "今去明昨前后本中这来当同次翌转听寻隔即": f"[年月日天周季旬春夏秋冬晚早晨夜个礼星一半期世头0-9{HAN}□]",
    "全首末第头最每逐历往常": f"[年月日天周季旬个礼星后近一初0-9{HAN}□ ]",
    "农阴旧正冬腊闰": f"[历月正冬腊0-9{HAN}]",
    "周": "[一二三四五六日天末]|周[一二三四五六日]",
    "星礼双半公": "[期拜休月天年个元]",
    "过近未接": f"[去来下的这半0-9{HAN}□ ]",
    "Qq": "[1-4]",
    "春夏秋冬的": "[季天春夏秋冬]",
    '“"「『‘': f"[{HAN}]",
}
"""Where a word may start a token: first characters, and what may stand behind them."""


@cache
def _hint() -> re.Pattern[str]:
    """Return a cheap pattern for every place where a token may start: one set first, so that search skips in C."""
    listed = [*words.by_role("vague"), *words.by_role("name"), *words.holidays(), *words.eras(), *words.periods()]
    numeral = f"0-9{HAN}□"
    second = "".join(sorted({word[1] for word in listed if word[0] in HAN}))
    branches = [f"(?<=[{first}])(?:{behind})" for first, behind in _WORDY.items()]
    more_first, more_second = _listed(listed)
    branches.append(f"(?<=[{more_first}])[{more_second}]")
    starts = numeral + "".join(_WORDY) + more_first
    return re.compile(
        f"[{starts}](?:(?<=[{numeral}])(?<![0-9/.:][0-9])(?<![{HAN}□][{HAN}□])"
        f"(?:{_NUMERAL_TAIL}|[{second}])|(?<![{numeral}])(?:{'|'.join(branches)}))"
    )


def _listed(listed: list[str]) -> tuple[str, str]:
    """Return the first characters of listed words that _WORDY does not foresee, and their second ones."""
    pairs: set[tuple[str, str]] = set()
    for word in listed:
        foreseen = any(word[0] in first and re.match(behind, word[1:]) for first, behind in _WORDY.items())
        if word[0] not in HAN and not foreseen:
            pairs.add((word[0], word[1]))
    first, second = zip(*sorted(pairs), strict=True)
    return "".join(sorted(set(first))), "".join(sorted(set(second)))


def find(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of `text` from left to right, none overlapping; a match's lastgroup names its kind."""
    search, whole, numeric = _hint().search, pattern().match, numeral_pattern().match
    position = 0
    while hint := search(text, position):
        position = hint.start()
        match = (numeric if text[position] in _DIGITS else whole)(text, position)
        if match:
            yield match
            position = match.end()
        else:
            position += 1


@cache
def pattern() -> re.Pattern[str]:
    """Return the compiled pattern of all kinds."""
    return _compile(_PATTERNS)


@cache
def numeral_pattern() -> re.Pattern[str]:
    """Return the compiled pattern of the kinds that may start with an Arabic digit."""
    return _compile({kind: fragment for kind, fragment in _PATTERNS.items() if kind in _NUMERIC})


def _compile(patterns: dict[str, str]) -> re.Pattern[str]:
    filled = {
        "vague": words.alternatives(list(words.by_role("vague"))),
        "name": words.alternatives(list(words.by_role("name"))),
        "period": words.period_pattern(),
        "era": words.alternatives(list(words.eras())),
        "holiday": words.holiday_pattern(),
    }
    groups = []
    for kind, fragment in patterns.items():
        for name, value in filled.items():
            fragment = fragment.replace("{" + name + "}", value)
        groups.append(f"(?P<{kind}>{fragment})")
    return re.compile("|".join(groups))
