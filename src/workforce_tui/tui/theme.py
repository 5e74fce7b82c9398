"""The themes of the app. Every text colour has a contrast of at least 4.5 to 1 with what it stands on."""

from __future__ import annotations

from textual.theme import Theme

from workforce_tui.i18n import N_, _

DARK = "workforce-dark"
LIGHT = "workforce-light"
HIGH_CONTRAST = "workforce-high-contrast"
COLOUR_BLIND = "workforce-colour-blind"

TITLES = {
    DARK: N_("Dark"),
    LIGHT: N_("Light"),
    HIGH_CONTRAST: N_("High contrast"),
    COLOUR_BLIND: N_("Colour-blind safe"),
}

STATUS_COLOURS = ("status-met", "status-track", "status-close", "status-below", "status-none")
SCROLLBARS = ("scrollbar", "scrollbar-hover", "scrollbar-active")
"""What is seen and no text: a contrast of at least 3 to 1 with what it stands on."""


def theme_title(name: str) -> str:
    """The name of a theme in the language in use."""
    return _(TITLES[name])


def _variables(
    *,
    status: tuple[str, str, str, str, str],
    ticks: tuple[str, str],
    muted: str,
    heading: str,
    track: str,
    cursor: tuple[str, str],
    row: str,
    key: str,
    border: tuple[str, str],
    scrollbar: str = "#76828f",
    behind: str,
) -> dict[str, str]:
    return {
        **dict.fromkeys(SCROLLBARS, scrollbar),
        "scrollbar-background": behind,
        "scrollbar-background-hover": behind,
        "scrollbar-background-active": behind,
        "scrollbar-corner-color": behind,
        **dict(zip(STATUS_COLOURS, status, strict=True)),
        "tick-target": ticks[0],
        "tick-population": ticks[1],
        "muted": muted,
        "heading": heading,
        "bar-track": track,
        "row-cursor": row,
        "block-cursor-foreground": cursor[0],
        "block-cursor-background": cursor[1],
        "block-cursor-blurred-foreground": heading,
        "block-cursor-blurred-background": row,
        "footer-key-foreground": key,
        "border": border[0],
        "border-blurred": border[1],
        "text-muted": muted,
        "text-disabled": muted,
        "button-foreground": heading,
    }


def own_themes() -> tuple[Theme, ...]:
    """The themes a person can choose, the default first."""
    return (_dark(), _light(), _high_contrast(), _colour_blind())


def _dark() -> Theme:
    return Theme(
        name=DARK, primary="#4c9be8", secondary="#7cc4ff", accent="#f0b95a", success="#6fcf97",
        warning="#f0c24b", error="#ff8f7a", foreground="#e6e9ee", background="#0e1116",
        surface="#151a21", panel="#1d242e", dark=True, text_alpha=1.0,
        variables=_variables(
            status=("#6fcf97", "#7cc4ff", "#f0c24b", "#ff8f7a", "#b3bcc7"),
            ticks=("#ffffff", "#d3a6f5"), muted="#a9b3bf", heading="#ffffff", track="#46515f",
            cursor=("#0e1116", "#8cc8ff"), row="#24303d", key="#f0b95a",
            border=("#4c9be8", "#3a4653"), behind="#1d242e",
        ),
    )  # fmt: skip


def _light() -> Theme:
    return Theme(
        name=LIGHT, primary="#0b5cad", secondary="#24506f", accent="#8a4b00", success="#11663a",
        warning="#7a4f00", error="#a8231b", foreground="#14181d", background="#ffffff",
        surface="#f3f5f7", panel="#e6eaef", dark=False, text_alpha=1.0,
        variables=_variables(
            status=("#11663a", "#0b5cad", "#7a4f00", "#a8231b", "#46505b"),
            ticks=("#000000", "#6b2fa0"), muted="#4a545f", heading="#000000", track="#b8c1cb",
            cursor=("#ffffff", "#0b5cad"), row="#dde8f4", key="#8a4b00",
            border=("#0b5cad", "#9aa5b1"), behind="#e6eaef",
        ),
    )  # fmt: skip


def _high_contrast() -> Theme:
    return Theme(
        name=HIGH_CONTRAST, primary="#ffff00", secondary="#66e0ff", accent="#ffff00", success="#00ff88",
        warning="#ffff00", error="#ffa499", foreground="#ffffff", background="#000000",
        surface="#000000", panel="#000000", dark=True, text_alpha=1.0,
        variables=_variables(
            status=("#00ff88", "#66e0ff", "#ffff00", "#ffa499", "#ffffff"),
            ticks=("#ffffff", "#ffb3ff"), muted="#ffffff", heading="#ffffff", track="#8a8a8a",
            cursor=("#000000", "#ffff00"), row="#003c46", key="#ffff00",
            border=("#ffff00", "#ffffff"), scrollbar="#ffffff", behind="#000000",
        ),
    )  # fmt: skip


def _colour_blind() -> Theme:
    # Blue, sky, yellow and vermilion of Okabe and Ito's palette, lightened for a dark ground.
    return Theme(
        name=COLOUR_BLIND, primary="#3d9bd6", secondary="#56b4e9", accent="#e69f00", success="#56b4e9",
        warning="#f0e442", error="#f58b52", foreground="#e8eaed", background="#0f1318",
        surface="#161c23", panel="#1e262f", dark=True, text_alpha=1.0,
        variables=_variables(
            status=("#56b4e9", "#a6dcf7", "#f0e442", "#f58b52", "#b6bec8"),
            ticks=("#ffffff", "#e3a8c8"), muted="#aab4be", heading="#ffffff", track="#47525f",
            cursor=("#0f1318", "#7cc8f2"), row="#23323e", key="#e6b04a",
            border=("#3d9bd6", "#3b4754"), behind="#1e262f",
        ),
    )  # fmt: skip
