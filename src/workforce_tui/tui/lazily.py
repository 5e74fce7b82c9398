"""The screens of the places, loaded when they are shown: the first one is drawn before the others are looked at."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.places import PLACES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workforce_tui.tui.page import Page

SCREENS = "workforce_tui.tui.screens"
DIALOGS = "workforce_tui.tui.dialogs"
_CLASSES = {
    "overview": ("overview", "OverviewPage"),
    "representation": ("representation", "RepresentationPage"),
    "progression": ("progression", "ProgressionPage"),
    "targets": ("targets", "TargetsPage"),
    "import": ("import_wizard", "ImportPage"),
    "batches": ("batches", "BatchesPage"),
    "mentoring": ("mentoring", "MentoringPage"),
    "network": ("networks", "NetworksPage"),
    "action": ("actions", "ActionsPage"),
    "returns": ("returns.board", "ReturnsPage"),
}
_FORMS = ("export_form", "help", "template_form", "welcome")
_WINDOWS = (
    "decisions", "disparities", "projection", "publications", "records.practice", "returns.counts", "samples", "tour",
    "glossary_window", "settings_window",
)  # fmt: skip


def page_class(area: str) -> type[Page]:
    """The screen of a place."""
    module, name = _CLASSES[area]
    found: type[Page] = getattr(import_module(f"{SCREENS}.{module}"), name)
    return found


def modes() -> dict[str, str | Callable[[], Any]]:
    """What makes the screen of each place, in the order of their keys."""
    return {area: _maker(area) for area in PLACES}


def _maker(area: str) -> Callable[[], Any]:
    def make() -> Page:
        return page_class(area)()

    return make


def load_the_rest() -> Iterator[str]:
    """Load what has not been shown yet, module by module, while nobody waits for it."""
    screens = (*(one for one, _name in _CLASSES.values()), *_WINDOWS)
    modules = [f"{SCREENS}.{one}" for one in screens] + [f"{DIALOGS}.{one}" for one in _FORMS]
    for module in modules:
        import_module(module)
        yield module
