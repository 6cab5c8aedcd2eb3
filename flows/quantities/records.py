"""The records that this package hands out. Not for reading text: numbers.py and figures.py do that."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class Number(NamedTuple):
    """A numeral with what it may mean; offsets are half-open, in the text that was read.

    `value` is empty when the words leave it open (数百, 3至5). `low` and `high` are the interval that they allow,
    both inclusive, empty where it is open: 3000多 is 3000 and up, 数百 is 100 to 999.
    `kind` is number, ordinal, percent, fraction, range, vague (数百, 十几, 两三), about (56.3±11.2) or round (百万, 千,
    where no digit says how many).
    A named tuple: some are made for every numeral, and a frozen dataclass takes three times as long to make.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    kind: str = "number"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that quantifies something, with its unit, as annotation.md defines it; offsets as in Number.

    `value` is in `unit`, `value_canonical` in `unit_canonical`; both are empty for ranges.
    `unit`, `per`, `subject` and `sentence` are as written; empty strings where the text names none.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    value_low: Decimal | None
    value_high: Decimal | None
    bound: str
    unit: str
    unit_canonical: str
    value_canonical: Decimal | None
    dimension: str
    change: str
    per: str
    subject: str
    sentence: str
