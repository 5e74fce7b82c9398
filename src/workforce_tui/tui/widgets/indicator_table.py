"""The table of indicators in its parts, and everything about one of them in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from workforce_tui.domain import formatting
from workforce_tui.domain.indicator_text import interval_text, p_text, value_text
from workforce_tui.domain.indicators import Flag, IndicatorGroup, flag_name, indicator_group_name
from workforce_tui.i18n import _
from workforce_tui.tui.safe import plain, safe_cell
from workforce_tui.tui.widgets.fitted_table import FittedTable
from workforce_tui.tui.words import NO_VALUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.indicators import Indicator

SENTENCES = 2_000
SIGNS = {
    Flag.NONE: ("", ""),
    Flag.FOUR_FIFTHS: ("▲", "$status-close"),
    Flag.TOO_FEW: ("·", "$status-none"),
    Flag.NOT_CALCULABLE: ("–", "$status-none"),
    Flag.NOT_AVAILABLE: ("–", "$status-none"),
    Flag.LOW_DECLARATION: ("!", "$status-below"),
    Flag.WITHHELD: ("–", "$status-none"),
}
"""A symbol beside the word of every flag, so that colour is never the only sign."""


class IndicatorTable(FittedTable):
    """A row for each indicator under the name of its part."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, cursor_type="row", zebra_stripes=False)
        self.by_row: tuple[Indicator | None, ...] = ()

    def show(self, indicators: Sequence[Indicator]) -> None:
        """Draw *indicators*; the cursor stays on the one it was on."""
        kept = self.indicator
        rows: list[Indicator | None] = []
        drawn: list[tuple[Text, ...]] = []
        values = [value_text(one.kind, one.value) for one in indicators]
        intervals = [interval_text(one.kind, one.lower, one.upper) for one in indicators]
        for group in IndicatorGroup:
            some = [place for place, one in enumerate(indicators) if one.group is group]
            if some:
                drawn.append((safe_cell(indicator_group_name(group), style="bold underline"), *([safe_cell("")] * 3)))
                rows.append(None)
            for place in some:
                one = indicators[place]
                value, interval = safe_cell(values[place], "right", "bold"), safe_cell(intervals[place], "right")
                drawn.append((safe_cell(name_of(one)), value, interval, self._flag(one)))
                rows.append(one)
        heads = [safe_cell(_("Indicator")), safe_cell(_("Value"), "right"), safe_cell(_("Interval (95%)"), "right")]
        self.fill([*heads, safe_cell(_("Flag"))], [(None, cells) for cells in drawn], coded=True)
        self.by_row = tuple(rows)
        held = [place for place, one in enumerate(rows) if one is not None and kept and one.id == kept.id]
        self.move_cursor(row=held[0] if held else min(1, max(len(rows) - 1, 0)))

    def _flag(self, one: Indicator) -> Text:
        """The flag with its symbol, in its colour of the theme as the cells of a table take it."""
        sign, style = SIGNS[one.flag]
        said = f"{sign} {flag_name(one.flag)}" if sign else ""
        return safe_cell(said, style=self.app.theme_variables.get(style.removeprefix("$"), "") if style else "")

    @property
    def indicator(self) -> Indicator | None:
        """The indicator under the cursor; None on the name of a part."""
        return self.by_row[self.cursor_row] if 0 <= self.cursor_row < len(self.by_row) else None


def name_of(one: Indicator) -> str:
    """The id and the name, with the part of the staff it is of."""
    part = f" ({one.part})" if one.part and one.part not in one.name else ""
    return plain(f"{one.id} {one.name}{part}")


def details(one: Indicator, notes: Sequence[str]) -> Content:
    """An indicator in full: a sentence to read aloud, then counts, interval, test, direction, flag and formula."""
    parts: list[tuple[str, str] | str] = [(f"{name_of(one)}. ", "bold $heading")]
    if one.sentence:
        parts.append((plain(one.sentence, SENTENCES), "bold"))
    facts = [
        (_("Direction"), one.direction),
        (_("Counts"), counts_text(one)),
        (_("Interval (95%)"), interval_text(one.kind, one.lower, one.upper) if one.lower is not None else ""),
        (_("Exact test"), p_text(one.p_value) if one.p_value is not None else ""),
        (_("Flag"), flag_name(one.flag)),
        (_("Note"), one.note),
        (_("Formula"), _(one.entry.formula) if one.entry.formula else ""),
        (_("Base"), _(one.entry.base) if one.entry.base else ""),
        (_("Can stand beside"), _(one.entry.published) if one.entry.published else ""),
    ]
    for name, said in facts:
        if said:
            parts += [(f"\n{name}  ", "$muted"), plain(said, SENTENCES)]
    parts += [(f"\n{plain(note, SENTENCES)}", "$muted") for note in notes]
    return Content.assemble(*parts)


def counts_text(one: Indicator) -> str:
    """The counts a value rests on, and those it is compared with."""
    pairs = (one.numerator, one.denominator), (one.comparator_numerator, one.comparator_denominator)
    said = [_of(*pair) for pair in pairs if pair[0] is not None]
    return _("{group}; beside {other}").format(group=said[0], other=said[1]) if len(said) == 2 else "".join(said)


def _of(part: Count | None, whole: Count | None) -> str:
    counted = NO_VALUE if part is None else formatting.count_text(part)
    if whole is None:
        return counted
    return _("{part} of {whole}").format(part=counted, whole=formatting.count_text(whole))
