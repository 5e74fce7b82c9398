"""A screen that does its work once: it is styled as it is made, and painted when its figures are there."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from textual import on
from textual.events import ScreenResume
from textual.screen import Screen

if TYPE_CHECKING:
    from textual.timer import Timer


class SparingScreen(Screen[None]):
    """Styling every widget each time, and painting what is about to change, is most of what showing a screen costs."""

    styled_for: tuple[object, ...] | None = None
    """What the styles were worked out for; None before it was ever in front."""
    held: ExitStack | None = None
    """Lets go of what is held back; None where nothing is."""
    hold_ends: Timer | None = None

    @on(ScreenResume)
    def keep_styles(self, event: ScreenResume) -> None:
        """Leave the styles as they are where the colours, the terminal and its focus are what they were."""
        app, before = self.app, self.styled_for
        self.styled_for = (app.current_theme.name, app.app_focus, app.classes, app.size)
        event.refresh_styles = before not in (None, self.styled_for)

    def hold_paint(self, seconds: float) -> None:
        """Paint nothing for so long, as more is about to change; called again, for so long from then."""
        if self.app.is_headless:  # nobody sees it painted
            return
        if self.held is None:
            self.held = ExitStack()
            self.held.enter_context(self.app.batch_update())
        if self.hold_ends is not None:
            self.hold_ends.stop()
        self.hold_ends = self.app.set_timer(seconds, self.paint)  # the app's: it ends whatever becomes of the screen

    def paint(self) -> None:
        """Paint what was held back."""
        if self.held is not None:
            self.held.close()
            self.held = None
            for screen in reversed(self.app.screen_stack):  # what changed is also seen behind a window
                screen.check_idle()
