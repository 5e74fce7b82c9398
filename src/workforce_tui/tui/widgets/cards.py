"""The cards of the overview: a name, a figure that stands out, and the counts behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from workforce_tui.domain import formatting
from workforce_tui.i18n import _
from workforce_tui.tui import display
from workforce_tui.tui.safe import plain
from workforce_tui.tui.words import sign_of

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workforce_tui.services.figures import ReportRow


DIGITS = frozenset("0123456789,.%")
MOST_DIGITS = 7


class Card(Vertical):
    """One figure."""

    def compose(self) -> ComposeResult:
        """The name over the figure over the details."""
        yield Static(classes="card-name", markup=False)
        yield Static(classes="card-figure", markup=False)
        yield Digits(classes="card-digits")
        yield Static(classes="card-more", markup=False)

    def show(self, name: str, figure: str, more: str, style: str = "$heading") -> None:
        """Draw the card."""
        self.query_one(".card-name", Static).update(Content(name))
        self.query_one(".card-figure", Static).update(Content.assemble((figure, f"bold {style}")))
        self.query_one(".card-more", Static).update(Content(more))
        self.query_one(Digits).update(figure)
        self.set_class(len(figure) <= MOST_DIGITS and set(figure) <= DIGITS, "digits")


class Cards(Horizontal):
    """Headcount, share, declaration rate and target, side by side or two by two."""

    def compose(self) -> ComposeResult:
        """Four cards."""
        for name in ("headcount", "share", "declaration", "target"):
            yield Card(id=f"card-{name}")

    def show(self, total: ReportRow) -> None:
        """Draw the figures of *total*."""
        figures, sign = total.figures, sign_of(total.progress)
        self._card("headcount").show(
            _("Headcount"), formatting.count_text(figures.headcount), _("staff in the workforce")
        )
        self._card("share").show(
            _("Ethnic minority"), display.share(figures), display.share_of_known(figures) or figures.note
        )
        self._card("declaration").show(
            _("Declaration rate"), formatting.share_text(figures.declaration), display.not_known(figures)
        )
        self._card("target").show(_("Target"), sign.text, _target_words(total), sign.style)

    def _card(self, name: str) -> Card:
        return self.query_one(f"#card-{name}", Card)


def _target_words(total: ReportRow) -> str:
    progress = total.progress
    if progress is None:
        return _("none is set")
    if progress.wanted is None or progress.gap is None:
        return plain(progress.target.not_set_reason)
    wanted = _("{share} by {date}").format(
        share=formatting.percent(progress.wanted), date=display.short_day(progress.target.due)
    )
    return f"{wanted}, {display.short_of_target(progress)}"
