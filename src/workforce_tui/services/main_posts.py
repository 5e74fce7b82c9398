"""People who are in several files of one organisation and date: each is counted once, in the main post.

The rows of the other posts are kept apart (`storage.posts`), so that nothing is lost when a file is taken out again.
Before the files of a day change, everything is put back as they gave it; afterwards it is decided anew, so that it
does not matter which file came first. It happens in the transaction that changes the files.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.posts import Post, main_post
from workforce_tui.domain.workforce import OUTSIDE_CODES, WorkerType
from workforce_tui.importing.catalogue import sorted_issues
from workforce_tui.importing.finish import count_people
from workforce_tui.importing.merge import is_numbered
from workforce_tui.services.organisations import organisation_in
from workforce_tui.services.previous_issues import BESIDE_CODES, beside_issues
from workforce_tui.services.pseudonyms import load_or_make_key, pseudonyms
from workforce_tui.storage import batches as batch_store
from workforce_tui.storage import posts as store
from workforce_tui.storage import recoding as cube_store
from workforce_tui.storage import settings as setting_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from workforce_tui.importing.plan import ImportPlan
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.storage.posts import HeldPost
    from workforce_tui.storage.tables import SnapshotRow

KEY_SETTING = "key_fingerprint"
ELSEWHERE = "counted_elsewhere"
"""Why somebody of a file is set aside who is counted in another file of the day."""
KINDS = frozenset(map(str, WorkerType))


@dataclass(slots=True)
class Beside:
    """People of a plan who are in the figures held of the same day.

    `elsewhere` are the rows of those counted in the held figures, `here` how many of the held are counted in the plan
    instead, `unlike` how many have two different answers. Where both number their people from 1, it `restarts`.
    """

    elsewhere: set[int] = field(default_factory=set)
    here: int = 0
    unlike: int = 0
    restarts: bool = False


def known_key(ws: Workspace, session: Session) -> bytes | None:
    """The key of the staff numbers; None before there is one, and where it is missing, which the import itself says."""
    fingerprint = setting_store.setting(session, name=KEY_SETTING)
    if fingerprint is None:
        return None
    try:
        return load_or_make_key(ws.paths.key_file, fingerprint=fingerprint)
    except WorkforceError:
        return None


def put_apart(session: Session, places: Iterable[tuple[str, date]]) -> None:
    """Give every file of some organisations and dates its people back, before one of the files changes."""
    for organisation, day in set(places):
        held = _held(session, organisation, day)
        _recount(session, held, store.separate(session, snapshot_ids=[one.id or 0 for one in held]))


def put_together(session: Session, places: Iterable[tuple[str, date]]) -> None:
    """Count everybody once who is in several files of some organisations and dates.

    People with different answers about their ethnicity stay in each: nobody can say that they are one person.
    """
    for organisation, day in set(places):
        held = _held(session, organisation, day)
        ids = [one.id or 0 for one in held]
        rows = store.shared(session, snapshot_ids=ids) if len(ids) > 1 else []
        codes = store.codes_of(session, labels={one.ethnicity_label for one in rows})
        kept, counted = [], []
        for posts in by_person(rows).values():
            main = counted_post(posts, codes)
            if main is not None:
                kept += posts
                counted.append(main)
        store.keep(session, rows=kept, counted=counted)
        _recount(session, held, {one.snapshot for one in kept})


def counted_alike(
    session: Session, held: Sequence[SnapshotRow], recoded: Callable[[HeldPost], tuple[str, str] | None]
) -> bool:
    """Whether everybody in several files of a day stays counted by the same row and answer under other codes.

    *recoded* gives the kind of worker and the ethnicity of a post under them; None where they are as they were.
    """
    ids = [one.id or 0 for one in held]
    posts = [*store.posts(session, snapshot_ids=ids), *store.shared(session, snapshot_ids=ids)]
    now = by_person(store.counted(session, snapshot_ids=ids, pseudonyms={one.pseudonym for one in posts}))
    known = store.codes_of(session, labels={one.ethnicity_label for rows in (posts, *now.values()) for one in rows})

    def code(one: HeldPost) -> tuple[str, str]:
        return recoded(one) or (one.worker_type, known[one.ethnicity_label])

    for person, rows in by_person(posts).items():
        codes = [code(one) for one in rows]
        numbered = [one._replace(worker_type=codes[n][0], ethnicity_label=n) for n, one in enumerate(rows)]
        after = counted_post(numbered, dict(enumerate(group for _worker, group in codes)))
        before = now[person]
        if after is None:
            if len(before) != len(rows):
                return False
        elif [(one.snapshot, code(one)[1]) for one in before] != [(after.snapshot, codes[after.ethnicity_label][1])]:
            return False
    return True


def by_person(rows: Iterable[HeldPost]) -> dict[bytes, list[HeldPost]]:
    """The posts of each person."""
    found: dict[bytes, list[HeldPost]] = defaultdict(list)
    for one in rows:
        found[one.pseudonym].append(one)
    return found


def counted_post(posts: Sequence[HeldPost], codes: Mapping[int, str | None]) -> HeldPost | None:
    """The row somebody is counted by; None where the posts have different answers. *codes* are those of the labels."""
    main = main_post([_post(one, codes) for one in posts])
    if main is None:
        return None
    row = next(one for one in posts if one.snapshot == main.place)
    return row._replace(ethnicity_label=main.label, attributes=main.attributes)


def _post(one: HeldPost, codes: Mapping[int, str | None]) -> Post:
    label = one.ethnicity_label
    return Post(one.snapshot, one.worker_type, one.fte_milli, label, codes.get(label), one.attributes)


def _recount(session: Session, held: Sequence[SnapshotRow], changed: set[int]) -> None:
    """Bring the cubes and the numbers of the imports in line with the rows of the *changed* snapshots."""
    for number in changed:
        cube_store.rebuild_cube(session, snapshot_id=number)
    for batch in {one.batch_id for one in held if one.id in changed}:
        cube_store.recount_batch(session, batch_id=batch, outside=OUTSIDE_CODES)


def beside_held(session: Session, plan: ImportPlan, key: bytes | None) -> ImportPlan:
    """The plan with those set aside who will be counted in other figures of the same day, and what is to be said of it.

    Nothing is written. Figures of the kinds of worker that come anew are left out: they are replaced, or in the way.
    """
    everything = (plan, *plan.parts)
    days = {(one.organisation, one.as_at) for part in everything for one in part.snapshots}
    held = {place: _held(session, *place) for place in days}
    issues = [one for one in plan.issues if one.code not in BESIDE_CODES]
    # Found before is never enough: numbers of snapshots that were taken out are given to others.
    if not (any(held.values()) or any(part.elsewhere for part in everything) or len(issues) < len(plan.issues)):
        return plan
    parts = []
    for part in everything:
        aside: set[int] = set()
        rows: dict[int, list[int]] = {}
        for place, snapshot in enumerate(part.snapshots if key else ()):
            ids = [one.id or 0 for one in held[snapshot.organisation, snapshot.as_at]]
            if ids and key:
                rows = rows or _rows_by_snapshot(part)
                found = _beside(session, part, place, rows.get(place, []), ids, key)
                aside |= found.elsewhere
                issues += beside_issues(snapshot, found, organisation_in(session, snapshot.organisation).name)
        parts.append(_without(part, frozenset(aside)))
    first, *rest = parts
    return replace(first, issues=sorted_issues(issues), parts=tuple(rest))


def _held(session: Session, organisation: str, day: date) -> Sequence[SnapshotRow]:
    return batch_store.snapshots_at(session, organisation=organisation, as_at=day)


def as_read(part: ImportPlan) -> ImportPlan:
    """A plan as its file gave it, with everybody who is counted elsewhere."""
    return _without(part, frozenset())


def _without(part: ImportPlan, aside: frozenset[int]) -> ImportPlan:
    if aside == part.elsewhere:
        return part
    reasons = {reason: people for reason, people in part.set_aside.items() if reason != ELSEWHERE}
    rejected = part.rows_rejected - len(part.elsewhere) + len(aside)
    if aside:
        reasons[ELSEWHERE] = Count.exact(len(aside))
    after = replace(part, elsewhere=aside, set_aside=reasons, rows_rejected=rejected)
    count_people(after)
    return after


def _rows_by_snapshot(part: ImportPlan) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for position, row in enumerate(part.persons):
        found[row[0]].append(position)
    return found


def _beside(
    session: Session, part: ImportPlan, place: int, positions: Sequence[int], ids: Sequence[int], key: bytes
) -> Beside:
    """One snapshot of a plan beside the figures held of its day."""
    kinds = {part.persons[one][4] for one in positions} | {row[3] for row in part.counts if row[0] == place}
    held = store.people(session, snapshot_ids=ids, worker_types=KINDS - kinds) if positions else set()
    if not held:
        return Beside()
    hashes = zip(positions, pseudonyms(key, (part.persons[one][1] for one in positions)), strict=True)
    found = {pseudonym: position for position, pseudonym in hashes if pseudonym in held}
    rows = store.posts_of(session, snapshot_ids=ids, pseudonyms=found)
    codes = store.codes_of(session, labels={one.ethnicity_label for one in rows})
    both = Beside(restarts=len(found) == min(len(held), len(positions)) and is_numbered(_numbers(part, positions)))
    for pseudonym, posts in by_person(one for one in rows if one.worker_type not in kinds).items():
        own = part.persons[found[pseudonym]]
        code = part.ethnicity_labels[own[3]].code
        mine = Post(max(ids) + 1, own[4], own[6], -1, code, own[8])
        main = main_post([*(_post(one, codes) for one in posts), mine])
        if main is None:
            both.unlike += 1
        elif main.place == mine.place:
            both.here += 1
        else:
            both.elsewhere.add(found[pseudonym])
    return both


def _numbers(part: ImportPlan, positions: Iterable[int]) -> set[str]:
    return {part.persons[one][1].partition("\0")[2] for one in positions}
