"""The independent audit of written files, together with everything their readers had before."""

from __future__ import annotations

import re
import tempfile
from collections import OrderedDict
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workforce_tui.domain.counts import Count
from workforce_tui.domain.formatting import number
from workforce_tui.domain.ledger import COUNTED
from workforce_tui.domain.publication import FigureRow, Marker, Unit
from workforce_tui.i18n import _, language
from workforce_tui.services.protection import UnsafeError, beside_earlier
from workforce_tui.services.release import PERCENTAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from workforce_tui.auditing.report import AuditReport, Confined, Given, Protection
    from workforce_tui.domain.disclosure.model import PublishedFigure
    from workforce_tui.domain.disclosure.policy import Profile
    from workforce_tui.domain.ledger import LedgerEntry

_EARLIER = re.compile(r"publication-(\d+)")
"""The names of the files that what was handed out before is audited in."""
_OF_TWO = frozenset({"revision", "dates"})
"""What the difference of two publications tells."""
MOST_NAMED = 8
BEFORE_ALL = 0
"""A version earlier than every one that is handed out."""
MOST_REPORTS = 16
_REPORTS: OrderedDict[object, AuditReport] = OrderedDict()
"""What the last audits said, by everything they depend on: files of the same names and contents say the same again."""


@dataclass(frozen=True, slots=True)
class AuditOutcome:
    """What the audit said: whether there was one, how many sums it looked at, and those that can be worked out.

    `smallest` is the smallest width of values that is left to whoever tries, `found` what can be worked out by its
    codes, `rounds` how often the files were written and audited, and `words` are the texts with numbers of people that
    no table shows.
    """

    done: bool
    checked: int = 0
    confined: tuple[str, ...] = ()
    smallest: int | None = None
    found: tuple[Confined, ...] = ()
    rounds: int = 1
    words: tuple[Given, ...] = ()

    def record(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "done": self.done,
            "checked": self.checked,
            "confined": list(self.confined),
            "smallest": self.smallest,
            "rounds": self.rounds,
        }

    def line(self) -> str:
        """In a sentence."""
        if not self.done:
            return _("Not audited: this profile withholds nothing.")
        if self.confined:
            return _("Figures the audit can work out: {number}.").format(number=number(len(self.confined)))
        text = _("Figures the audit looked for: {number}. It can work none of them out.")
        return text.format(number=number(self.checked))


def earlier_file(entry: LedgerEntry, figures: Sequence[PublishedFigure], folder: Path) -> Path:
    """What was published before, as the tidy file its readers have; what no table of an export is of is left out."""
    from workforce_tui.exporting.tidy import write_tidy

    path = folder / f"publication-{entry.id}.csv"
    with path.open("wb") as stream:
        write_tidy([_row(entry, figure) for figure in figures if figure.key.dimension != COUNTED], stream)
    return path


def _row(entry: LedgerEntry, figure: PublishedFigure) -> FigureRow:
    key, value = figure.key, figure.value
    exact = value.low if isinstance(value, Count) and value.is_exact else None
    between = (value.low, value.high) if isinstance(value, Count) and not value.is_exact else (None, None)
    return FigureRow(
        organisation=key.organisation,
        area=key.area,
        period=key.as_at,
        dimension=key.dimension,
        row=key.row,
        row_label=key.row,
        cut=key.cut,
        definition=key.definition,
        measure=key.measure,
        value=value if isinstance(value, Decimal) else exact,
        unit=Unit.PERCENT if key.measure in PERCENTAGES else Unit.PEOPLE,
        base_measure=PERCENTAGES.get(key.measure, ""),
        marker=Marker.CONFIDENTIAL if value is None else "",
        status="interval" if between[0] is not None else "",
        profile=entry.profile,
        threshold=figure.threshold,
        rounding=figure.rounding,
        version=str(entry.version),
        low=between[0],
        high=between[1],
    )


def bearing_on(
    figures: Iterable[FigureRow], before: Sequence[tuple[LedgerEntry, tuple[PublishedFigure, ...]]]
) -> list[tuple[LedgerEntry, tuple[PublishedFigure, ...]]]:
    """What of the exports *before* says anything of the people in *figures*, or of the same places on other days.

    Exports are about the same people where they share a place and a day, directly or through others: a return and
    another one through the all-Wales update. Nothing links two days but the figures of one place on both.
    """
    return bearing_on_places({(one.organisation, one.period) for one in figures}, before)


def bearing_on_places(
    own: set[tuple[str, date]], before: Sequence[tuple[LedgerEntry, tuple[PublishedFigure, ...]]]
) -> list[tuple[LedgerEntry, tuple[PublishedFigure, ...]]]:
    """The same for places and days."""
    said = [{(one.key.organisation, one.key.as_at) for one in some} for _entry, some in before]
    linked, grown = set(own), True
    while grown:
        size = len(linked)
        linked = linked.union(*(some for some in said if some & linked))
        grown = len(linked) > size
    places = {place for place, _day in own}
    found = []
    for (entry, some), days in zip(before, said, strict=True):
        kept = some if days & linked else tuple(one for one in some if one.key.organisation in places)
        if kept:
            found.append((entry, kept))
    return found


def audit_files(
    profile: Profile,
    files: Sequence[Path],
    earlier: Sequence[tuple[LedgerEntry, Sequence[PublishedFigure]]] = (),
) -> AuditOutcome:
    """Let the attacker loose on written files and on what their readers had before.

    What they could work out before, these files do not give away.

    Raises:
        WorkforceError: a file cannot be read in full, so nothing may be handed out.
    """
    if not profile.withholds:
        return AuditOutcome(done=False)
    with tempfile.TemporaryDirectory(prefix="workforce-tui-") as name:
        before = [earlier_file(entry, figures, Path(name)) for entry, figures in earlier]
        others = [path.name for path, one in zip(before, earlier, strict=True) if one[0].profile != profile.code]
        theirs = [path.name for path in before if path.name not in others]
        report = attacked(profile, files, before, others)
        # a sum of several figures has no source of its own: it may be one of the publications before alone
        if before and any(not one.source or one.source.startswith(tuple(theirs)) for one in report.confined):
            report = less_known(report, attacked(profile, before, aside=others))
    return outcome_of(report, others)


def less_known(report: AuditReport, before: AuditReport) -> AuditReport:
    """What an audit found that could not be worked out just as narrowly *before*, without the files it is of."""
    known = {(one.figures, one.low, one.high) for one in before.confined}
    kept = (one for one in report.confined if (one.figures, one.low, one.high) not in known)
    return replace(report, confined=tuple(kept))


def attacked(
    profile: Profile, files: Sequence[Path], before: Sequence[Path] = (), aside: Sequence[str] = ()
) -> AuditReport:
    """Attack what files of a profile withhold, with those *before*, and what bears on them; what only those called
    *aside* withhold is not looked for."""
    from workforce_tui.auditing.report import Protection

    return _audit(files, before, Protection(profile.threshold, profile.protection, tuple(aside), only_new=True))


def attacked_beside(
    profile: Profile, own: tuple[Sequence[Path], Sequence[Path]], before: Sequence[Path], files: Sequence[Path]
) -> AuditReport:
    """Attack what files of a profile withhold with other *files*, less what could be worked out with those *before*.

    *own* are the files attacked, as they are and as an earlier version: where they and the others contradict one
    another, what they say was corrected since, and only as an earlier version can anything be proved of both. What is
    contradictory all the same is a leak of the report: nothing can be proved of it, so nothing may be handed out.
    """
    names = [path.name for path in (*before, *files)]
    for theirs in own:
        report = attacked(profile, theirs, [*before, *files], names)
        if not report.leaks:
            break
    return less_known(report, attacked(profile, theirs, before, names)) if report.confined else report


def audit_any(files: Sequence[Path], *, threshold: int, width: int, earlier: Sequence[Path] = ()) -> AuditReport:
    """Audit finished files of anybody, together with files published earlier.

    What is found of pages and documents alone only by joining their tables is asked about.

    Raises:
        WorkforceError: a file cannot be read in full.
    """
    from workforce_tui.auditing.report import Protection

    return _audit(files, earlier, Protection(threshold, width), doubting=True)


def _audit(
    files: Sequence[Path], earlier: Sequence[Path], protection: Protection, *, doubting: bool = False
) -> AuditReport:
    from workforce_tui.auditing.auditor import audit

    def attack() -> AuditReport:
        return audit(files, protection=protection, earlier=earlier, doubting=doubting)

    try:
        contents = tuple((path.name, sha256(path.read_bytes()).digest()) for path in (*files, *earlier))
    except OSError:
        return attack()
    asked = (contents, len(files), protection, doubting, language())
    report = _REPORTS[asked] = _REPORTS.get(asked) or attack()
    while len(_REPORTS) > MOST_REPORTS:
        _REPORTS.popitem(last=False)
    return report


def outcome_of(report: AuditReport, others: Sequence[str] = ()) -> AuditOutcome:
    """What an audit found, in sentences.

    A figure that only a publication of another profile withheld (*others* are their names) may be given to these
    readers: their profile decides. What was withheld from these readers themselves stays withheld.
    """
    found = tuple(one for one in report.confined if not (one.source and one.source.startswith(tuple(others))))
    confined = tuple(_confined_text(one) for one in found)
    leaks = tuple(f"{one.where}: {one.message} {one.text}".strip() for one in report.leaks)
    words = tuple(one for one in report.leaks if one.numbers)
    kept = () if report.leaks else found
    return AuditOutcome(True, report.checked, (*confined, *leaks), report.smallest, kept, words=words)


def _confined_text(one: Confined) -> str:
    """A figure that can be worked out, without saying what it is: the message may be passed on."""
    pinned = "; ".join(one.because[:3])
    return _("{what} (from {pinned})").format(what=one.what, pinned=pinned) if pinned else one.what


def refuse_confined(outcome: AuditOutcome) -> None:
    """Refuse to hand out what can be worked out.

    Raises:
        UnsafeError: the audit found figures; the message names the first of them.
    """
    if not outcome.confined:
        return
    named = "; ".join(outcome.confined[:MOST_NAMED])
    raise UnsafeError(
        _("The audit of the written files can work figures out ({number}): {named}.").format(
            number=len(outcome.confined), named=named
        ),
        _("Nothing was handed out. Ask for less detail, or for a profile that withholds more.")
        + "".join(f" {said}" for said in _with_earlier(outcome)),
        outcome.words,
    )


def _with_earlier(outcome: AuditOutcome) -> Iterator[str]:
    """What to do where a figure can be worked out only with what was handed out before, which cannot be taken back."""
    sources = [said for one in outcome.found for said in (one.source, *(pin.source for pin in one.pins))]
    numbers = sorted({int(found[1]) for one in sources if (found := _EARLIER.match(one))})
    if numbers:
        yield beside_earlier(numbers)
    elif any(one.kind in _OF_TWO for one in outcome.found):
        yield beside_earlier()
