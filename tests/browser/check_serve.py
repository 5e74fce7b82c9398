"""The app in a browser: `check_serve.py CHROMIUM` serves an empty database and waits until the page shows the places.

The page is a picture, so what is read is what the app sends it. Ends with 1 where a place never appears, the page asks
for anything elsewhere, or a page without the secret is let in; and with 3 where the browser cannot be started.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, sync_playwright

WANTED = ("Overview", "There are no figures yet")
AFTER_A_KEY = "Which spreadsheet"
PATIENCE = 90
BROKEN, NO_BROWSER = 1, 3
ESCAPES = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]")


class Watched:
    """A page with all that the app has sent it, every address it asked for, and those its own rules kept it from."""

    def __init__(self, page: Any) -> None:
        self.page, self.sent, self.asked, self.kept_in = page, b"", list[str](), list[str]()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", lambda request: self.kept_in.append(request.url) if "csp" in request.failure else None)
        page.on("websocket", lambda one: one.on("framereceived", self.take))

    def take(self, payload: str | bytes) -> None:
        """Keep what was sent."""
        self.sent += payload if isinstance(payload, bytes) else payload.encode()

    def shows(self, text: str) -> bool:
        """Wait until *text* has been sent."""
        end = time.monotonic() + PATIENCE
        while text.encode() not in ESCAPES.sub(b"", self.sent):
            if time.monotonic() > end:
                return False
            self.page.wait_for_timeout(200)
        return True


def faults(browser: Any, address: str) -> list[str]:
    """What is wrong with the page at *address*."""
    page = browser.new_page(viewport={"width": 1200, "height": 760})
    watched = Watched(page)
    page.goto(address)
    found = [f"never shown: {text}" for text in WANTED if not watched.shows(text)]
    page.mouse.click(600, 700)
    page.keyboard.press("5")
    found += [] if watched.shows(AFTER_A_KEY) else ["a key does nothing"]
    home = address.partition("?")[0]
    elsewhere = [one for one in watched.asked if not one.startswith((home, "data:", "blob:", *watched.kept_in))]
    found += [f"asked for elsewhere: {one}" for one in elsewhere]
    stranger = browser.new_context().new_page().goto(home)
    return found + ([] if stranger.status == 403 else ["a page without the secret is let in"])


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def main(chromium: str) -> int:
    """Serve, look, and say what is wrong."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        try:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        except Error as error:
            print(f"{chromium}: {error.message.splitlines()[0]}", file=sys.stderr)
            return NO_BROWSER
        command = [sys.executable, "-m", "workforce_tui", "--database", str(Path(folder) / "empty.db"), "serve"]
        # Whoever has never chosen who they are would be asked before anything else.
        plain = {**os.environ, "WORKFORCE_TUI_WELCOME": "no", "WORKFORCE_TUI_LANGUAGE": "en"}
        port = str(free_port())
        server = subprocess.Popen([*command, "--port", port], stdout=subprocess.PIPE, text=True, env=plain)
        try:
            line = server.stdout.readline() if server.stdout else ""
            found = faults(browser, line[line.index("http") :].strip())
        finally:
            server.terminate()
            server.wait(timeout=30)
            browser.close()
    print("\n".join(found) or "The app is shown in the browser.")
    return BROKEN if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
