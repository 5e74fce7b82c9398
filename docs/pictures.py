"""Make the pictures of the README from the app on sample data, or check that they still show what the app shows.

python docs/pictures.py            writes docs/pictures/*.svg
python docs/pictures.py --check    ends with 1 where the words of a picture are no longer those of the screen
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.pilot import Pilot

FOLDER = Path(__file__).resolve().parent / "pictures"
FORCE = "gwent-police"
DAY = date(2026, 5, 4)
"""The day it is in the pictures: they are of sample data, and stay as they are from day to day."""
TYPED = "type:"
"""Stands before a text that is typed letter by letter."""
FILE = "questions.csv"
QUESTIONS = """\
Staff number,Post,Rank or grade,Ethnicity,Date
1001,Police officer,Constable,White British,31/03/2024
1002,Police officer,Sergeant,Welsh,31/03/2024
1003,Police staff,Grade 99,Prefer not to say,31/03/2024
"""
PATIENCE = 200
"""How many times to look again for something that is on its way."""
STILL = 8
"""How many looks in a row the screen has to be the same."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the keys that lead to it, the words by which it is known to be there, and for whom it is."""

    name: str
    keys: tuple[str, ...]
    words: str
    role: str = "hr-lead"
    size: tuple[int, int] = (104, 30)


PICTURES = (
    Picture("overview", (), "All staff at each snapshot", size=(112, 36)),
    Picture("representation", ("2",), "Chief Inspector"),
    Picture("progression", ("3",), "Entry and support"),
    Picture("import", ("5", "shift+tab", f"{TYPED}{FILE}", "ctrl+n"), "to decide"),
    Picture("withheld", ("2", "b", f"{TYPED}level", "enter"), "[c]", role="chair"),
)


def fill(database: Path) -> None:
    """Import what one force of the samples sent, and set a target."""
    from workforce_tui.domain.targets import Target, TargetKind
    from workforce_tui.services.demo import samples, samples_folder
    from workforce_tui.services.imports import confirm, plan_file, run
    from workforce_tui.services.targets import set_target
    from workforce_tui.services.workspace import open_workspace

    ws = open_workspace(str(database))
    for sample in samples(samples_folder()):
        if sample.organisation == FORCE and sample.dataset is None:
            confirm(ws, run(plan_file(ws, sample.wanted())))
    aim = Target(FORCE, "workforce", TargetKind.PERCENT, value=Fraction(58, 1000), due=date(2030, 3, 31))
    set_target(ws, aim)
    ws.close()


async def until(pilot: Pilot[None], words: str) -> None:
    """Wait until words are on the screen, nothing is being worked on, and the screen stays as it is."""
    before, still = "", 0
    for _attempt in range(PATIENCE):
        await pilot.pause(0.05)
        now = shown(pilot)
        still = still + 1 if now == before and not len(pilot.app.workers) and words in now else 0
        if still == STILL:
            return
        before = now
    raise SystemExit(f"{words!r} never appeared:\n{shown(pilot)}")


def shown(pilot: Pilot[None]) -> str:
    """The text of the screen."""
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


async def draw(picture: Picture, database: Path, folder: Path) -> str:
    """One picture as SVG, which loads nothing from elsewhere."""
    from workforce_tui.services import overview
    from workforce_tui.services.roles import look_as, who_from_settings
    from workforce_tui.tui.app import WorkforceApp

    overview.today_here = lambda: DAY
    look_as(who_from_settings(picture.role))
    app = WorkforceApp(str(database))
    app.animation_level = "none"
    try:
        async with app.run_test(size=picture.size, notifications=True) as pilot:
            await until(pilot, "Gwent Police")
            for key in picture.keys:
                typed = key.removeprefix(TYPED).replace(FILE, str(folder / FILE))
                await pilot.press(*(typed if key.startswith(TYPED) else (key,)))
                await until(pilot, "")
            await until(pilot, picture.words)
            svg = app.export_screenshot(title="workforce-tui")
    finally:
        app.close()
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


def words_of(svg: str) -> str:
    """The words of a picture, whatever its colours are."""
    return "\n".join(
        html.unescape(text).replace("\xa0", " ").rstrip() for text in re.findall(r"<text[^>]*>([^<]*)", svg)
    )


async def made() -> dict[str, str]:
    """Every picture by its name."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        os.environ |= {
            "WORKFORCE_TUI_DATA_DIR": home,
            "WORKFORCE_TUI_CONFIG": str(folder / "config.toml"),
            "WORKFORCE_TUI_IMPORTS": home,
            "WORKFORCE_TUI_LANGUAGE": "en",
            "WORKFORCE_TUI_ORGANISATION": FORCE,
        }
        (folder / FILE).write_text(QUESTIONS, encoding="utf-8")
        fill(folder / "pictures.db")
        return {one.name: await draw(one, folder / "pictures.db", folder) for one in PICTURES}


def main() -> int:
    """Write the pictures, or compare them."""
    stale = []
    for name, svg in asyncio.run(made()).items():
        file = FOLDER / f"{name}.svg"
        if "--check" not in sys.argv:
            file.write_text(svg, encoding="utf-8")
        elif not file.is_file() or words_of(file.read_text(encoding="utf-8")) != words_of(svg):
            stale.append(file.name)
    if stale:
        print(f"not what the app shows: {', '.join(stale)}; run python docs/pictures.py")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
