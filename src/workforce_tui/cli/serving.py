"""The serve command: the app in a browser of this machine, for whoever has the address it prints."""

from __future__ import annotations

import secrets
import shlex
import subprocess
import sys
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.context import common
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from workforce_tui.cli.context import Common

HERE = "127.0.0.1"
KEY = "key"
"""The name of the secret in the address, and of the cookie it becomes."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""Nothing is loaded from elsewhere, and no other page may show this one."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Who may use the served app: only a browser that came by the address with the secret, from no other page."""

    hosts: frozenset[str]
    secret: str

    def lets_in(self, host: str, origin: str | None, offered: Sequence[str]) -> bool:
        """Whether a request is answered. *host* and *origin* are its headers, *offered* the secrets it brings."""
        if host.lower() not in self.hosts:
            return False
        if origin is not None and origin.lower() not in {f"http://{host.lower()}", f"https://{host.lower()}"}:
            return False
        return any(secrets.compare_digest(one.encode(), self.secret.encode()) for one in offered)


def guard_for(host: str, port: int) -> Guard:
    """A guard with a new secret, for the names a browser may call this server by."""
    names = {host, "localhost", HERE, "[::1]"} if is_loopback(host) else {host}
    return Guard(frozenset(f"{name.lower()}:{port}" for name in names), secrets.token_urlsafe(24))


def is_loopback(host: str) -> bool:
    """Whether an address is reached from this machine only."""
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve", help=N_("Show the app in a browser of this machine."))(serve)


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help=N_("The address to listen at."))] = HERE,
    port: Annotated[int, typer.Option(min=1, max=65535, help=N_("The port to listen at."))] = 8000,
    beyond: Annotated[
        bool, typer.Option("--beyond-this-machine", help=N_("Let other machines reach it, unencrypted."))
    ] = False,
) -> None:
    """Serve the app until Ctrl+C.

    Raises:
        WorkforceError: the extra is not installed, or the address would be reached from other machines.
    """
    if not is_loopback(host):
        if not beyond:
            raise WorkforceError(
                _("Other machines could reach {host}, and what they see would not be encrypted.").format(host=host),
                _("Leave out --host, or add --beyond-this-machine and put a server with encryption before it."),
            )
        typer.echo(_("Warning: other machines can reach this address, and nothing is encrypted."), err=True)
    guard = guard_for(host, port)
    server = _server(_command(common(context)), host, port, guard)
    name = f"[{host}]" if ":" in host and not host.startswith("[") else host
    typer.echo(
        _("Open this address, and tell it to nobody: {address}").format(
            address=f"http://{name}:{port}/?{KEY}={guard.secret}"
        )
    )
    typer.echo(_("A browser shows it as a picture: for a screen reader, use the commands. Ctrl+C ends it."), err=True)
    server.serve()


def _command(chosen: Common) -> str:
    """The line that starts the app as it was asked for here, as the shell of this system reads it.

    No module is taken from the folder it is started in (-P): a file there may have the name of one.
    """
    options = {"--database": chosen.database, "--language": chosen.language, "--role": chosen.role}
    given = [part for name, value in options.items() if value for part in (name, value)]
    parts = [sys.executable, "-P", "-m", "workforce_tui", *given]
    return subprocess.list2cmdline(parts) if sys.platform == "win32" else shlex.join(parts)


def _server(command: str, host: str, port: int, guard: Guard) -> Any:
    """The server, which refuses whatever the guard does not let in, and writes no log: that could hold data.

    Raises:
        WorkforceError: the extra is not installed.
    """
    try:
        from textual_serve.server import Server
    except ImportError:
        raise WorkforceError(
            _("Serving the app needs one more package."), _("Install it: pip install 'workforce-tui[serve]'")
        ) from None

    class GuardedServer(Server):
        def initialize_logging(self) -> None:
            import logging

            logging.getLogger("textual-serve").disabled = True

        async def on_startup(self, app: Any) -> None:
            """The address has been told already."""

        async def _make_app(self) -> Any:
            app = await super()._make_app()
            app.middlewares.append(_middleware(guard))
            return app

    return GuardedServer(command, host=host, port=port, title="workforce-tui")


def _middleware(guard: Guard) -> Any:
    from aiohttp import web

    @web.middleware
    async def check(request: Any, handler: Callable[[Any], Awaitable[Any]]) -> Any:
        given = [one for one in (request.query.get(KEY), request.cookies.get(KEY)) if one]
        if not guard.lets_in(request.host, request.headers.get("Origin"), given):
            return web.Response(status=403, text=_("Open the address that workforce-tui printed."))
        response = await handler(request)
        if not response.prepared:
            response.headers.update(HEADERS)
            response.set_cookie(KEY, guard.secret, httponly=True, samesite="Strict")
        return response

    return check
