"""A screen that is styled as it is made, and again only where something changed that styles depend on."""

from __future__ import annotations

from textual import on
from textual.events import ScreenResume
from textual.screen import Screen


class StyledOnce(Screen[None]):
    """Working the styles of every widget out each time is most of what showing a screen again would cost."""

    styled_for: tuple[object, ...] | None = None
    """What the styles were worked out for; None before it was ever in front."""

    @on(ScreenResume)
    def keep_styles(self, event: ScreenResume) -> None:
        """Leave the styles as they are where the colours, the terminal and its focus are what they were."""
        app, before = self.app, self.styled_for
        self.styled_for = (app.current_theme.name, app.app_focus, app.classes, app.size)
        event.refresh_styles = before not in (None, self.styled_for)
