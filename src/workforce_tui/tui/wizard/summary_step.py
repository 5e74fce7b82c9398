"""What would be written, before anything is; and the result afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from workforce_tui.domain import formatting
from workforce_tui.domain.datasets import MENTORING, Dataset, dataset_name
from workforce_tui.domain.issues import Severity
from workforce_tui.i18n import N_, _, language, ngettext
from workforce_tui.services.account_text import account_lines, against_lines, passed_over_line
from workforce_tui.services.import_text import place_of_issue
from workforce_tui.tui import display
from workforce_tui.tui.safe import plain
from workforce_tui.tui.state import name_of
from workforce_tui.tui.widgets.fields import TickBox
from workforce_tui.tui.wizard.draft import Draft, StepName
from workforce_tui.tui.wizard.issues_step import SEVERITIES
from workforce_tui.tui.wizard.step import Import, NotYetError, Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from workforce_tui.domain.issues import Issue
    from workforce_tui.services.imports import ImportPlan
    from workforce_tui.services.plan_figures import SnapshotFigures

MOST_SNAPSHOTS = 12
MOST_SAID = 3
"""Issues of one kind that are said one by one."""
MOST_KINDS = 6
LAYOUTS = {
    "record": N_("a row for each person"),
    "long": N_("a row for each count"),
    "crosstab": N_("ethnic groups across"),
    "typed": N_("typed into a grid"),
}

Part = tuple[str, str]


class SummaryStep(Step):
    """The dry run: rows, people, what was set aside and why; then the decision to write."""

    NAME = StepName.SUMMARY
    TITLE = N_("Confirm")

    def compose(self) -> ComposeResult:
        """The text, and the choice to replace earlier figures where there are any."""
        yield Static(id="summary-text", markup=False)
        yield TickBox("", value=False, id="replace")

    def show(self, work: Import) -> None:
        """Say what the plan holds."""
        self.work = work
        text = self.query_one("#summary-text", Static)
        text.update(summary(work) if work.plan else Content(""))
        box = self.query_one("#replace", TickBox)
        box.label = Content(_("Put these figures in the place of the earlier ones"))
        box.refresh(layout=True)
        box.display = bool(work.overlaps)
        box.value = work.draft.replace_earlier

    def begin(self) -> None:
        """Start at the choice, or at the button that writes."""
        box = self.query_one("#replace", TickBox)
        (box if box.display else self.screen.query_one("#next")).focus()

    def take(self, draft: Draft) -> Draft:
        """The draft with the decision to replace; a plan that cannot be written stops here."""
        plan = self.work.plan
        if plan is None or plan.status == "refused":
            raise NotYetError(_("This file cannot be imported as it is. The issues say what to put right."))
        box = self.query_one("#replace", TickBox)
        if self.work.already and not (self.work.overlaps and box.value):
            raise NotYetError(_("This file has been imported already: there is nothing to write."))
        if plan.status == "needs_decisions":
            raise NotYetError(_("There are still decisions to make: go back to the labels and columns."))
        wanted = box.value
        if self.work.overlaps and not wanted:
            self.call_after_refresh(box.scroll_visible, animate=False)  # under the complaint there is less room
            raise NotYetError(_("There are figures for this date already. Tick the box to replace them."))
        return replace(draft, replace_earlier=wanted)


def summary(work: Import) -> Content:
    """Everything the plan would bring, as text."""
    plan = work.plan
    if plan is None:
        return Content("")
    names = {one.organisation.code: name_of(one.organisation, language()) for one in work.organisations}
    parts: list[Part] = [*_standing(work, plan)]
    if plan.layout is not None or not plan.parts:  # else it is what its parts are, and nothing of its own
        parts += [*_rows(plan), *_periods(plan, names), *_account(plan)]
    parts += _noticed(plan.issues)
    for one in work.figures[:MOST_SNAPSHOTS]:
        parts += _snapshot(one, names.get(one.organisation, one.organisation))
        parts += _against(work, one)
    more = len(work.figures) - MOST_SNAPSHOTS
    if more > 0:
        parts.append(("\n" + _("Snapshots not shown here: {number}").format(number=more), "$muted"))
    parts += _further(plan, names)
    return Content.assemble(*parts)


def _standing(work: Import, plan: ImportPlan) -> list[Part]:
    title = (f"{plain(plan.file_name)}  ", "bold $heading")
    if work.already:
        text = ngettext(
            "has been imported already, as import {numbers}.",
            "has been imported already, as imports {numbers}.",
            len(work.already),
        )
        said = text.format(numbers=", ".join(map(str, work.already)))
        return [title, ("\n".join(f"▲ {one}" for one in (said, *map(plain, work.overlaps))) + "\n", "$status-close")]
    match plan.status:
        case "refused":
            return [title, ("■ " + _("cannot be imported as it is") + "\n", "$status-below")]
        case "needs_decisions":
            return [title, ("▲ " + _("needs decisions") + "\n", "$status-close")]
        case _:
            earlier = "".join(f"\n▲ {plain(one)}" for one in work.overlaps)
            if work.overlaps:
                earlier += "\n" + _("Replacing deletes them: undoing this import later does not bring them back.")
            return [
                title,
                ("● " + _("ready: nothing has been written yet"), "$status-met"),
                (f"{earlier}\n", "$status-close"),
            ]


def _rows(plan: ImportPlan) -> list[Part]:
    sheet = _("sheet {sheet}").format(sheet=plain(plan.sheet)) if plan.sheet else ""
    layout = _(LAYOUTS[plan.layout]) if plan.layout in LAYOUTS else ""
    said = _counted(plan)
    outside = ""
    if plan.outside_workforce:
        text = _("Specials, volunteers, agency and elected people, kept apart from the headcount: {number}")
        outside = "\n" + text.format(number=formatting.number(plan.outside_workforce))
    where = ", ".join(part for part in (sheet, layout) if part)
    return [(f"{where}\n", "$muted"), (f"{said}{outside}\n", "")]


def _counted(plan: ImportPlan) -> str:
    """The rows, and the people or events in them."""
    text = _("Rows read: {read}. Headcount: {headcount}.")
    if plan.dataset is not Dataset.STAFF_IN_POST:
        text = _("{dataset}: rows read {read}, events {events}")
    if plan.dataset in MENTORING:
        text = _("{dataset}: rows read {read}, people {events}")
    return text.format(
        dataset=dataset_name(plan.dataset),
        read=formatting.number(plan.rows_read),
        events=formatting.count_text(plan.headcount),
        headcount=formatting.count_text(plan.headcount),
    )


def _further(plan: ImportPlan, names: Mapping[str, str]) -> list[Part]:
    """What further sheets bring, a line for each; whose it is and when only where that differs from the one above."""
    parts: list[Part] = [("\n", "")] if plan.parts else []
    above: list[Part] = _periods(plan, names)
    for part in plan.parts:
        here = _periods(part, names)
        parts += [*(here if here != above else []), (f"{_counted(part)}\n", "")]
        above = here
    return parts


def _periods(plan: ImportPlan, names: Mapping[str, str]) -> list[Part]:
    """Whose events they are, and when they happened; nothing while that is asked about."""
    if plan.decisions:
        return []
    text = _("{organisation}, {start} to {end}")
    return [
        (
            text.format(
                organisation=plain(names.get(one.organisation, one.organisation)),
                start=display.day(one.start),
                end=display.day(one.end),
            )
            + "\n",
            "bold",
        )
        for one in plan.periods[:MOST_SNAPSHOTS]
    ]


def _account(plan: ImportPlan) -> list[Part]:
    rejected = ngettext("{number} row set aside", "{number} rows set aside", plan.rows_rejected)
    skipped = ngettext("{number} title, total or note passed over", "{number} titles, totals and notes passed over",
                       plan.rows_skipped)  # fmt: skip
    first = f"{rejected.format(number=formatting.number(plan.rows_rejected))}; "
    first += f"{skipped.format(number=formatting.number(plan.rows_skipped))}\n"
    if "others" in plan.passed_over:  # rows of people too, of another organisation or date, or of none
        first = f"{rejected.format(number=formatting.number(plan.rows_rejected))}.\n{passed_over_line(plan)}\n"
    if plan.people_read.high and plan.dataset is Dataset.STAFF_IN_POST:
        first = "\n".join([*account_lines(plan), ""])
    return [(first, "")]


def _noticed(issues: Sequence[Issue]) -> list[Part]:
    """What was noticed, worst first: those of a kind together, each as it is where they are few and say different."""
    kinds: dict[tuple[Severity, str], list[Issue]] = {}
    for issue in issues:
        kinds.setdefault((issue.severity, issue.code), []).append(issue)
    order = list(SEVERITIES)
    parts: list[Part] = []
    ordered = sorted(kinds.items(), key=lambda item: (order.index(item[0][0]), -len(item[1])))
    serious = sum(severity != Severity.INFO for severity, _code in kinds)
    shown = max(MOST_KINDS, serious)
    for kind, alike in ordered[:shown]:
        symbol, _word, style = SEVERITIES[kind[0]]
        for said in _said(alike):
            parts += [(f"  {symbol} ", style), (f"{plain(said, 160)}\n", "")]
    if len(ordered) > shown:
        more = _("Notes of further kinds, under Issues: {number}")
        parts.append((f"  {more.format(number=formatting.number(len(ordered) - shown))}\n", "$muted"))
    return parts


def _said(alike: Sequence[Issue]) -> list[str]:
    """Issues of one kind in words; a number in the first of them is not that of all."""
    messages = dict.fromkeys(issue.message for issue in alike)
    if len(alike) == 1:
        return [*messages]
    if len(messages) == 1:
        return [f"{formatting.number(len(alike))} × {alike[0].message}"]
    if len(alike) <= MOST_SAID:
        return [": ".join(filter(None, (place_of_issue(issue), issue.message))) for issue in alike]
    of_this_kind = _("{number} of this kind, such as: {message}")
    return [of_this_kind.format(number=formatting.number(len(alike)), message=alike[0].message)]


def _against(work: Import, one: SnapshotFigures) -> list[Part]:
    """What changed since the figures before."""
    found = next(
        (each for each in work.against if (each.organisation, each.as_at) == (one.organisation, one.as_at)), None
    )
    return [(f"  {line}\n", "") for line in against_lines(found)] if found else []


def _snapshot(one: SnapshotFigures, name: str) -> list[Part]:
    figures = one.figures
    return [
        (f"\n{plain(name)}, {display.day(one.as_at)}\n", "bold"),
        (_("  headcount {headcount}: {known} known, {missing}\n").format(
            headcount=formatting.count_text(figures.headcount),
            known=formatting.count_text(figures.known),
            missing=display.not_known(figures),
        ), ""),
        (_("  ethnic minority share {share}, {counts}\n").format(
            share=display.share(figures), counts=display.share_of_known(figures)
        ), ""),
    ]  # fmt: skip
