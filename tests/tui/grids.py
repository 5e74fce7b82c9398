"""Pictures of a screen that can be read and compared: its text, and below it the colour of every letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

PEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ANY_DAY = re.compile(r"\d{1,2} [A-Z][a-z]{2,8} 20\d\d|20\d\d(-\d\d){0,2}|\b\d+ days?\b")


def picture(pilot: Pilot[None]) -> str:
    """The screen as text; below it, line by line, how many letters are drawn with which pen, and what the pens are.

    Days and years become signs of the same number: some follow the day of the test.
    """
    width, height = pilot.app.size
    pens: dict[str, str] = {}
    lines, drawn = [], []
    for strip in pilot.app.screen._compositor.render_strips()[:height]:
        line = "".join(segment.text for segment in strip.crop(0, width))
        lines.append(ANY_DAY.sub(lambda found: re.sub(r"\w", "#", found[0]), line).rstrip())
        drawn.append(_runs(strip.crop(0, width), pens))
    legend = [f"{pen} = {style}" for style, pen in pens.items()]
    return "\n".join([*lines, "--- pens", *drawn, *legend]) + "\n"


def _runs(strip: object, pens: dict[str, str]) -> str:
    runs: list[tuple[str, int]] = []
    for segment in strip:  # type: ignore[attr-defined]
        style = (segment.style or Style()).without_color + Style.from_color(
            segment.style and segment.style.color, segment.style and segment.style.bgcolor
        )
        said = str(Style.parse(str(style).partition(" link ")[0]))
        pen = pens.setdefault(said, PEN[len(pens) % len(PEN)])
        if runs and runs[-1][0] == pen:
            runs[-1] = (pen, runs[-1][1] + segment.cell_length)
        else:
            runs.append((pen, segment.cell_length))
    return " ".join(f"{length}{pen}" for pen, length in runs)


class Pictures:
    """The pictures kept in a folder, compared with those of now, or drawn anew where somebody asked for that."""

    def __init__(self, folder: Path, *, update: bool) -> None:
        self._folder, self._update = folder, update

    def differences(self, name: str, seen: str) -> list[str]:
        """The lines in which a picture is not the one that is kept; none after drawing it anew."""
        path = self._folder / f"{name}.txt"
        if self._update:
            path.parent.mkdir(exist_ok=True)
            path.write_text(seen, encoding="utf-8")
        kept = path.read_text(encoding="utf-8").splitlines() if path.exists() else ["(there is no picture)"]
        now = seen.splitlines()
        changed = [
            f"{name}:{number}\n  - {old}\n  + {new}"
            for number, (old, new) in enumerate(zip(kept, now, strict=False), 1)
            if old != new
        ]
        more = [f"{name}: {len(kept)} lines became {len(now)}"] if len(kept) != len(now) else []
        return changed + more
