"""Which address gives what: the page of all releases, releases.json, and the files of each release.

Not for how a file is sent: answers.py does that.
"""

import errno
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flows.publish.release import LATEST
from flows.serve import landing, shelf, types
from flows.serve.answers import Shrunk, answer, text

METHODS = ("GET", "HEAD", "OPTIONS")

_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"

_PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""A release's page holds its own style and script and loads nothing."""

_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


def app(outputs: Path) -> Starlette:
    """Return the application that shows the releases in `outputs` and changes nothing."""
    serving = Serving(outputs)
    routes = [
        Route("/", serving.landing, methods=METHODS),
        Route("/releases.json", serving.listing, methods=METHODS),
        Route("/{release}", serving.redirect, methods=METHODS),
        Route("/{release}/", serving.release, methods=METHODS),
        Route("/{release}/{name:path}", serving.file, methods=METHODS),
    ]
    readers_in_browsers = Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=METHODS,
        allow_headers=["Range", "If-Range", "If-Match", "If-None-Match", "If-Modified-Since", "Cache-Control"],
        expose_headers=[
            "Accept-Ranges",
            "Content-Encoding",
            "Content-Length",
            "Content-Location",
            "Content-Range",
            "ETag",
        ],
        max_age=86400,
    )
    return Starlette(
        routes=routes,
        middleware=[Middleware(_Safe), readers_in_browsers],
        exception_handlers={HTTPException: _refuse, OSError: _busy},
    )


class Serving:
    """The endpoints; what they have in common is the folder and what was compressed already."""

    def __init__(self, outputs: Path) -> None:
        """Keep the folder; whatever is in it is looked up at each request."""
        self.outputs = outputs
        self.shrunk = Shrunk()

    async def landing(self, request: Request) -> Response:
        """Return the page of all releases."""
        found, more = await run_in_threadpool(shelf.releases, self.outputs, landing.SHOWN)
        return self._page(request, landing.page(found, more, str(request.base_url), ""))

    async def listing(self, request: Request) -> Response:
        """Return all releases as JSON."""
        found, _ = await run_in_threadpool(shelf.releases, self.outputs)
        listing = landing.listing(found).encode()
        return text(listing, types.of("releases.json"), request.headers, {"Cache-Control": _ASK_AGAIN})

    async def redirect(self, request: Request) -> Response:
        """Lead from a release's name to its page, so that links in it are relative to the release."""
        name = request.path_params["release"]
        await self._name(name)
        return RedirectResponse(f"{name}/", 308, {"Cache-Control": _ASK_AGAIN})

    async def release(self, request: Request) -> Response:
        """Return a release's own page; of a release that has none, the list of its files."""
        asked = request.path_params["release"]
        name = await self._name(asked)
        if opened := await run_in_threadpool(shelf.take, self.outputs, name, "index.html"):
            return await self._answer(request, asked, name, opened)
        found = await run_in_threadpool(shelf.release, self.outputs, name)
        if not found:
            raise HTTPException(404)
        return self._page(request, landing.page([found], 0, str(request.base_url), "../", only=True))

    async def file(self, request: Request) -> Response:
        """Return a file of a release."""
        asked = request.path_params["release"]
        name = await self._name(asked)
        opened = await run_in_threadpool(shelf.take, self.outputs, name, request.path_params["name"])
        if not opened:
            raise HTTPException(404)
        return await self._answer(request, asked, name, opened)

    def _page(self, request: Request, page: str) -> Response:
        more = {"Cache-Control": _ASK_AGAIN, "Content-Security-Policy": landing.policy()}
        return text(page.encode(), types.of("index.html"), request.headers, more)

    async def _name(self, asked: str) -> str:
        name = await run_in_threadpool(shelf.named, self.outputs, asked)
        if not name:
            raise HTTPException(404)
        return name

    async def _answer(self, request: Request, asked: str, release: str, opened: shelf.Opened) -> Response:
        more = {"Cache-Control": _FOR_EVER}
        if asked == LATEST:
            up = "../" * (opened.name.count("/") + 1)
            more = {"Cache-Control": _ASK_AGAIN, "Content-Location": f"{up}{release}/{opened.name}"}
        if opened.name == "index.html":
            more["Content-Security-Policy"] = _PAGE_POLICY
        return await answer(opened, request.headers, request.method, more, self.shrunk)


async def _refuse(_: Request, error: Exception) -> Response:
    """Answer what is not here, or may not be done here, with one sentence."""
    status, headers = (error.status_code, error.headers or {}) if isinstance(error, HTTPException) else (500, {})
    says = {
        404: "There is no such file here: / lists the releases and their files.",
        405: "This is for reading only: GET, HEAD and OPTIONS are answered.",
    }
    sentence = says.get(status, "This cannot be answered.")
    return PlainTextResponse(f"{sentence}\n", status, {"Cache-Control": "no-store", **headers})


async def _busy(_: Request, error: Exception) -> Response:
    """Answer what cannot be read now: files are open up to the limit, or the disk fails."""
    waits = isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE)
    sentence = "Too many files are open: ask again in a moment." if waits else "The file cannot be read."
    more = {"Cache-Control": "no-store", **({"Retry-After": "1"} if waits else {})}
    return PlainTextResponse(f"{sentence}\n", 503 if waits else 500, more)


class _Safe:
    """Sends with every answer what keeps browsers from taking it for more than it is; answers a plain OPTIONS."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def framed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SAFE.items():
                    headers.setdefault(name, value)
            await send(message)

        if scope.get("method") == "OPTIONS" and "access-control-request-method" not in Headers(scope=scope):
            await Response(status_code=204, headers={"Allow": ", ".join(METHODS)})(scope, receive, framed)
        else:
            await self.app(scope, receive, framed)
