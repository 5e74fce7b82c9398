"""What re-coding snapshots and events have in common: names of labels, what stands in the way, and pointing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import is_finer, node, nodes, refines
from workforce_tui.domain.formatting import long_date
from workforce_tui.i18n import _, by_option
from workforce_tui.importing.model import BLANK
from workforce_tui.services.answering import IGNORE
from workforce_tui.services.decision_figures import Move
from workforce_tui.services.label_codes import decision_key
from workforce_tui.services.profiles import TABLES
from workforce_tui.services.writing import OWN_GRADE
from workforce_tui.storage import facts as fact_store
from workforce_tui.storage.pointing import point_ethnicities, point_grades
from workforce_tui.storage.tables import GradeLabelRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.domain.counts import Count
    from workforce_tui.importing.profile import Profile
    from workforce_tui.services.decision_figures import DecisionChange
    from workforce_tui.services.dimensions import GradeBook
    from workforce_tui.services.label_codes import LabelCodes, Meaning
    from workforce_tui.storage.pointing import PartRows
    from workforce_tui.storage.tables import EthnicityLabelRow

    LabelRow = GradeLabelRow | EthnicityLabelRow


def code_of(row: LabelRow) -> str:
    """What a label stands for until now."""
    return str(getattr(row, "grade", "") or getattr(row, "ethnicity", ""))


def code_name(book: GradeBook, organisation: str, kind: str, code: str, raw: str) -> str:
    """A code in words; an own grade that is not made yet has the words of its label."""
    if kind == "ethnicity":
        return node(code).name
    named = book.grade_name(organisation, code)
    return raw if named == code and code.startswith(OWN_GRADE) else named


def moves_of(
    book: GradeBook,
    organisation: str,
    kind: str,
    meanings: Mapping[int, Meaning],
    rows: Mapping[int, LabelRow],
    number: Callable[[int], Count],
) -> tuple[Move, ...]:
    """What each label stood for and will stand for, with the *number* of those that have it, by label."""
    moves = []
    for label, meaning in meanings.items():
        row, after = rows[label], meaning.code or ""
        before = code_of(row)
        names = [code_name(book, organisation, kind, code, row.raw) for code in (before, after)]
        moves.append(Move(row.raw or BLANK, before, after, names[0], names[1], number(label)))
    return tuple(sorted(moves, key=lambda move: (move.label, move.before)))


def overlaps(codes: set[str]) -> set[tuple[str, str]]:
    """Every group that stands beside one it is a part of."""
    return {(fine, coarse) for fine in codes for coarse in codes if fine != coarse and refines(fine, coarse) == fine}


def may_be_unheld(change: DecisionChange, before: Profile, old: LabelCodes) -> bool:
    """Whether a table may have a text and nobody be held under it, by the answers until now: its column was left out,
    or it stands for a group that others are parts of, and was the sum of theirs."""
    wanted = decision_key(change.field, change.value)
    kept = getattr(before, TABLES[change.field])
    given = next((one for value, one in kept.items() if decision_key(change.field, value) == wanted), "")
    if given.casefold() == IGNORE or change.field == "grade":
        return given.casefold() == IGNORE
    code = old.group_of(change.value)
    return any(is_finer(one, code) for one in nodes())


def side_by_side() -> str:
    """Why a table of counts cannot be re-coded: a group would be beside a part of it."""
    return _("a group and a part of it would stand side by side, as if they were apart")


def needs_file(batch: int, file_name: str, day: date, reason: str) -> WorkforceError:
    """Only reading the file of an import again can say what would come of a change."""
    text = _("Import number {batch} ({file}, {date}) cannot be changed without its file: {reason}.")
    do = _("Import the file again with the new answer, in the place of that import{option}. Nothing was changed.")
    return WorkforceError(
        text.format(batch=batch, file=file_name, date=long_date(day), reason=reason),
        do.format(option=by_option("--replace")),
    )


def point_labels(
    session: Session, where: PartRows, part: int, meanings: Mapping[int, Meaning], rows: Mapping[int, LabelRow]
) -> None:
    """Point the facts of one part at labels with what theirs mean from now on; *rows* are the labels by number."""
    for label, meaning in meanings.items():
        row = rows[label]
        if isinstance(row, GradeLabelRow):
            new = _new_grade_label(session, row, meaning)
            point_grades(session, where, part=part, old=label, new=new, worker_type=meaning.worker_type)
        else:
            new = fact_store.ethnicity_label_id(session, raw=row.raw, ethnicity=meaning.code or "")
            point_ethnicities(session, where, part=part, old=label, new=new)


def _new_grade_label(session: Session, row: GradeLabelRow, meaning: Meaning) -> int:
    """The number of a grade label with what it means from now on."""
    return fact_store.grade_label_id(
        session,
        organisation=row.organisation,
        worker_type=row.worker_type,
        raw=row.raw,
        grade=meaning.code or "",
        temporary=meaning.temporary,
    )
