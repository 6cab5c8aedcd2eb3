"""What encoding a web page says that it is in: its meta tag or XML declaration.

Not for whether that is true: flows.documents asks the bytes.
"""

import re

_FIRST = 8192
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_SAYS = re.compile(
    rb"<meta\b[^<>]{0,400}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})"
    rb"|<\?xml\b[^<>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_CODECS = {
    **dict.fromkeys(("utf-8", "utf8", "unicode-1-1-utf-8", "utf-16", "utf-16le", "utf-16be"), ("utf-8",)),
    **dict.fromkeys(
        ("gb2312", "gb_2312", "gb_2312-80", "gb2312-80", "euc-cn", "gbk", "x-gbk", "cp936", "ms936", "windows-936"),
        ("gb18030",),
    ),
    **dict.fromkeys(("gb18030", "gb-18030", "chinese", "csgb2312", "iso-ir-58"), ("gb18030",)),
    **dict.fromkeys(("big5", "big-5", "cn-big5", "csbig5", "x-x-big5", "cp950", "ms950"), ("big5", "big5hkscs")),
    **dict.fromkeys(("big5-hkscs", "big5hkscs", "big5_hkscs"), ("big5hkscs",)),
}


def declared(data: bytes) -> str | None:
    """Return the encoding that a page declares, in small letters as written, or None.

    >>> declared(b'<!-- <meta charset=big5> --><meta http-equiv="Content-Type" content="text/html; charset=GB2312">')
    'gb2312'
    """
    match = _SAYS.search(_COMMENT.sub(b"", data[:_FIRST]))
    return (match[1] or match[2]).decode("ascii", "replace").lower() if match else None


def codecs(label: str) -> tuple[str, ...]:
    """Return what a declared name is read in, in order of trial; none where Chinese text cannot be in it.

    Who writes gb2312 means what Windows made of it; GB18030 holds both. A meta tag in ASCII cannot be in UTF-16.

    >>> codecs("gb2312"), codecs("big5"), codecs("iso-8859-1")
    (('gb18030',), ('big5', 'big5hkscs'), ())
    """
    return _CODECS.get(label, ())
