"""tests/cases/restore.json and sound.json: what damaged text must become, and what must never be touched."""

from typing import Any

import pytest

from flows.restore import restore
from tests.restore.reading import changed, load, params


@pytest.mark.parametrize("case", params("restore"))
def test_damaged_text_becomes_its_original(case: dict[str, Any]) -> None:
    restored = restore(case["written"])
    assert restored.text == case["wanted"]
    assert restored.reproduced
    assert changed(restored, case["written"])
    if "inferred" in case:
        lost = [one for one in restored.repairs if one.stage == "lost_byte" and one.certainty == "inferred"]
        assert "".join(one.restored_text for one in lost) == case["inferred"]
        assert all(one.alternatives and one.restored_text not in one.alternatives for one in lost)


@pytest.mark.parametrize("case", params("sound"))
def test_sound_text_comes_back_as_the_same_object(case: dict[str, Any]) -> None:
    assert case["written"] == case["wanted"]
    restored = restore(case["written"])
    assert restored.text is case["written"]
    assert restored.repairs == ()
    assert restored.reproduced


@pytest.mark.parametrize("name", ["restore", "sound"])
def test_labels_are_told_apart_and_kinds_are_known(name: str) -> None:
    cases = load(name)
    assert len({case["label"] for case in cases}) == len(cases)
    assert {case["kind"] for case in cases} <= {"in the wild", "negative", "synthetic", "known failure"}
    assert all(case.get("reason") for case in cases if case["kind"] == "known failure")


def test_there_are_two_hundred_kinds_of_sound_page() -> None:
    assert sum(case["kind"] == "negative" for case in load("sound")) >= 200
