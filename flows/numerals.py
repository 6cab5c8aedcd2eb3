"""Chinese and Arabic numerals: one written numeral to its value, and the pattern that finds candidates.

Not for what a number means: ordinals, ranges, units and bounds are read in flows.quantities, dates in flows.chronology.
"""

import re
from dataclasses import dataclass, field
from decimal import Context, Decimal

from flows import lexicon

LONGEST = 60
"""A numeral of more characters than this is no number that anybody wrote down to be read."""

_EXACT = Context(prec=200)
_ROWS = lexicon.rows("numerals")


def _values(role: str) -> dict[str, int]:
    return {row["character"]: int(row["value"]) for row in _ROWS if row["role"] == role}


DIGITS = _values("digit")
TENS = _values("ten")
MYRIADS = _values("myriad")
_DOUBLE_TENS = {"廿": "二十", "卄": "二十", "卅": "三十", "卌": "四十"}
_POINT = "".join(_values("point"))
_MINUS = "".join(_values("minus"))
_USUAL = "".join(row["character"] for row in _ROWS if row["usual"] == "yes")
_HAN = "".join({**DIGITS, **TENS, **MYRIADS, **_DOUBLE_TENS})
_LARGE = "".join({**TENS, **MYRIADS})

ARABIC = r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3}(?![0-9０-９]))+|[0-9０-９]+)(?:[.．][0-9０-９]+)?"
"""Regex fragment: a number in Arabic digits, half or full width, with thousands separators and decimals."""

CHINESE = rf"(?:[{_USUAL}]|[{_HAN}](?=[{_HAN}]))[{_HAN}]*(?:[{_POINT}][{''.join(DIGITS)}]+[{_LARGE}]*)?"
"""Regex fragment: a run of Chinese numerals in either script, with a decimal part."""

NUMERAL = rf"(?:{ARABIC}(?:[{_LARGE}][{_HAN}0-9０-９]*)?|{CHINESE})"
"""Regex fragment without groups: what may be a numeral. `parse` decides."""

NUMERAL_PATTERN = re.compile(NUMERAL)

_FULL_WIDTH = {ord(wide): plain for wide, plain in zip("０１２３４５６７８９．，－＋", "0123456789.,-+", strict=True)}
_FULL_WIDTH |= {ord(mark): "-" for mark in "−﹣" + _MINUS}
_ARABIC_WHOLE = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+", re.ASCII)
_POINTED = re.compile(rf"([^{_POINT}]*)[{_POINT}]([{''.join(DIGITS)}0-9]+)([{_LARGE}]*)")


def parse(text: str) -> Decimal | None:
    """Read the whole of `text` as one cardinal numeral in either script; None when it is not one.

    >>> [str(parse(t)) for t in ("1,234", "１２", "廿三", "3万5千", "2.5万亿", "三点一四", "壹佰", "一万二")]
    ['1234', '12', '23', '35000', '2500000000000', '3.14', '100', '12000']

    Two numbers that stand side by side are not one number.

    >>> parse("二十二三"), parse("三四千"), parse("3千5千"), parse("1,23")
    (None, None, None, None)
    """
    plain = text.translate(_FULL_WIDTH)
    negative = plain[:1] == "-"
    plain = plain[1:] if plain[:1] in ("-", "+") else plain
    if not plain or len(plain) > LONGEST:
        return None
    value = _parse_unsigned(plain)
    return -value if value is not None and negative else value


def _parse_unsigned(plain: str) -> Decimal | None:
    if _ARABIC_WHOLE.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    if pointed := _POINTED.fullmatch(plain):
        return _parse_pointed(*pointed.groups())
    if all(character in DIGITS for character in plain):
        return Decimal("".join(str(DIGITS[character]) for character in plain))
    for short, long in _DOUBLE_TENS.items():
        plain = plain.replace(short, long)
    tokens = _tokens(plain)
    value = None if tokens is None else _add_up(tokens)
    return None if value is None else _plain(value)


def _parse_pointed(whole: str, decimals: str, scale: str) -> Decimal | None:
    """Read `whole` point `decimals` times `scale`: 三点一四, 一点五万."""
    head = _parse_unsigned(whole) if whole else None
    factor = _parse_unsigned(scale) if scale else Decimal(1)
    if head is None or factor is None:
        return None
    tail = Decimal("0." + "".join(str(DIGITS.get(digit, digit)) for digit in decimals))
    value = _EXACT.add(head, tail)
    return _plain(_EXACT.multiply(value, factor)) if scale else value


def _plain(value: Decimal) -> Decimal:
    """Return `value` without an exponent or trailing zeros that only come from multiplying."""
    return value.quantize(Decimal(1), context=_EXACT) if value == value.to_integral_value() else value.normalize(_EXACT)


def _tokens(plain: str) -> list[Decimal | str] | None:
    """Split into Arabic numbers (Decimal) and single Chinese characters; None if anything else is there."""
    tokens: list[Decimal | str] = []
    position = 0
    while position < len(plain):
        if found := _ARABIC_WHOLE.match(plain, position):
            if found.group()[0] == "0" and len(found.group()) > 1:
                tokens.append("零")
            tokens.append(Decimal(found.group().replace(",", "")))
            position = found.end()
        elif plain[position] in DIGITS or plain[position] in TENS or plain[position] in MYRIADS:
            tokens.append(plain[position])
            position += 1
        else:
            return None
    return tokens


@dataclass(slots=True)
class _Sum:
    """A positional numeral being added up: digits times tens within a section, sections times myriads."""

    sections: list[tuple[Decimal, int]] = field(default_factory=list)  # value and its myriad, falling
    section: Decimal = Decimal(0)
    pending: Decimal | None = None  # a digit that waits for its scale
    last: int = 0  # the scale just used, for the shorthand 一万二; 0 after a zero
    lowest: int = 10_000
    implied: bool = False  # the section began with 百 or 千 and no digit: 百二万 is 1,200,000

    def digit(self, digit: Decimal) -> bool:
        if self.pending:
            return False
        if digit == 0 or self.pending is not None:
            self.last = 0
        self.pending = digit
        return True

    def ten(self, scale: int) -> bool:
        bare = not self.pending
        if scale >= self.lowest or (self.pending is None and scale > 10 and bool(self.sections or self.section)):
            return False
        self.implied = bare and scale > 10
        self.section += _EXACT.multiply(self.pending or Decimal(1), Decimal(scale))
        self.pending, self.last, self.lowest = None, scale, scale
        return True

    def myriad(self, scale: int) -> bool:
        named = self.pending is not None
        self.section += self._rest() if self.implied else self.pending or 0
        while self.sections and self.sections[-1][1] <= scale:
            self.section += self.sections.pop()[0]
            named = True
        if not self.section:
            if named or self.sections:
                return False
            self.section = Decimal(1)
        self.sections.append((_EXACT.multiply(self.section, Decimal(scale)), scale))
        self.section, self.pending, self.last, self.lowest, self.implied = Decimal(0), None, scale, 10_000, False
        return True

    def _rest(self) -> Decimal:
        """Return the digit at the end, in tenths of the scale before it when no zero stands between."""
        rest = self.pending or Decimal(0)
        return rest * (self.last // 10) if self.last >= 100 and rest < 10 and rest == int(rest) else rest

    def total(self) -> Decimal:
        return sum((value for value, _ in self.sections), self.section + self._rest())


def _add_up(tokens: list[Decimal | str]) -> Decimal | None:
    """Add up a positional numeral; None where the scales do not fall as they must."""
    numeral = _Sum()
    for token in tokens:
        if isinstance(token, Decimal):
            good = numeral.digit(token)
        elif token in DIGITS:
            good = numeral.digit(Decimal(DIGITS[token]))
        else:
            good = numeral.ten(TENS[token]) if token in TENS else numeral.myriad(MYRIADS[token])
        if not good:
            return None
    return numeral.total()
