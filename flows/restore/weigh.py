"""Which reading of a shifted run is right, if any: the bytes allow several, and the words around decide.

Not for finding the readings (flows.restore.shifts), and not for what their lost characters were (filling.py).
"""

from collections.abc import Sequence

from flows.restore import glosses
from flows.restore.filling import fill, with_holes
from flows.restore.gap import CONTEXT
from flows.restore.likelihood import HOLE, log_likelihood, log_likelihoods
from flows.restore.page import Page
from flows.restore.shifts import Reading

# What lost characters were can change a reading's likelihood by no more than so much each, in natural logarithms.
_OPEN = 12.0


def best(readings: Sequence[Reading], recent: str, page: Page, margin: float) -> tuple[Reading, str] | None:
    """Return the likeliest of a run's readings, with what it says, lost characters as holes or filled in.

    `recent` is the true text in front. All readings are compared with the text as it stands over the same source span;
    None where the best is not likelier than that by `margin`, a difference of natural logarithms.
    """
    if not readings:
        return None
    start, furthest = readings[0].start, max(reading.end for reading in readings)
    after = glosses.without(page.text[furthest : furthest + 5 * CONTEXT])[:CONTEXT]
    rests = [glosses.without(page.text[reading.end : furthest]) + after for reading in readings]
    texts = [with_holes(reading.parts) for reading in readings]
    written = [recent + text + rest for text, rest in zip(texts, rests, strict=True)]
    as_it_stands, *likelihoods = log_likelihoods(
        [recent + glosses.without(page.text[start:furthest]) + after, *written]
    )
    index = max(range(len(readings)), key=likelihoods.__getitem__)
    reading, text = readings[index], texts[index]
    gain = likelihoods[index] - as_it_stands
    if HOLE in text and abs(gain - margin) < _OPEN * text.count(HOLE):
        _, text = fill(reading.parts, recent, rests[index], page, {})
        gain = log_likelihood(recent + text + rests[index]) - as_it_stands
    return (reading, text) if gain >= margin else None
