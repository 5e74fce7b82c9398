"""The command that enters what is known about a disparity and takes its next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from workforce_tui.cli.chair_register import comment_for_chair
from workforce_tui.cli.context import parse_day, usage_error, workspace
from workforce_tui.cli.gated import is_for_chair
from workforce_tui.cli.options import Json, Number
from workforce_tui.cli.record_options import with_parameters
from workforce_tui.domain.disparities import (
    Comment,
    Decision,
    DecisionTaken,
    EvidenceType,
    PanelView,
    PanelViewGiven,
    Pool,
    Progress,
    ReformAction,
    Status,
)
from workforce_tui.i18n import N_, WELSH, _, language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from workforce_tui.domain.disparities import Disparity, Entry, Explanation


OPTIONS: tuple[tuple[str, Any, Any], ...] = (
    ("status", Annotated[Status | None, typer.Option(help=N_("The next status."))], None),
    ("by", Annotated[str | None, typer.Option(help=N_("Who makes the entry, by name."))], None),
    ("on", Annotated[str | None, typer.Option(help=N_("The day it is of, YYYY-MM-DD; today when left out."))], None),
    ("note", Annotated[str | None, typer.Option(help=N_("A note on the step, or how an action is getting on."))], None),
    (
        "explanation",
        Annotated[
            str | None, typer.Option(help=N_("Why there is a difference, in the language given with --language."))
        ],
        None,
    ),
    ("explanation_cy", Annotated[str | None, typer.Option(help=N_("The explanation in Welsh."))], None),
    ("evidence", Annotated[EvidenceType | None, typer.Option(help=N_("What the explanation rests on."))], None),
    ("reference", Annotated[str | None, typer.Option(help=N_("Where the evidence can be seen."))], None),
    ("alternatives", Annotated[str | None, typer.Option(help=N_("Which other explanations were tested."))], None),
    (
        "pool_group",
        Annotated[int | None, typer.Option(help=N_("People of the group who could have been chosen."))],
        None,
    ),
    (
        "pool_comparator",
        Annotated[int | None, typer.Option(help=N_("People of the comparator who could have been chosen."))],
        None,
    ),
    ("pool_source", Annotated[str | None, typer.Option(help=N_("Where those numbers are from."))], None),
    (
        "no_pool",
        Annotated[
            bool, typer.Option("--no-pool", help=N_("The explanation does not rest on who could have been chosen."))
        ],
        False,
    ),
    ("comment", Annotated[str | None, typer.Option(help=N_("A comment, such as the staff network's."))], None),
    ("panel", Annotated[PanelView | None, typer.Option(help=N_("The panel's view of the explanation."))], None),
    ("decision", Annotated[Decision | None, typer.Option(help=N_("What is decided."))], None),
    ("reason", Annotated[str | None, typer.Option(help=N_("The reason of the panel's view or the decision."))], None),
    ("review", Annotated[str | None, typer.Option(help=N_("When it is looked at again, YYYY-MM-DD."))], None),
    ("action", Annotated[str | None, typer.Option(help=N_("What will be done differently."))], None),
    ("owner", Annotated[str | None, typer.Option(help=N_("Who answers for the action."))], None),
    ("due", Annotated[str | None, typer.Option(help=N_("When the action is due, YYYY-MM-DD."))], None),
    ("measure", Annotated[str | None, typer.Option(help=N_("What will show that the action works."))], None),
    ("target", Annotated[str | None, typer.Option(help=N_("The value that measure should reach."))], None),
    ("level", Annotated[str | None, typer.Option(help=N_("Who has to decide on the action."))], None),
    ("start", Annotated[str | None, typer.Option(help=N_("When the action starts, YYYY-MM-DD."))], None),
    ("cost", Annotated[str | None, typer.Option(help=N_("What the action costs."))], None),
    (
        "progress",
        Annotated[int | None, typer.Option(help=N_("The number of the action --note is about; --due moves its day."))],
        None,
    ),
    ("done", Annotated[bool, typer.Option("--done", help=N_("With --progress: the action is done."))], False),
    ("as_json", Json, False),
)
"""Every option: its name, what it takes, and what it is when it is left out."""


@dataclass(frozen=True, slots=True)
class Given:
    """The options by name: those that were not given are None, a switch is False, and dates are still text."""

    options: dict[str, Any]

    def text(self, name: str) -> str:
        """A text; "" where it was not given."""
        return self.options[name] or ""

    def number(self, name: str) -> int | None:
        """A number; None where it was not given."""
        found: int | None = self.options[name]
        return found

    def has(self, *names: str) -> bool:
        """Whether any of them was given."""
        return any(self.options[name] is not None and self.options[name] is not False for name in names)

    def day(self, name: str) -> date | None:
        """A date; None where it was not given."""
        return parse_day(self.options[name], f"--{name}")


def update(context: typer.Context, number: int, **options: Any) -> None:
    """Enter what was given, then take the step, all or nothing."""
    from workforce_tui.cli.disparities import name_of_person, say_record
    from workforce_tui.services.clock import today_here
    from workforce_tui.services.disparities import get_disparity
    from workforce_tui.services.disparity_writing import Change, change_disparity

    given, done = Given(options), options["done"]
    if is_for_chair(None):
        comment_for_chair(context, number, options)
        return
    day = given.day("on") or today_here()
    _check_together(given, done=done)
    with workspace(context) as ws:
        name = name_of_person(ws, options["by"])
        entries = tuple(_entries(given, get_disparity(ws, number).record, name, day))
        notes = tuple(_progress(given, name, day, done=done))
        change_disparity(ws, number, Change(name, day, entries, notes, options["status"], given.text("note")))
        say_record(ws, number, as_json=options["as_json"])


with_parameters(update, OPTIONS, number=Number)

EXPLAINING = (
    "explanation", "explanation_cy", "evidence", "reference", "alternatives", "pool_group", "pool_comparator",
    "pool_source", "no_pool",
)  # fmt: skip
ACTING = ("owner", "measure", "target", "level", "start", "cost")


def _check_together(given: Given, *, done: bool) -> None:
    """Refuse options that mean nothing without another one."""
    if given.has("panel", "decision") and not given.has("reason"):
        raise usage_error(_("--reason: give the reason of the panel's view or the decision."))
    if given.has("reason", "review") and not given.has("panel", "decision"):
        raise usage_error(_("--reason and --review go with --decision or --panel."))
    if given.has(*ACTING) and not given.has("action"):
        raise usage_error(_("--action: say what will be done differently."))
    if given.has("action") and not all(given.has(name) for name in ("owner", "due", "measure")):
        raise usage_error(_("--action needs --owner, --due and --measure."))
    if given.has("due") and not given.has("action", "progress"):
        raise usage_error(_("--due goes with --action or --progress."))
    if (done or given.has("progress")) and not (given.has("progress") and given.has("note")):
        raise usage_error(_("--progress needs the action's number, and --note how it is getting on."))
    if given.has("pool_group", "pool_comparator", "pool_source") and not all(
        given.has(name) for name in ("pool_group", "pool_comparator", "pool_source")
    ):
        raise usage_error(_("Give --pool-group, --pool-comparator and --pool-source together."))


def _entries(given: Given, record: Disparity, by: str, on: date) -> Iterator[Entry]:
    if given.has(*EXPLAINING):
        yield _explanation(given, record, by, on)
    if given.has("comment"):
        yield Comment(given.text("comment"), by, on)
    if given.has("panel"):
        yield PanelViewGiven(PanelView(given.text("panel")), given.text("reason"), by, on)
    if given.has("decision"):
        review = given.day("review")
        yield DecisionTaken(Decision(given.text("decision")), given.text("reason"), by, on, review)
    if given.has("action"):
        yield _action(given, by, on)


def _explanation(given: Given, record: Disparity, by: str, on: date) -> Explanation:
    from workforce_tui.services.disparity_writing import next_explanation

    group, comparator = given.number("pool_group"), given.number("pool_comparator")
    pool = None
    if group is not None and comparator is not None:
        pool = Pool(group, comparator, given.text("pool_source"))
    text, welsh = given.text("explanation"), given.text("explanation_cy")
    in_welsh = language() == WELSH
    return next_explanation(
        record,
        by=by,
        on=on,
        english="" if in_welsh else text,
        welsh=welsh or (text if in_welsh else ""),
        evidence=EvidenceType(given.text("evidence")) if given.has("evidence") else None,
        reference=given.text("reference"),
        alternatives=given.text("alternatives"),
        pool=pool,
        pool_denied=given.has("no_pool"),
    )


def _action(given: Given, by: str, on: date) -> ReformAction:
    due = given.day("due")
    assert due is not None  # noqa: S101 - it was asked for
    return ReformAction(
        given.text("action"), given.text("owner"), due, given.text("measure"), by, on,
        target=given.text("target"), level=given.text("level"), start=given.day("start"), cost=given.text("cost"),
    )  # fmt: skip


def _progress(given: Given, by: str, on: date, *, done: bool) -> Iterator[tuple[int, Progress]]:
    action = given.number("progress")
    if action is not None:
        due = None if given.has("action") else given.day("due")
        yield action, Progress(given.text("note"), by, on, done, due)
