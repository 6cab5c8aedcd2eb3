"""What JioNLP or Recognizers-Text finds: `python peers.py jionlp|recognizers CASES_FOLDER TEXT PREDICTIONS.jsonl`.

Run by extract.py in an environment of the peers' own. Prints the characters a second that it reads TEXT's lines with.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

Reader = Callable[[str, str | None], list[dict[str, Any]]]


def jionlp() -> dict[str, Reader]:
    """Return JioNLP's readers by the kind of case that they answer."""
    import jionlp as jio

    def money(text: str, reference: str | None) -> Iterator[dict[str, Any]]:
        for found in jio.ner.extract_money(text, with_parsing=True) or ():
            told = found["detail"]["num"]
            low, high = told if isinstance(told, list) else (told, told)
            value = {"value": low} if low == high else {"low": low, "high": high}
            yield {"kind": "currency", **_placed(*found["offset"]), **value}

    def times(text: str, reference: str | None) -> Iterator[dict[str, Any]]:
        day = date.fromisoformat((reference or "2020-01-01")[:10])
        base = {"year": day.year, "month": day.month, "day": day.day}
        for found in jio.ner.extract_time(text, time_base=base, with_parsing=True) or ():
            told = found["detail"].get("time")
            if isinstance(told, list) and len(told) == 2:
                yield {**_placed(*found["offset"]), "date_start": _day(told[0]), "date_end": _day(told[1])}

    return {"currency": _safely(money), "date": _safely(times), "daterange": _safely(times)}


def recognizers() -> dict[str, Reader]:
    """Return Recognizers-Text's readers by the kind of case that they answer."""
    import recognizers_suite as suite

    def reader(kind: str, recognize: Callable[[str, str], list[Any]]) -> Reader:
        def read(text: str, reference: str | None) -> Iterator[dict[str, Any]]:
            for found in recognize(text, suite.Culture.Chinese):
                value = (found.resolution or {}).get("value")
                if value is not None:
                    yield {"kind": kind, **_placed(found.start, found.end + 1), "value": value.rstrip("%")}

        return _safely(read)

    def times(text: str, reference: str | None) -> Iterator[dict[str, Any]]:
        from datetime import datetime

        day = datetime.fromisoformat(reference or "2020-01-01")
        for found in suite.recognize_datetime(text, suite.Culture.Chinese, reference=day):
            for told in (found.resolution or {}).get("values", ())[:1]:
                first, last = told.get("value") or told.get("start"), told.get("value") or told.get("end")
                yield {**_placed(found.start, found.end + 1), "date_start": _day(first), "date_end": _day(last)}

    return {
        "number": reader("number", suite.recognize_number),
        "percent": reader("percent", suite.recognize_percentage),
        "currency": reader("currency", suite.recognize_currency),
        "dimension": reader("dimension", suite.recognize_dimension),
        "date": _safely(times),
        "daterange": _safely(times),
    }


def _placed(start: int, end: int) -> dict[str, int]:
    return {"start": start, "end": end}


def _day(told: str | None) -> str | None:
    return told[:10] if told and re.match(r"\d{4}-\d\d-\d\d", told) else None


def _safely(read: Callable[[str, str | None], Iterator[dict[str, Any]]]) -> Reader:
    """Count a text on which the peer fails as one in which it finds nothing."""

    def safe(text: str, reference: str | None) -> list[dict[str, Any]]:
        try:
            return list(read(text, reference))
        except Exception:  # noqa: BLE001  whatever a peer raises
            return []

    return safe


def main() -> None:
    name, cases, text, target = sys.argv[1:]
    readers = {"jionlp": jionlp, "recognizers": recognizers}[name]()
    with Path(target).open("w", encoding="utf-8") as out:
        for path in sorted(Path(cases).glob("*_*.jsonl")):
            for case in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
                if case["kind"] in readers:
                    found = readers[case["kind"]](case["text"], case["reference_date"])
                    out.write(json.dumps({"id": case["id"], "predicted": found}) + "\n")
    lines = Path(text).read_text(encoding="utf-8").splitlines()
    start = time.process_time()
    for line in lines:
        for kind in {"currency", "number", "percent", "dimension", "date"} & set(readers):
            readers[kind](line, "2020-09-16")
    print(sum(map(len, lines)) / (time.process_time() - start))


if __name__ == "__main__":
    main()
