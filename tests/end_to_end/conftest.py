"""One Prefect server for most of the runs, as a user has it who names theirs in PREFECT_API_URL."""

import os
from collections.abc import Iterator

import pytest

from flows.server import running


@pytest.fixture(scope="session")
def server(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """The variables that name a running server.

    Only its start sees the plain environment: other tests' processes are to have the one that pytest was called in.
    """
    before = dict(os.environ)
    with pytest.MonkeyPatch.context() as patch:
        for name in set(os.environ) - set(environment):
            patch.delenv(name)
        for name, value in environment.items():
            patch.setenv(name, value)
        with running() as ready:
            ready()
            named = {name: os.environ[name] for name in ("PREFECT_API_URL", "PREFECT_HOME")}
            os.environ.update(before)
            for name in set(os.environ) - set(before) - set(named):
                del os.environ[name]
            yield named
            os.environ.update(named)
