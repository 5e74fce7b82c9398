"""What went wrong is told to its end."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

from workforce_tui.tui.widgets.state_panel import StatePanel


class Panel(App[None]):
    def compose(self) -> ComposeResult:
        yield StatePanel()


async def test_what_to_do_is_said_whole_where_figures_would_stand() -> None:
    app = Panel()
    async with app.run_test(size=(80, 24)) as pilot:
        hint = f"{'Readers have what was handed out before. ' * 12}Hand out other years."
        await app.query_one(StatePanel).show_error("This release cannot be made safe.", hint)
        await pilot.pause()
        said = str(app.query_one("#state-text", Static).content)
    assert said.endswith("Hand out other years.")
