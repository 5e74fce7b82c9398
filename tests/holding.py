"""Staff put straight into the database, and what became of them worked out person by person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.services.transitions import refresh_transitions
from workforce_tui.storage import batches as batch_store
from workforce_tui.storage import facts
from workforce_tui.storage.tables import ImportBatchRow, SnapshotRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.services.workspace import Workspace

OUTSIDE = ("special", "volunteer", "agency", "elected")
SILENT = ("X_UNK", "X_NA")


@dataclass(frozen=True)
class Post:
    """What a file says of somebody."""

    grade: str = "CONSTABLE"
    ethnicity: str = "W_BRIT"
    worker: str = "officer"
    temporary: str = ""
    sex: str = "female"
    fte: int = 1000
    attributes: int | None = None
    start: int | None = None


@dataclass(frozen=True)
class Held:
    """One file of an organisation on a date: staff number -> post."""

    organisation: str
    day: date
    people: Mapping[str, Post]
    scheme: str = "ons2021_19"


def hashed(number: str) -> bytes:
    """A stand-in for the keyed hash of a staff number."""
    return number.encode().rjust(16, b"\0")


def hold(ws: Workspace, held: Iterable[Held], *, refresh: bool = True) -> list[int]:
    """Put files into the database, one import each; returns the numbers of the imports."""
    with ws.writing() as session:
        some = list(held)
        numbers = [_hold(session, one) for one in some]
        if refresh:
            refresh_transitions(session, {(one.organisation, one.day) for one in some})
    return numbers


def _hold(session: Session, held: Held) -> int:
    row = ImportBatchRow(
        file_name="x.csv", file_sha256="", sheet=None, layout="record", dataset="staff_in_post", scheme=held.scheme,
        imported_at="", status="active", rows_read=0, rows_rejected=0, rows_skipped=0, headcount_low=0,
        headcount_high=0, outside_workforce=0,
    )  # fmt: skip
    batch = batch_store.add_batch(session, batch=row, issues={})
    snapshot = facts.add_snapshot(
        session,
        snapshot=SnapshotRow(
            batch_id=batch, organisation=held.organisation, as_at=held.day, scheme=held.scheme, asks_grt=True,
            has_persons=bool(held.people),
        ),
    )  # fmt: skip
    grades = {
        key: facts.grade_label_id(
            session, organisation=held.organisation, worker_type="", raw=" ".join(key), grade=key[0], temporary=key[1]
        )
        for key in sorted({(post.grade, post.temporary) for post in held.people.values()})
    }
    groups = {
        code: facts.ethnicity_label_id(session, raw=code, ethnicity=code)
        for code in sorted({post.ethnicity for post in held.people.values()})
    }
    rows = sorted(
        (snapshot, hashed(number), grades[post.grade, post.temporary], groups[post.ethnicity], post.worker, post.sex,
         post.fte, post.start, post.attributes)
        for number, post in held.people.items()
    )  # fmt: skip
    facts.add_person_snapshots(session, rows=rows)
    facts.build_cube(session, snapshot_id=snapshot)
    return batch


def merged(held: Iterable[Held], organisation: str, day: date) -> dict[str, Post]:
    """The workforce of an organisation on a date, everybody once: in the post with the most hours."""
    found: dict[str, Post] = {}
    for one in held:
        if (one.organisation, one.day) != (organisation, day):
            continue
        for number, post in one.people.items():
            if post.worker in OUTSIDE:
                continue
            known = found.get(number)
            if known is None or (-post.fte, post.worker) < (-known.fte, known.worker):
                found[number] = post
    return found


Key = tuple[tuple[str, str, str] | None, tuple[str, str, str] | None, str, bool]


def by_hand(held: list[Held], organisation: str, start: date, end: date, spaces: Mapping[str, str]) -> Counter[Key]:
    """Everybody's transition: post before, post after, ethnicity and whether they are elsewhere, each looked up."""
    first, second = merged(held, organisation, start), merged(held, organisation, end)
    found: Counter[Key] = Counter()
    for number in first.keys() | second.keys():
        before, after = first.get(number), second.get(number)
        known, day = (after, end) if after is not None else (before, start)
        assert known is not None
        ethnicity = known.ethnicity
        if ethnicity in SILENT:
            ethnicity = _earlier(held, organisation, day, number) or ethnicity
        elsewhere = before is None or after is None
        if elsewhere:
            elsewhere = _elsewhere(held, organisation, number, spaces, start if before is None else end, before is None)
        found[_key(before), _key(after), ethnicity, elsewhere] += 1
    return found


def _key(post: Post | None) -> tuple[str, str, str] | None:
    return None if post is None else (post.worker, post.grade, post.temporary)


def _earlier(held: list[Held], organisation: str, day: date, number: str) -> str | None:
    answers = [
        (one.day, place, one.people[number].ethnicity)
        for place, one in enumerate(held)
        if one.organisation == organisation and one.day < day and number in one.people
    ]
    return next((code for _day, _place, code in sorted(answers, reverse=True) if code not in SILENT), None)


def _elsewhere(
    held: list[Held], organisation: str, number: str, spaces: Mapping[str, str], day: date, back: bool
) -> bool:
    for other in {one.organisation for one in held} - {organisation}:
        if spaces[other] != spaces[organisation]:
            continue
        days = {one.day for one in held if one.organisation == other and merged(held, other, one.day)}
        near = [one for one in days if (one <= day if back else one >= day) and abs((one - day).days) <= 366]
        if near and number in merged(held, other, max(near) if back else min(near)):
            return True
    return False
