"""Bytes that were shown one by one in a Western encoding: Latin-1, or code page 1252 with its quotes and dashes.

Not for telling what the bytes were: flows.restore.utf8_as_latin1 and flows.restore.gbk_as_latin1 do.
"""

_BYTES = {bytes((byte,)).decode("cp1252", "ignore"): byte for byte in range(0x80, 0xA0)}
_TO_BYTE = {ord(character): byte for character, byte in _BYTES.items() if character}
_FROM_BYTE = {byte: character for character, byte in _BYTES.items() if character}

LOST = "\ufffd"
"""What many readers show for the bytes to which code page 1252 gives no character."""

UNDEFINED = tuple(byte for byte in range(0x80, 0xA0) if byte not in _FROM_BYTE)
"""These bytes: 81 8D 8F 90 9D."""

MARKS = "".join(sorted(chr(code) for code in _TO_BYTE))
"""The characters that code page 1252 has where Latin-1 has control characters."""

AFTER = f"[\x80-\xbf{MARKS}]"
"""What a byte of UTF-8 that is not the first of its character shows as, for a regular expression."""

CHARACTER = f"[\xc2-\xdf]{AFTER}|[\xe0-\xef]{AFTER}{{2}}|[\xf0-\xf4]{AFTER}{{3}}"
"""What a character in UTF-8 shows as, likewise."""


def to_bytes(shown: str) -> bytes:
    """Return the bytes that a Western reader showed as `shown`; raise ValueError where no byte is shown so.

    >>> to_bytes("åŒ—").decode("utf-8")
    '北'
    """
    return shown.translate(_TO_BYTE).encode("latin-1")


def show(data: bytes, like: str) -> str:
    """Return how a Western reader shows `data`: by code page 1252 where `like` has its marks, else by Latin-1.

    Bytes without a character show as `LOST` where `like` has it, else as control characters.

    >>> show("北".encode(), "“"), show("北".encode(), "") == "å\x8c\x97"
    ('åŒ—', True)
    """
    shown = data.decode("latin-1")
    if LOST in like:
        return shown.translate(_FROM_BYTE | dict.fromkeys(UNDEFINED, LOST))
    return shown.translate(_FROM_BYTE) if any(mark in like for mark in MARKS) else shown
