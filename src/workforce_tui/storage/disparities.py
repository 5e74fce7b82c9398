"""The register of disparities in the database. Entries are added; none is ever changed or removed."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from sqlmodel import col, select

from workforce_tui.domain import disparities as model
from workforce_tui.storage.once import read_once
from workforce_tui.storage.register_tables import (
    DisparityActionRow,
    DisparityExplanationRow,
    DisparityMeasureRow,
    DisparityMoveRow,
    DisparityProgressRow,
    DisparityRow,
    DisparityStatementRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlmodel import Session

COMMENT, PANEL, DECISION, WITHDRAWN = "comment", "panel", "decision", "withdrawn"

_Row = TypeVar("_Row", bound=Any)


@read_once
def disparities(session: Session, *, organisation: str | None = None) -> tuple[model.Disparity, ...]:
    """The records of one organisation, or all, in the order they were opened."""
    query = select(DisparityRow).order_by(col(DisparityRow.id))
    if organisation is not None:
        query = query.where(DisparityRow.organisation == organisation)
    return tuple(_records(session, session.exec(query).all()))


def disparity(session: Session, *, number: int) -> model.Disparity | None:
    """One record by its number."""
    row = session.get(DisparityRow, number)
    return None if row is None else next(_records(session, [row]))


def add_disparity(session: Session, *, record: model.Disparity, made_at: str) -> int:
    """Open a record with its first move; returns its number."""
    subject = record.subject
    row = DisparityRow(
        organisation=subject.organisation,
        area=subject.area,
        indicator=subject.indicator,
        version=subject.version,
        definition=subject.definition,
        outcome=str(subject.outcome),
        group_code=subject.group,
        comparator=subject.comparator,
        level=subject.level,
        screened=subject.screened,
        brought_by=str(record.trigger),
        reasons=",".join(record.reasons),
        too_small=record.too_small,
        explain_by=record.explain_by,
        **_values(record.found),
    )
    session.add(row)
    session.flush()
    assert row.id is not None  # noqa: S101 - flushed
    for move in record.moves:
        add_entry(session, number=row.id, entry=move, made_at=made_at)
    return row.id


def add_entry(session: Session, *, number: int, entry: model.Entry, made_at: str) -> None:
    """Add an entry to a record."""
    signed = {"disparity_id": number, "signed_by": entry.by, "taken_on": entry.on, "made_at": made_at}
    session.add(_row_of(entry, signed))
    session.flush()


def add_progress(session: Session, *, number: int, action: int, note: model.Progress, made_at: str) -> None:
    """Add a note of progress to an action of a record."""
    session.add(
        DisparityProgressRow(
            disparity_id=number, action_id=action, signed_by=note.by, taken_on=note.on, made_at=made_at,
            text=note.text, done=note.done, due=note.due,
        )
    )  # fmt: skip
    session.flush()


def _row_of(entry: model.Entry, signed: Mapping[str, Any]) -> Any:
    match entry:
        case model.Move():
            before = str(entry.before) if entry.before else None
            return DisparityMoveRow(
                **signed, before=before, after=str(entry.after), note=entry.note, automatic=entry.automatic
            )
        case model.Explanation():
            return _explanation_row(entry, signed)
        case model.Comment():
            return DisparityStatementRow(**signed, kind=COMMENT, choice="", text=entry.text)
        case model.PanelViewGiven():
            return DisparityStatementRow(**signed, kind=PANEL, choice=str(entry.view), text=entry.reason)
        case model.DecisionTaken():
            return DisparityStatementRow(
                **signed, kind=DECISION, choice=str(entry.decision), text=entry.reason, review=entry.review
            )
        case model.Withdrawn():
            return DisparityStatementRow(**signed, kind=WITHDRAWN, choice=str(entry.place), text="")
        case model.Remeasured():
            return DisparityMeasureRow(**signed, **_values(entry.value))
        case model.ReformAction():
            return DisparityActionRow(
                **signed, description=entry.description, owner=entry.owner, level=entry.level, start=entry.start,
                due=entry.due, cost=entry.cost, measure=entry.measure, target=entry.target,
            )  # fmt: skip


def _explanation_row(entry: model.Explanation, signed: Mapping[str, Any]) -> DisparityExplanationRow:
    pool = entry.pool
    return DisparityExplanationRow(
        **signed,
        english=entry.english,
        welsh=entry.welsh,
        evidence=str(entry.evidence),
        reference=entry.reference,
        alternatives=entry.alternatives,
        pool_group=pool.group if pool else None,
        pool_comparator=pool.comparator if pool else None,
        pool_source=pool.source if pool else "",
        pool_denied=entry.pool_denied,
    )


def _records(session: Session, rows: Sequence[DisparityRow]) -> Iterator[model.Disparity]:
    numbers = [row.id for row in rows if row.id is not None]
    if not numbers:
        return
    moves = _entries(session, DisparityMoveRow, numbers)
    explanations = _entries(session, DisparityExplanationRow, numbers)
    statements = _entries(session, DisparityStatementRow, numbers)
    actions = _entries(session, DisparityActionRow, numbers)
    progress = _entries(session, DisparityProgressRow, numbers)
    measures = _entries(session, DisparityMeasureRow, numbers)
    for row in rows:
        number = row.id or 0
        yield model.Disparity(
            id=number,
            subject=_subject(row),
            found=_measured(row),
            trigger=model.Trigger(row.brought_by),
            too_small=row.too_small,
            explain_by=row.explain_by,
            reasons=tuple(filter(None, row.reasons.split(","))),
            moves=tuple(_move(one) for one in moves[number]),
            explanations=tuple(_explanation(one) for one in explanations[number]),
            actions=tuple(_action(one, progress[number]) for one in actions[number]),
            measures=tuple(model.Remeasured(_measured(m), m.signed_by, m.taken_on) for m in measures[number]),
            **_said(statements[number]),
        )


class _Said(TypedDict):
    """The parts of a record that are statements."""

    comments: tuple[model.Comment, ...]
    panel_views: tuple[model.PanelViewGiven, ...]
    decisions: tuple[model.DecisionTaken, ...]
    withdrawals: tuple[model.Withdrawn, ...]


def _said(statements: Sequence[DisparityStatementRow]) -> _Said:
    of: dict[str, list[DisparityStatementRow]] = defaultdict(list)
    for one in statements:
        of[one.kind].append(one)
    return _Said(
        comments=tuple(model.Comment(s.text, s.signed_by, s.taken_on) for s in of[COMMENT]),
        panel_views=tuple(
            model.PanelViewGiven(model.PanelView(s.choice), s.text, s.signed_by, s.taken_on) for s in of[PANEL]
        ),
        decisions=tuple(
            model.DecisionTaken(model.Decision(s.choice), s.text, s.signed_by, s.taken_on, s.review)
            for s in of[DECISION]
        ),
        withdrawals=tuple(model.Withdrawn(int(s.choice), s.signed_by, s.taken_on) for s in of[WITHDRAWN]),
    )


def _entries(session: Session, table: type[_Row], numbers: Sequence[int]) -> Mapping[int, list[_Row]]:
    """The entries of each record, in the order they were made."""
    found: dict[int, list[_Row]] = defaultdict(list)
    query = select(table).where(col(table.disparity_id).in_(numbers)).order_by(col(table.id))
    for row in session.exec(query):
        found[row.disparity_id].append(row)
    return found


def _subject(row: DisparityRow) -> model.Subject:
    return model.Subject(
        organisation=row.organisation,
        indicator=row.indicator,
        definition=row.definition,
        outcome=model.Outcome(row.outcome),
        group=row.group_code,
        comparator=row.comparator,
        level=row.level,
        area=row.area,
        version=row.version,
        screened=row.screened,
    )


def _move(row: DisparityMoveRow) -> model.Move:
    before = model.Status(row.before) if row.before else None
    return model.Move(before, model.Status(row.after), row.taken_on, row.signed_by, row.note, row.automatic)


def _explanation(row: DisparityExplanationRow) -> model.Explanation:
    pool = None
    if row.pool_group is not None and row.pool_comparator is not None:
        pool = model.Pool(row.pool_group, row.pool_comparator, row.pool_source)
    return model.Explanation(
        row.english, row.welsh, model.EvidenceType(row.evidence), row.reference, row.alternatives, row.signed_by,
        row.taken_on, pool, row.pool_denied,
    )  # fmt: skip


def _action(row: DisparityActionRow, notes: Sequence[DisparityProgressRow]) -> model.ReformAction:
    return model.ReformAction(
        description=row.description,
        owner=row.owner,
        due=row.due,
        measure=row.measure,
        by=row.signed_by,
        on=row.taken_on,
        target=row.target,
        level=row.level,
        start=row.start,
        cost=row.cost,
        number=row.id,
        progress=tuple(
            model.Progress(note.text, note.signed_by, note.taken_on, note.done, note.due)
            for note in notes
            if note.action_id == row.id
        ),
    )


def _values(measured: model.Measured) -> dict[str, Any]:
    return {
        "period_start": measured.start,
        "period_end": measured.end,
        "events": measured.events,
        "base": measured.base,
        "other_events": measured.other_events,
        "other_base": measured.other_base,
        "p": measured.p,
        "declaration": None if measured.declaration is None else str(measured.declaration),
    }


def _measured(row: DisparityRow | DisparityMeasureRow) -> model.Measured:
    return model.Measured(
        end=row.period_end,
        events=row.events,
        base=row.base,
        other_events=row.other_events,
        other_base=row.other_base,
        start=row.period_start,
        p=row.p,
        declaration=None if row.declaration is None else Fraction(row.declaration),
    )
