"""The command that enters what is known about a disparity and takes its next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from workforce_tui.cli.context import parse_day, usage_error, workspace
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


Number = Annotated[int, typer.Argument(help=N_("The record's number."))]
NextStatus = Annotated[Status | None, typer.Option(help=N_("The next status."))]
By = Annotated[str | None, typer.Option(help=N_("Who makes the entry, by name."))]
On = Annotated[str | None, typer.Option(help=N_("The day it is of, YYYY-MM-DD; today when left out."))]
Note = Annotated[str | None, typer.Option(help=N_("A note on the step, or how an action is getting on."))]
Why = Annotated[str | None, typer.Option(help=N_("Why there is a difference, in the language given with --language."))]
WhyInWelsh = Annotated[str | None, typer.Option(help=N_("The explanation in Welsh."))]
Evidence = Annotated[EvidenceType | None, typer.Option(help=N_("What the explanation rests on."))]
Reference = Annotated[str | None, typer.Option(help=N_("Where the evidence can be seen."))]
Alternatives = Annotated[str | None, typer.Option(help=N_("Which other explanations were tested."))]
PoolGroup = Annotated[int | None, typer.Option(help=N_("People of the group who could have been chosen."))]
PoolComparator = Annotated[int | None, typer.Option(help=N_("People of the comparator who could have been chosen."))]
PoolSource = Annotated[str | None, typer.Option(help=N_("Where those numbers are from."))]
NoPool = Annotated[
    bool, typer.Option("--no-pool", help=N_("The explanation does not rest on who could have been chosen."))
]
CommentMade = Annotated[str | None, typer.Option(help=N_("A comment, such as the staff network's."))]
PanelSays = Annotated[PanelView | None, typer.Option(help=N_("The panel's view of the explanation."))]
DecisionMade = Annotated[Decision | None, typer.Option(help=N_("What is decided."))]
Reason = Annotated[str | None, typer.Option(help=N_("The reason of the panel's view or the decision."))]
Review = Annotated[str | None, typer.Option(help=N_("When it is looked at again, YYYY-MM-DD."))]
Action = Annotated[str | None, typer.Option(help=N_("What will be done differently."))]
Owner = Annotated[str | None, typer.Option(help=N_("Who answers for the action."))]
Due = Annotated[str | None, typer.Option(help=N_("When the action is due, YYYY-MM-DD."))]
Measure = Annotated[str | None, typer.Option(help=N_("What will show that the action works."))]
Target = Annotated[str | None, typer.Option(help=N_("The value that measure should reach."))]
DecidedAt = Annotated[str | None, typer.Option(help=N_("Who has to decide on the action."))]
Start = Annotated[str | None, typer.Option(help=N_("When the action starts, YYYY-MM-DD."))]
Cost = Annotated[str | None, typer.Option(help=N_("What the action costs."))]
ProgressOf = Annotated[
    int | None, typer.Option(help=N_("The number of the action --note is about; --due moves its day."))
]
IsDone = Annotated[bool, typer.Option("--done", help=N_("With --progress: the action is done."))]
Json = Annotated[bool, typer.Option("--json", help=N_("Answer in JSON."))]


@dataclass(frozen=True, slots=True)
class Given:
    """The options that were given, by name; absent ones are None, and dates are still text."""

    texts: dict[str, str | None]
    numbers: dict[str, int | None]

    def text(self, name: str) -> str:
        """A text; "" where it was not given."""
        return self.texts[name] or ""

    def has(self, *names: str) -> bool:
        """Whether any of them was given."""
        return any(self.texts.get(name) is not None or self.numbers.get(name) is not None for name in names)

    def day(self, name: str) -> date | None:
        """A date; None where it was not given."""
        return parse_day(self.texts[name], f"--{name}")


def update(
    context: typer.Context,
    number: Number,
    status: NextStatus = None,
    by: By = None,
    on: On = None,
    note: Note = None,
    explanation: Why = None,
    explanation_cy: WhyInWelsh = None,
    evidence: Evidence = None,
    reference: Reference = None,
    alternatives: Alternatives = None,
    pool_group: PoolGroup = None,
    pool_comparator: PoolComparator = None,
    pool_source: PoolSource = None,
    no_pool: NoPool = False,
    comment: CommentMade = None,
    panel: PanelSays = None,
    decision: DecisionMade = None,
    reason: Reason = None,
    review: Review = None,
    action: Action = None,
    owner: Owner = None,
    due: Due = None,
    measure: Measure = None,
    target: Target = None,
    level: DecidedAt = None,
    start: Start = None,
    cost: Cost = None,
    progress: ProgressOf = None,
    done: IsDone = False,
    as_json: Json = False,
) -> None:
    """Enter what was given, then take the step, all or nothing."""
    from workforce_tui.cli.disparities import name_of_person, say_record
    from workforce_tui.services.disparities import get_disparity, today_here
    from workforce_tui.services.disparity_writing import Change, change_disparity

    given = Given(
        texts={
            "explanation": explanation, "explanation_cy": explanation_cy, "evidence": evidence,
            "reference": reference, "alternatives": alternatives, "pool_source": pool_source, "comment": comment,
            "panel": panel, "decision": decision, "reason": reason, "review": review, "action": action,
            "owner": owner, "due": due, "measure": measure, "target": target, "level": level, "start": start,
            "cost": cost, "note": note, "no_pool": "yes" if no_pool else None,
        },
        numbers={"pool_group": pool_group, "pool_comparator": pool_comparator, "progress": progress},
    )  # fmt: skip
    day = parse_day(on, "--on") or today_here()
    _check_together(given, done=done)
    with workspace(context) as ws:
        name = name_of_person(ws, by)
        entries = tuple(_entries(given, get_disparity(ws, number).record, name, day))
        notes = tuple(_progress(given, name, day, done=done))
        change_disparity(ws, number, Change(name, day, entries, notes, status, note or ""))
        say_record(ws, number, as_json=as_json)


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

    group, comparator = given.numbers["pool_group"], given.numbers["pool_comparator"]
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
    action = given.numbers["progress"]
    if action is not None:
        due = None if given.has("action") else given.day("due")
        yield action, Progress(given.text("note"), by, on, done, due)
