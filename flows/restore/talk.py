"""What a page speaks of: who explains damage or markup shows it on purpose.

Not for finding topics in general: the words stand in small files of seeds/lexicon.
"""

from functools import cache

from flows import lexicon
from flows.restore.script import simplify


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in lexicon.words(name))


def speaks_of(name: str, text: str) -> bool:
    """Tell whether `text` has one of the words of lexicon file `name`, in either script and case.

    >>> speaks_of("markup_talk", "學習HTML的第一天"), speaks_of("markup_talk", "发展实体经济")
    (True, False)
    """
    plain = simplify(text).lower()
    return any(word in plain for word in _words(name))
