"""A file of a release as the answer to one request: whole, in part, compressed, or not at all.

Not for finding it: shelf.py has opened it, so that it is sent whole even if its release goes meanwhile.
"""

import asyncio
import gzip
import os
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator
from email.utils import formatdate
from hashlib import sha256

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response, StreamingResponse

from flows.publish import sums
from flows.serve import conditions, ranges, types
from flows.serve.shelf import Opened

CHUNK = 2**18
"""Bytes that are read and sent at a time."""


_NOT_KEPT = {"Cache-Control": "no-store"}


class Shrunk:
    """Compressed forms of files, made once and kept by what they hold, the ones longest unasked for dropped first."""

    LEAST, MOST, KEPT = 2**10, 2**25, 2**26
    """Bytes of a file worth compressing, of one small enough to be held in memory, and of all that are kept."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._lock = asyncio.Lock()

    async def get(self, opened: Opened) -> bytes:
        """Return a file's content in gzip; thousands who ask at once wait for the first."""
        key = (opened.sha256, opened.size, opened.modified)
        async with self._lock:
            if key not in self._kept:
                self._kept[key] = await run_in_threadpool(_shrink, opened)
                while sum(map(len, self._kept.values())) > self.KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]


def _shrink(opened: Opened) -> bytes:
    return gzip.compress(os.pread(opened.file.fileno(), opened.size, 0), 6, mtime=0)


def text(content: bytes, media_type: str, asked: Headers, more: dict[str, str]) -> Response:
    """Return the answer to a GET or HEAD of what was written just now, with the headers `more`."""
    small = conditions.welcomes_gzip(asked.get("accept-encoding", ""))
    tag = f'"{sha256(content).hexdigest()}{"-gzip" if small else ""}"'
    headers = {"ETag": tag, "Vary": "Accept-Encoding", **more}
    if (status := conditions.verdict(asked, tag, None)) != 200:
        return Response(status_code=status, headers=headers)
    headers["Content-Type"] = media_type
    if small:
        return Response(gzip.compress(content, 6, mtime=0), headers=headers | {"Content-Encoding": "gzip"})
    return Response(content, headers=headers)


async def answer(opened: Opened, asked: Headers, method: str, more: dict[str, str], shrunk: Shrunk) -> Response:
    """Return the answer to a GET or HEAD of a file, with the headers `more`; it closes the file."""
    media_type = types.of(opened.name)
    shrinks = types.shrinks(media_type) and Shrunk.LEAST <= opened.size <= Shrunk.MOST
    # A part is always one of the file as it lies there: parts of compressed bytes would serve nobody.
    small = shrinks and "range" not in asked and conditions.welcomes_gzip(asked.get("accept-encoding", ""))
    tag = f'"{opened.sha256}{"-gzip" if small else ""}"'
    headers = {"ETag": tag, "Last-Modified": formatdate(opened.modified, usegmt=True), "Accept-Ranges": "bytes", **more}
    if shrinks:
        headers["Vary"] = "Accept-Encoding"
    if (status := conditions.verdict(asked, tag, opened.modified)) != 200:
        opened.file.close()
        return Response(status_code=status, headers=headers if status == 304 else headers | _NOT_KEPT)
    headers["Content-Type"] = media_type
    if small:
        with opened.file:
            content = await shrunk.get(opened)
        return Response(content, headers=headers | {"Content-Encoding": "gzip"})
    return _sent(opened, asked, method, headers)


def _sent(opened: Opened, asked: Headers, method: str, headers: dict[str, str]) -> Response:
    """Return the file as it lies there, or the parts of it that a Range header names."""
    try:
        # Only of GET does HTTP define ranges.
        counts = method == "GET" and "range" in asked and conditions.range_applies(asked, headers["ETag"])
        parts = ranges.read(asked["range"], opened.size) if counts else []
    except ranges.UnsatisfiableError:
        opened.file.close()
        headers |= {"Content-Range": f"bytes */{opened.size}", "Content-Type": types.of(sums.NAME), **_NOT_KEPT}
        return Response(f"{opened.name} has {opened.size} bytes.\n", 416, headers)
    heads, tail = [b""], b""
    if len(parts) == 1:
        headers["Content-Range"] = _place(parts[0], opened.size)
    elif parts:
        heads, tail = _between(parts, opened.size, headers)
    wanted = parts or [range(opened.size)]
    headers["Content-Length"] = str(sum(map(len, (*heads, *wanted, tail))))
    if method == "HEAD":
        opened.file.close()
        return Response(headers=headers)
    return StreamingResponse(_content(opened, wanted, heads, tail), 206 if parts else 200, headers)


def _place(part: range, size: int) -> str:
    return f"bytes {part.start}-{part.stop - 1}/{size}"


def _between(wanted: list[range], size: int, headers: dict[str, str]) -> tuple[list[bytes], bytes]:
    """Return what stands before each of several parts, and behind the last; their type becomes the whole's."""
    boundary = secrets.token_hex(16)
    kind = headers["Content-Type"]
    headers["Content-Type"] = f"multipart/byteranges; boundary={boundary}"
    heads = [
        f"\r\n--{boundary}\r\nContent-Type: {kind}\r\nContent-Range: {_place(part, size)}\r\n\r\n".encode()
        for part in wanted
    ]
    return heads, f"\r\n--{boundary}--\r\n".encode()


async def _content(opened: Opened, wanted: list[range], heads: list[bytes], tail: bytes) -> AsyncIterator[bytes]:
    with opened.file:
        for head, part in zip(heads, wanted, strict=True):
            yield head
            for start in range(part.start, part.stop, CHUNK):
                length = min(CHUNK, part.stop - start)
                piece = await run_in_threadpool(os.pread, opened.file.fileno(), length, start)
                if len(piece) < length:
                    # The connection breaks, and the reader knows that this is not all.
                    raise OSError(f"{opened.name} was cut short while it was sent")
                yield piece
    yield tail
