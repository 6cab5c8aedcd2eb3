"""What a token means by itself: one Part, with the rank at which it cuts a span.

Not for resolving: a Part knows no publication date and no neighbours.
"""

from dataclasses import dataclass

CENTURY, YEAR, DECADE, HALF, MONTH, WITHIN, DAY, WEEKDAY = 100, 90, 85, 70, 60, 50, 40, 20

RANKS = {
    "full": DAY,
    "yearmonth": MONTH,
    "monthday": DAY,
    "yearspan": YEAR,
    "period": YEAR,
    "sofar": DAY,
    "century": CENTURY,
    "decade": DECADE,
    "yeardecade": DECADE,
    "year": YEAR,
    "shortyear": YEAR,
    "relyear": YEAR,
    "several": DAY,
    "contextyear": YEAR,
    "yearpart": HALF,
    "half": HALF,
    "relhalf": HALF,
    "quarter": HALF,
    "relquarter": HALF,
    "firstn": HALF,
    "nth": WITHIN,
    "season": HALF,
    "relseason": HALF,
    "holiday": WITHIN,
    "lunar": MONTH,
    "month": MONTH,
    "relmonth": MONTH,
    "tenth": WITHIN,
    "halfmonth": WITHIN,
    "monthpart": WITHIN,
    "nthweekday": WEEKDAY,
    "weekday": WEEKDAY,
    "weekend": WEEKDAY,
    "week": WITHIN,
    "roll": DAY,
    "ago": DAY,
    "openago": DAY,
    "within": DAY,
    "relday": DAY,
    "contextday": DAY,
    "contextmonth": MONTH,
    "day": DAY,
    "edge": WITHIN,
}
"""How coarse a part is: a part may follow only a coarser one."""

LUNAR = "lunar "
"""How the name of a day begins that holds the day of the Chinese calendar in brackets behind it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One calendar word: its kind, place, and up to two numbers and a name whose meaning the kind fixes."""

    kind: str
    start: int
    end: int
    a: int = 0
    b: int = 0
    name: str = ""

    @property
    def rank(self) -> int:
        """Return the part's coarseness: 90 for a year, 40 for a day."""
        return WITHIN if self.kind == "firstn" and self.name in ("week", "day") else RANKS[self.kind]


@dataclass(frozen=True, slots=True)
class Bare:
    """A number that borrows its unit from the one behind the dash or comma: the 1 of 1至9月."""

    start: int
    end: int
    number: str
    connector: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A calendar word that makes no date, and why."""

    start: int
    end: int
    reason: str
