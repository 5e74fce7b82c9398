"""The verdicts behind the gate: of each fixed set of tables that screens and commands show, together with the others.

What a reader can look at one after the other is protected together. The snapshots of an organisation that are near to
one another are one set; its tables by sex are a second one, which shows what can be shown beside the first. All of
Wales is protected with the first of every organisation it is made of, and with all of Wales on days near to it; every
set with what was handed out of the same years. Where screens are not protected together with others that the same
person can look at, they show what was handed out and no more.
"""

from __future__ import annotations

import hashlib
import pickle
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import chain
from threading import Lock, RLock
from typing import TYPE_CHECKING

from workforce_tui.domain.cells import NotAvailable, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.disclosure.building import range_of
from workforce_tui.domain.disclosure.model import Protection, Published, PublishedFigure, PublishedShare, Reason
from workforce_tui.domain.disclosure.outcome import statistics_of
from workforce_tui.domain.disclosure.percentages import percentage, places_of
from workforce_tui.domain.disclosure.policy import ProfileCode
from workforce_tui.domain.disclosure.revised import SAME_STAFF_DAYS
from workforce_tui.domain.formatting import long_date
from workforce_tui.domain.reporting_years import year_of_snapshot
from workforce_tui.domain.roles import Role
from workforce_tui.i18n import _, by_option, language
from workforce_tui.services.ledger import figures_told, known_publications, restricted_publications
from workforce_tui.services.organisations import list_organisations
from workforce_tui.services.policy import own_organisation, policy_hash, profile_in_force
from workforce_tui.services.protection import UnsafeError, protect_draft
from workforce_tui.services.publication_building import cell_of
from workforce_tui.services.publishing import coarser, overlapping_scopes
from workforce_tui.services.readers import restricted_figures
from workforce_tui.services.release import draft_release
from workforce_tui.services.release_plan import planned_under
from workforce_tui.services.release_source import NothingHeldError, ReleaseScope, load_source
from workforce_tui.services.roles import who
from workforce_tui.storage import cube as cube_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.disclosure.model import FigureKey, Verdict
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.ledger import LedgerEntry
    from workforce_tui.services.release import ReleaseDraft
    from workforce_tui.services.release_source import ReleaseSource
    from workforce_tui.services.workspace import Workspace

MOST_KEPT = 96
"""Sets whose verdicts are kept: every organisation of Wales on several days."""
_kept: OrderedDict[str, Shield] = OrderedDict()
_turns: dict[str, RLock] = {}
"""One for each set whose verdicts are being worked out."""
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Shield:
    """The verdicts of one fixed set of tables, and the tables themselves."""

    draft: ReleaseDraft
    protection: Protection

    def cell(self, key: FigureKey) -> Cell:
        """What may be drawn of a figure; one that is not in the tables is withheld."""
        reason = self.draft.absent.get(key)
        return NotAvailable(reason) if reason else cell_of(self.protection.verdicts.get(key))

    def is_exact(self, key: FigureKey) -> bool:
        """Whether a figure is published as it is: neither withheld nor rounded."""
        verdict = self.protection.verdicts.get(key)
        return isinstance(verdict, Published) and not verdict.rounding


def screen_scope(ws: Workspace, organisation: str | None, day: date | None, profile: Profile) -> ReleaseScope:
    """What is protected together when a day of an organisation is looked at, or of all of Wales; None is the latest.

    To the day of an organisation belong those so near to it, directly or through others, that the counts of two tell
    who came or went: whoever looks at one of them can look at the others as well.

    Raises:
        NothingHeldError: all of Wales on the very latest day, which is not the latest of every organisation: it has the
            name of the latest of all, and is of other people.
    """
    if day is None:
        return ReleaseScope(organisation)
    if organisation is None:
        latest = _latest(ws)
        if profile.withholds and len(latest) > 1 and day == max(latest):
            raise NothingHeldError(
                _(
                    "On {date} there are figures of some organisations of Wales only; others were counted before."
                ).format(date=long_date(day)),
                _("Look at the latest figures of all, or at one organisation."),
            )
        return ReleaseScope(None, days=() if latest == {day} else (day,))
    days = _days(ws, organisation).get(organisation, []) if profile.withholds else [day]
    return ReleaseScope(organisation, days=_near(days, day))


def _days(ws: Workspace, organisation: str | None) -> Mapping[str, list[date]]:
    """The days there are snapshots of, by organisation."""
    found: dict[str, set[date]] = {}
    with ws.reading() as session:
        for one in cube_store.of_workforce(cube_store.snapshots(session, organisation=organisation)):
            found.setdefault(one.organisation, set()).add(one.as_at)
    return {code: sorted(days) for code, days in found.items()}


def _welsh_days(ws: Workspace) -> Mapping[str, list[date]]:
    """The days there are snapshots of, of each organisation of Wales."""
    welsh = {one.organisation.code for one in list_organisations(ws, in_wales_only=True)}
    return {code: days for code, days in sorted(_days(ws, None).items()) if code in welsh}


def _latest(ws: Workspace) -> set[date]:
    """The days of the latest snapshots of the organisations of Wales."""
    return {days[-1] for days in _welsh_days(ws).values()}


def _near(days: Sequence[date], day: date) -> tuple[date, ...]:
    near: list[date] = []
    for one in days:
        if near and (one - near[-1]).days >= SAME_STAFF_DAYS:
            if day in near:
                break
            near = []
        near.append(one)
    return tuple(near) if day in near else (day,)


def shield_of(ws: Workspace, scope: ReleaseScope, profile: Profile) -> Shield:
    """The verdicts for a scope; worked out once for the same figures, rules and publications.

    Raises:
        WorkforceError: there are no figures of it, or they cannot be made safe.
    """
    made = _Making(ws, planned_under(profile, scope), profile)
    source = load_source(ws, made.scope, beside=made.beside())
    name = made.fingerprint(source)
    with _lock:
        turn = _turns.setdefault(name, RLock())
    with turn:  # who asks while another thread works them out waits for that
        try:
            return _kept.get(name) or _keep(name, made.shield(source))
        finally:
            with _lock:
                _turns.pop(name, None)


def _keep(name: str, made: Shield) -> Shield:
    with _lock:
        _kept[name] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


class _Making:
    """Works out the verdicts for one scope."""

    def __init__(self, ws: Workspace, scope: ReleaseScope, profile: Profile) -> None:
        self.ws, self.scope, self.profile = ws, scope, profile
        self.ledger: Sequence[LedgerEntry] = ()
        self.screens: list[ReleaseScope] = []
        if profile.withholds:
            self.ledger = known_publications(ws, str(profile.code))
            self.screens = [planned_under(profile, one) for one in self._looked_at_before()]
        self.as_handed_out = self._is_handed_out()

    def _looked_at_before(self) -> Iterator[ReleaseScope]:
        """The screens whose verdicts stand before those of this one are made, which takes them as they are."""
        if self.scope.organisation is None:
            yield from self._of_every_organisation()
            yield from self._of_wales_before()
        elif self.scope.second:
            yield ReleaseScope(self.scope.organisation, days=self.scope.days)

    def _of_every_organisation(self) -> Iterator[ReleaseScope]:
        """The screens of each organisation whose staff all of Wales counts."""
        for code, days in _welsh_days(self.ws).items():
            latest = days[-1:] if not self.scope.days else [day for day in days if day in self.scope.days]
            for near in dict.fromkeys(_near(days, day) for day in latest):
                yield ReleaseScope(code, days=near)

    def _of_wales_before(self) -> Iterator[ReleaseScope]:
        """All of Wales as it can be looked at on days near to this one: the latest, then day by day back to it."""
        held = _welsh_days(self.ws)
        latest = {days[-1] for days in held.values()}
        every = sorted({*chain.from_iterable(held.values())})
        near = {one for day in self.scope.days or latest for one in _near(every, day)}
        days = [(), *((day,) for day in reversed(every) if day in near and day != max(latest))]
        for some in days[: days.index(self.scope.days) if self.scope.days in days else 0]:
            if some or latest & near:
                yield ReleaseScope(None, days=some)

    def _years(self) -> tuple[int, ...]:
        days = chain(self.scope.days, *(one.days for one in self.screens))
        return tuple(sorted({year_of_snapshot(day) for day in days}))

    def _overlapping(self) -> list[LedgerEntry]:
        return [one for one in self.ledger if set(one.years) & set(self._years())]

    def _is_handed_out(self) -> bool:
        """Whether screens show what was handed out, and nothing else: it was protected with all the same readers know.

        They do where they look under another profile than that of their role, in the role of the panel, and by sex
        where they may look at all of Wales as well. And they do once all of Wales was handed out, to whoever may look
        at several organisations: the screens of each would be safe beside it, of two together that is not proved.
        """
        network = self.profile.code == ProfileCode.NETWORK
        if not self.profile.withholds:
            return False
        if self._is_handed_out_only() or (self.scope.second and not network):
            return True
        entries = self._overlapping() if self.scope.organisation else []
        own = {year for one in entries if one.organisation == self.scope.organisation for year in one.years}
        alone = network and own_organisation() is not None
        return (not alone or own.issuperset(self._years())) and any(not one.organisation for one in entries)

    def _is_handed_out_only(self) -> bool:
        """Whether the profile is not that of the role somebody looks in, or the role is to see what is public alone."""
        return profile_in_force() not in (ProfileCode.RAW, self.profile.code) or who().role is Role.PANEL

    def beside(self) -> list[ReleaseScope]:
        """The scopes whose tables are about the same people: other screens, and what was handed out."""
        if not self.profile.withholds or self.as_handed_out:
            return []
        published = overlapping_scopes(replace(self.scope, years=self._years()), self.ledger)
        return [*self.screens, *published]

    def fingerprint(self, source: ReleaseSource) -> str:
        """A name for what the verdicts depend on: the cells, what they add up to, the rules and the ledger."""
        restricted = restricted_publications(self.ws, str(self.profile.code)) if self.profile.withholds else ()
        numbers = [one.id for one in (*self.ledger, *restricted)]
        known = {code: source.known[code] for code in sorted({cell.organisation for cell in source.cells})}
        parts = (
            self.ws.paths.database, policy_hash(self.profile), language(), numbers, self.as_handed_out, source.scope,
            source.beside, source.cells, known, source.book,
            sorted((place, sorted(coarse)) for place, coarse in source.coarse.items()),
        )  # fmt: skip
        return hashlib.sha256(pickle.dumps(parts)).hexdigest()

    def shield(self, source: ReleaseSource) -> Shield:
        """The tables and their verdicts; where they cannot be made safe, those of them that can."""
        steps = coarser(source.scope)
        for without in steps:
            fewer = replace(source, scope=replace(source.scope, without=without))
            try:
                return self._shield(fewer)
            except UnsafeError:
                if without == steps[-1]:
                    raise
        raise AssertionError("there is a last attempt")

    def _shield(self, source: ReleaseSource) -> Shield:
        draft = draft_release(source)
        figures = {figure.key for figure in (*draft.release.figures, *draft.release.context)}
        keys = figures | {share.key for share in (*draft.release.shares, *draft.release.context_shares)}
        handed_out = tuple(self._handed_out())
        earlier = [one for one in handed_out if one.key in keys]
        if self.as_handed_out:
            self._refuse_nothing(draft, earlier)
            return Shield(draft, _as_handed_out(draft, self.profile, earlier))
        restricted = tuple(one for one in restricted_figures(self.ws, self.profile) if one.key in keys)
        shields = list(self._on_screens())
        told = [line for screen in shields for line in _told(screen, self.profile)]
        # What was handed out of days that nothing is held of any more is of much the same staff as well.
        places = {replace(key, as_at=date.min) for key in figures}
        gone = [one for one in handed_out if one.key not in keys and replace(one.key, as_at=date.min) in places]
        made = protect_draft(draft, self.profile, (*earlier, *gone, *told), restricted)
        before = {key: verdict for screen in shields for key, verdict in screen.protection.verdicts.items()}
        return Shield(draft, replace(made, verdicts={key: before.get(key, one) for key, one in made.verdicts.items()}))

    def _refuse_nothing(self, draft: ReleaseDraft, earlier: Sequence[PublishedFigure]) -> None:
        """Say that nothing was handed out of what is asked, where that is all that may be seen."""
        asked = {figure.key for figure in draft.release.figures}
        told = [one for one in earlier if one.key in asked and one.key.dimension == self.scope.second]
        if told or not (self.scope.second or self._is_handed_out_only()):
            return
        hint = _("Look under the profile of the role, or hand figures out first.")
        if who().role is Role.PANEL:
            hint = _("The panel sees what was published. Whoever keeps the database hands it out.")
        if self.scope.second:
            hint = _("Hand them out by sex as well{option}. Under NETWORK they are shown without that.").format(
                option=by_option("export figures --with sex")
            )
        raise NothingHeldError(
            _("Under the profile {profile} what was handed out of that is shown here, and nothing of it was.").format(
                profile=self.profile.code
            ),
            hint,
        )

    def _handed_out(self) -> Iterable[PublishedFigure]:
        return chain(*figures_told(self.ws, self.ledger))

    def _on_screens(self) -> Iterator[Shield]:
        """The verdicts of the screens before; one that there are no figures of, or that is not safe, shows nothing."""
        for scope in self.screens:
            with suppress(UnsafeError, NothingHeldError):
                yield shield_of(self.ws, scope, self.profile)


def _told(shield: Shield, profile: Profile) -> Iterator[PublishedFigure]:
    """What a set of tables tells, as the ledger has figures."""
    for key, verdict in sorted(shield.protection.verdicts.items()):
        match verdict:
            case Published(value, rounding):
                yield PublishedFigure(key, value, rounding, profile.threshold)
            case PublishedShare(percent):
                yield PublishedFigure(key, percent, 0, profile.threshold)
            case _:
                yield PublishedFigure(key, None, 0, profile.threshold)


def _as_handed_out(draft: ReleaseDraft, profile: Profile, earlier: Sequence[PublishedFigure]) -> Protection:
    """The figures that were handed out, as they were last, where they are still true; everything else is withheld."""
    lines = {line.key: line for line in earlier if line.value is not None}
    truths = {figure.key: figure.truth for figure in draft.release.figures}
    verdicts: dict[FigureKey, Verdict] = {}
    for key, truth in truths.items():
        verdicts[key] = _count_again(lines.get(key), truth, profile)
    for share in draft.release.shares:
        part, base = truths.get(share.part), truths.get(share.base)
        verdicts[share.key] = _share_again(lines.get(share.key), part, base)
    return Protection(profile, verdicts, statistics_of(draft.release, profile, verdicts))


def _count_again(line: PublishedFigure | None, truth: Count, profile: Profile) -> Verdict:
    if line is None or not isinstance(line.value, Count) or line.threshold < profile.threshold:
        return Withheld(Reason.COMPLEMENT)
    low, high = range_of(line.value, line.rounding, line.threshold)
    if not low <= truth.low <= truth.high <= high:
        return Withheld(Reason.EARLIER)
    return Published(line.value, line.rounding)


def _share_again(line: PublishedFigure | None, part: Count | None, base: Count | None) -> Verdict:
    if line is None or not isinstance(line.value, Decimal) or part is None or base is None:
        return Withheld(Reason.COMPLEMENT)
    same = base.low and percentage(part.low, base.low, places_of(line.value)) == line.value
    return PublishedShare(line.value) if same else Withheld(Reason.EARLIER)
