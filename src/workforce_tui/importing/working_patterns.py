"""Columns that divide people into full-time and part-time."""

from __future__ import annotations

from workforce_tui.domain.label_keys import label_key

FULL, PART = "full", "part"
_TEXTS = {
    FULL: "full time, full-time, fulltime, full time staff, full time employees, full timers, ft, f/t, llawn amser, "
    "staff llawn amser, ll/a",
    PART: "part time, part-time, parttime, part time staff, part time employees, part timers, pt, p/t, rhan amser, "
    "staff rhan amser, rh/a",
}
_PATTERNS = {label_key(text): pattern for pattern, texts in _TEXTS.items() for text in texts.split(",")}


def working_pattern(text: str) -> str:
    """FULL or PART where a header says no more than that; "" for any other text."""
    return _PATTERNS.get(label_key(text), "")
