"""Whole documents: every figure of the seed and of two reports, in order, as a reader took them down."""

import hashlib
from typing import Any

import pytest

from flows.quantities import find_figures
from flows.restore import restore
from tests.quantities.reading import SAMPLES, full, load, told

DOCUMENTS = [case for name in ("seed_figures", "figures_report_2012", "figures_report_2016") for case in load(name)]


def text_of(case: dict[str, Any]) -> str:
    path = SAMPLES / case["source"]
    if not path.exists():
        pytest.skip(f"{case['source']} is not beside this checkout (../shared/samples)")
    data = path.read_bytes()
    assert hashlib.sha256(data).hexdigest() == case["sha256"], f"{case['source']} is another file than was read"
    text = data.decode(case["encoding"])
    return restore(text).text if case.get("restored") else text


@pytest.mark.parametrize("case", [pytest.param(case, id=case["label"]) for case in DOCUMENTS])
def test_document(case: dict[str, Any]) -> None:
    figures = [figure for line in text_of(case).split("\n") for figure in find_figures(line)]
    wanted = [full(figure) for figure in case["wanted"]]
    assert [figure.text for figure in figures] == [figure["text"] for figure in wanted]
    for figure, want in zip(figures, wanted, strict=True):
        assert told(figure, want) == want
