"""Pages of releases in Debian's Chromium, watched: no test passes whose page complains or asks the network anything."""

import functools
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from flows import sources
from flows.checks.quality import Quality
from flows.publish import release
from flows.shards import cut, join, transform_shard
from tests.conftest import needs
from tests.restore.reading import mangled_document

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

HOSTILE = """\
标题<script>document.title = 'taken'</script>"引号'

2020年9月2日，北京投资345万元“</script><script>document.title = 'taken'</script>”，增长8%。
市委<img src=x onerror="document.title='taken'">在20个社区推广“接诉即办<b>”机制 ]]> <!-- &lt;b&gt; &amp;。
經(jīng)濟(jì)發(fā)展<svg onload="document.title='taken'">實(shí)現(xiàn)增長\u202e5%" onfocus="x。
javascript:alert(1) {{ 7 * 7 }} {% raw %} ${7*7} 投资12亿元。
"""

ENTITIES = "北京市做好&ldquo;六保&rdquo;任务&hellip;&hellip;减负600亿元。\n"

Open = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, as Debian packages it, without a window; its driver's event loop ends with these tests."""
    program = needs("chromium")
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=program, args=list(QUIET))
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Open]:
    """Open an address in a window of its own; at the end nothing was complained of and nothing else was asked for."""
    complaints: list[str] = []
    asked: set[str] = set()
    opened: set[str] = set()
    with ExitStack() as closing:

        def open_page(address: str, **options: Any) -> Page:
            context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}, **options})
            closing.callback(context.close)
            found = context.new_page()
            found.on("console", lambda message: complaints.append(message.text))
            found.on("pageerror", lambda error: complaints.append(str(error)))
            found.on("dialog", lambda dialog: complaints.append(dialog.message))
            found.on("request", lambda request: asked.add(request.url))
            opened.add(address)
            found.goto(address)
            return found

        yield open_page
    assert complaints == []
    assert asked == opened


@pytest.fixture
def seed(seed_release: Path) -> str:
    """The address of the seed's page on the disk."""
    return (seed_release / "index.html").as_uri()


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page of a release made from a document that tries to be a program, and one of entities."""
    folder = tmp_path_factory.mktemp("hostile")
    return _address(folder, {"hostile.txt": HOSTILE.encode(), "entities.txt": ENTITIES.encode()})


@pytest.fixture(scope="session")
def mangled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the page of a release made from a mangled web page with tags inside its sentences."""
    data = mangled_document("html", "traditional", 113, "，！")
    return _address(tmp_path_factory.mktemp("mangled"), {"mangled.html": data})


def _address(folder: Path, files: Mapping[str, bytes]) -> str:
    """Return the address of the page of a release made from these documents."""
    documents = folder / "seeds" / "documents"
    documents.mkdir(parents=True)
    for name, data in files.items():
        (documents / name).write_bytes(data)
    tables = join(map(transform_shard, cut(sources.find(folder / "seeds").sources))).tables
    assert tables["figures"].num_rows
    made = release.publish(tables, Quality(()), folder / "outputs", "2026-11-23-0123456789ab")
    return (made / "index.html").as_uri()


@pytest.fixture
def served(seed_release: Path) -> Iterator[tuple[str, list[str]]]:
    """The address of the seed's page over HTTP, and the paths that were asked for."""
    paths: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def log_request(self, code: object = "-", size: object = "-") -> None:
            paths.append(self.path)

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(seed_release)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/index.html", paths
    finally:
        server.shutdown()
        server.server_close()
