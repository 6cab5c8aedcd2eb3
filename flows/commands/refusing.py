"""How a command says no: one sentence and an exit code.

Not for mistakes of ours: flows/__main__.py tells of those.
"""

from collections.abc import Iterator
from contextlib import contextmanager


class RefusedError(Exception):
    """A call that cannot be carried out (code 2), or data that failed (code 1); the text is one sentence."""

    def __init__(self, says: str, code: int = 2) -> None:
        """Keep the sentence and the exit code."""
        super().__init__(says)
        self.code = code


@contextmanager
def refusing(*kinds: type[Exception], code: int = 2) -> Iterator[None]:
    """Turn errors whose text is a sentence for the user into a refusal."""
    try:
        yield
    except kinds as error:
        raise RefusedError(str(error), code) from error
