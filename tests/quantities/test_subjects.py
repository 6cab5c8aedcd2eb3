"""What figures count, as a reader of the same text says."""

from typing import Any

import pytest

from flows import lexicon
from flows.quantities import find_figures
from tests.quantities.reading import params

ROLES = {"person", "head", "quantity", "inside", "lead", "verb", "prep", "deed", "stop", "link"}


@pytest.mark.parametrize("case", params("figure_subjects"))
def test_case(case: dict[str, Any]) -> None:
    assert [[figure.text, figure.subject] for figure in find_figures(case["written"])] == case["wanted"]


def test_the_words_are_listed_once_and_have_a_role() -> None:
    rows = lexicon.rows("subjects")
    assert {row["role"] for row in rows} == ROLES
    assert len({row["word"] for row in rows}) == len(rows)
