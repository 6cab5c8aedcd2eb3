"""What stands in a request beside what is asked for: conditions, and the encodings that are welcome (RFC 9110, 12–13).

Not for answering: answers.py does.
"""

import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime
from math import inf

_TAG = re.compile(r'(W/)?("[^"]*")')


def verdict(headers: Mapping[str, str], tag: str, modified: int | None) -> int:
    """Return the status that the conditions of a GET or HEAD lead to: 200, 304 or 412.

    `tag` is the strong entity tag of what would be sent, `modified` its time in seconds since 1970, if it has one.

    >>> verdict({"if-none-match": '"a", W/"b"'}, '"b"', 0), verdict({"if-match": '"a"'}, '"b"', 0)
    (304, 412)
    """
    if "if-match" in headers:
        if not _lists(headers["if-match"], tag, strongly=True):
            return 412
    elif modified is not None and modified > _seconds(headers.get("if-unmodified-since"), inf):
        return 412
    if "if-none-match" in headers:
        return 304 if _lists(headers["if-none-match"], tag, strongly=False) else 200
    return 304 if modified is not None and modified <= _seconds(headers.get("if-modified-since"), -inf) else 200


def range_applies(headers: Mapping[str, str], tag: str) -> bool:
    """Tell whether a Range header counts: without If-Range, or with one that names this very file.

    A day is no proof of that, for what is published twice in a second has the same.
    """
    return headers.get("if-range", tag).strip() == tag


def welcomes_gzip(header: str) -> bool:
    """Tell whether an Accept-Encoding header takes gzip.

    >>> [welcomes_gzip(each) for each in ("gzip, br", "br;q=1, *;q=0.5", "gzip;q=0", "gzip;q=0.000, *", "")]
    [True, True, False, False, False]
    """
    weights = {}
    for part in header.lower().split(","):
        name, _, rest = part.partition(";")
        weights[name.strip()] = not re.fullmatch(r"\s*q\s*=\s*0(?:\.0*)?\s*", rest)
    return weights.get("gzip", weights.get("*", False))


def _lists(header: str, tag: str, *, strongly: bool) -> bool:
    if header.strip() == "*":
        return True
    return any(found == tag and not (weak and strongly) for weak, found in _TAG.findall(header))


def _seconds(header: str | None, otherwise: float) -> float:
    """Return the time that a header names in seconds since 1970; `otherwise` where it names none."""
    try:
        day = parsedate_to_datetime(header or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return otherwise
    return (day if day.tzinfo else day.replace(tzinfo=UTC)).timestamp()
