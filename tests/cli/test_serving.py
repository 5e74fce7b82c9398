"""Serving the app: to a browser of this machine that has the secret, and to no other page."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from aiohttp.test_utils import TestClient, TestServer

from workforce_tui.cli import main
from workforce_tui.cli.context import Common
from workforce_tui.cli.serving import KEY, Guard, _command, _server, guard_for, is_loopback

GUARD = guard_for("127.0.0.1", 8000)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"])
def test_an_address_of_this_machine_is_known(host: str):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "example.org", ""])
def test_an_address_others_can_reach_is_refused_unless_that_is_said(host: str, capsys: pytest.CaptureFixture[str]):
    assert not is_loopback(host)
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--host", host or "0.0.0.0"])
    assert ended.value.code == 1
    assert "--beyond-this-machine" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "origin", "offered", "let_in"),
    [
        ("127.0.0.1:8000", None, [GUARD.secret], True),
        ("localhost:8000", "http://localhost:8000", [GUARD.secret], True),
        ("127.0.0.1:8000", None, [], False),
        ("127.0.0.1:8000", None, ["ŵrong"], False),
        ("127.0.0.1:8000", "http://evil.example", [GUARD.secret], False),
        ("127.0.0.1:8000", "null", [GUARD.secret], False),
        ("evil.example:8000", "http://evil.example:8000", [GUARD.secret], False),
    ],
)
def test_only_the_own_page_with_the_secret_is_let_in(host: str, origin: str, offered: list[str], let_in: bool):
    assert GUARD.lets_in(host, origin, offered) is let_in


def test_every_start_has_a_secret_of_its_own():
    assert len({guard_for("127.0.0.1", 8000).secret for _again in range(9)}) == 9


def test_the_database_is_an_argument_and_never_a_command():
    assert "'x; rm -rf y.db'" in _command(Common("x; rm -rf y.db", plain=False))


def test_whom_and_in_which_language_the_app_is_for_is_handed_on(monkeypatch: pytest.MonkeyPatch):
    """The app of a browser is another run: it would look in the role of the settings, or in none."""
    started = list[str]()

    def remember(command: str, *_given: object) -> object:
        started.append(command)
        return SimpleNamespace(serve=lambda: None)

    monkeypatch.setattr("workforce_tui.cli.serving._server", remember)
    with pytest.raises(SystemExit) as ended:
        main(["serve", "--role", "chair", "--language", "cy"])
    assert ended.value.code == 0
    assert started[0].endswith("-P -m workforce_tui --language cy --role chair")


async def test_the_server_refuses_without_the_secret_and_loads_nothing_from_elsewhere():
    guard = Guard(frozenset({"served.test:80"}), "secret")
    server = _server("true", "127.0.0.1", 80, guard)
    async with TestClient(TestServer(await server._make_app())) as client:
        own = {"Host": "served.test:80"}
        assert (await client.get("/", headers=own)).status == 403
        assert (await client.get("/ws", headers={**own, "Origin": "http://evil.example"})).status == 403
        answer = await client.get(f"/?{KEY}=secret", headers=own)
        assert answer.status == 200
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "HttpOnly" in answer.headers["Set-Cookie"]
        assert (await client.get("/", headers={**own, "Cookie": f"{KEY}=secret"})).status == 200
