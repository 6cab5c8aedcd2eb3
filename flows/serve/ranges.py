"""The Range header: which bytes of a file are asked for (RFC 9110, section 14).

Not for whether it applies: conditions.py looks at what stands beside it.
"""

import re

MOST = 32
"""Ranges in one request; readers ask for a handful, and more would only cost."""

_SPEC = re.compile(r"[ \t]*(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))[ \t]*")


class UnsatisfiableError(ValueError):
    """No byte that is asked for is there."""


def read(header: str, size: int) -> list[range]:
    """Return the bytes that are asked for, in order and without overlap; none where the header is to be ignored.

    >>> read("bytes=0-3", 10), read("bytes=-4", 10), read("bytes=8-99", 10)
    ([range(0, 4)], [range(6, 10)], [range(8, 10)])
    >>> read("bytes=6-7, 0-1, 1-3", 10)
    [range(0, 4), range(6, 8)]
    >>> read("lines=0-3", 10), read("bytes=3-1", 10), read("bytes=a-b", 10)
    ([], [], [])

    Raises UnsatisfiableError where the file ends before all of them.
    """
    unit, _, specs = header.partition("=")
    found = [_SPEC.fullmatch(spec) for spec in specs.split(",", MOST)]
    if unit.strip().lower() != "bytes" or not all(found) or len(found) > MOST:
        return []
    asked = [_bytes(match, size) for match in found if match]
    if None in asked:
        return []
    wanted = sorted((each for each in asked if each), key=lambda each: each.start)
    if not wanted:
        raise UnsatisfiableError(header)
    return _joined(wanted)


def _bytes(match: re.Match[str], size: int) -> range | None:
    """Return the bytes of one spec, none where the file ends before; None where the spec ends before it starts."""
    first, last, tail = match.groups()
    if tail:
        return range(max(size - int(tail), 0), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


def _joined(wanted: list[range]) -> list[range]:
    joined = wanted[:1]
    for each in wanted[1:]:
        if each.start <= joined[-1].stop:
            joined[-1] = range(joined[-1].start, max(joined[-1].stop, each.stop))
        else:
            joined.append(each)
    return joined
