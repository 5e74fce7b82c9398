"""Every kind of page the program writes, opened in a browser and judged by axe-core: `check_pages.py CHROMIUM`.

Each is opened wide and light, and dark and as narrow as a phone. Ends with 1 where a page breaks a rule, scrolls
sideways or asks the network for anything, and with 3 where the browser cannot be started.
"""

from __future__ import annotations

import io
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, sync_playwright

from helpers.drawn_editions import whole_edition
from helpers.editions import sample_edition
from publication_samples import sample_publication
from workforce_tui.exporting.editions import write_edition
from workforce_tui.exporting.page import render_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.edition import Edition

VIEWS = ((1280, "light"), (390, "dark"))
BROKEN, NO_BROWSER = 1, 3
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip
KINDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": KINDS}}


def pages() -> Iterator[tuple[str, str]]:
    """Each page by its name."""
    for language in ("en", "cy"):
        yield f"edition-{language}", _page(whole_edition(language))
    yield "edition-empty", _page(replace(sample_edition(), sections=(), notes=(), mapping=None, facts=()))
    yield "figures-en", render_page(sample_publication())


def _page(edition: Edition) -> str:
    stream = io.BytesIO()
    write_edition("html", edition, stream)
    return stream.getvalue().decode("utf-8")


def faults(browser: Any, name: str, file: Path) -> Iterator[str]:
    """What is wrong with a page, in each view."""
    for width, theme in VIEWS:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=theme)
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(file.as_uri())
        where = f"{name}, {width} wide, {theme}"
        yield from (f"{where}: asks for {url}" for url in asked if url != file.as_uri())
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            yield f"{where}: the page scrolls sideways"
        for found in Axe().run(page, options=RULES).response["violations"]:
            places = ", ".join(str(node["target"]) for node in found["nodes"][:5])
            yield f"{where}: {found['id']} ({found['impact']}): {found['help']}: {places}"
        page.close()


def main(chromium: str) -> int:
    """Check every page; the exit status."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        except Error as error:
            print(f"The browser {chromium} could not be started: {str(error).splitlines()[0]}")
            return NO_BROWSER
        found, names = [], []
        for name, text in pages():
            names.append(name)
            file = Path(folder) / f"{name}.html"
            file.write_text(text, encoding="utf-8")
            found += faults(browser, name, file)
        browser.close()
    print("\n".join(found) or f"{len(names)} pages in {len(VIEWS)} views each: axe-core finds nothing.")
    return BROKEN if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
