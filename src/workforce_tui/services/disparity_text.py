"""The register in words, one fact a line: the same on the screen, in a terminal and for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.disparities import LOWER_LEVELS, MINORITY, OTHER_STAFF, POPULATION, Outcome
from workforce_tui.domain.disparity_rules import Tag
from workforce_tui.domain.disparity_steps import NEW_FIGURES, STEPS, TAKEN_OUT, THE_DEADLINE, Late
from workforce_tui.domain.disparity_words import (
    decision_name,
    evidence_name,
    reason_name,
    status_name,
    tag_name,
    trigger_name,
    view_name,
)
from workforce_tui.domain.ethnicity import EthnicityDefinition, definition_name, node
from workforce_tui.domain.formatting import count_text, half_up, long_date, number, percent, points
from workforce_tui.domain.indicator_sides import FIVE_GROUPS
from workforce_tui.domain.indicators import Flag, flag_name
from workforce_tui.domain.targets import LEAST_DECLARATION
from workforce_tui.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date
    from fractions import Fraction

    from workforce_tui.domain.disparities import Disparity, Explanation, Measured, ReformAction, Subject
    from workforce_tui.domain.disparity_rules import Finding, Untested
    from workforce_tui.services.disparities import RegisterCounts, RegisterLine

Fact = tuple[str, str]
"""What a line says, and what it says of it."""

_GROUPS = {
    MINORITY: N_("ethnic minority"),
    "white": N_("White"),
    POPULATION: N_("the population"),
    OTHER_STAFF: N_("all other staff"),
    LOWER_LEVELS: N_("staff at the levels below"),
}
_AMONG = {
    POPULATION: N_("in the population"),
    OTHER_STAFF: N_("among all other staff"),
    LOWER_LEVELS: N_("among staff at the levels below"),
}
_LATE = {
    Late.EXPLANATION: N_("explanation overdue since {date}"),
    Late.ACTION: N_("action overdue since {date}"),
    Late.REVIEW: N_("review overdue since {date}"),
}
_SIGNERS = {
    THE_DEADLINE: N_("the deadline"),
    NEW_FIGURES: N_("an import"),
    TAKEN_OUT: N_("an import that was undone"),
}
CERTAIN = 0.001
"""Below this a p value is only said to be below it."""


def group_name(code: str) -> str:
    """A group in words; the code of one this version has no words for."""
    if code in FIVE_GROUPS:
        return node(code).name
    return _(_GROUPS[code]) if code in _GROUPS else code


def signer_name(by: str) -> str:
    """Who made an entry; in words where no person did."""
    return _(_SIGNERS[by]) if by in _SIGNERS else by


def counts_text(subject: Subject, measured: Measured) -> str:
    """Both groups with their counts: "ethnic minority 12 of 40 (30.0%), White 200 of 400 (50.0%)"."""
    if subject.compares_shares:
        counts = (measured.events, measured.base, measured.other_events, measured.other_base)
        rates = [f" ({_rate(rate)})" for rate in (measured.rate, measured.other_rate)]
        return _shares_text(subject, [number(count) for count in counts], rates)
    text = _("{group} {events} of {base} ({rate}), {other} {other_events} of {other_base} ({other_rate})")
    if subject.compares_tiers:
        text = _("{group} {events} in the higher tier and {base} in the lower, {other} {other_events} and {other_base}")
    return text.format(
        group=group_name(subject.group),
        events=number(measured.events),
        base=number(measured.base),
        rate=_rate(measured.rate),
        other=group_name(subject.comparator),
        other_events=number(measured.other_events),
        other_base=number(measured.other_base),
        other_rate=_rate(measured.other_rate),
    )


def _shares_text(subject: Subject, counts: Sequence[str], rates: Sequence[str] = ("", "")) -> str:
    """A share of staff beside another: nobody can take the two for two groups of staff.

    One of the five groups is in the name of its indicator already.
    """
    text = _("{events} of {base} staff{rate}, beside {other_events} of {other_base} {among}{other_rate}")
    who = f"{group_name(subject.group)}: " if subject.group == MINORITY else ""
    return who + text.format(
        events=counts[0],
        base=counts[1],
        rate=rates[0],
        among=_(_AMONG[subject.comparator]),
        other_events=counts[2],
        other_base=counts[3],
        other_rate=rates[1],
    )


def untested_text(one: Untested, name: str) -> str:
    """A comparison that cannot be tested because a count is known only as a range, on one line."""
    subject = one.subject
    counts = [count_text(count) for count in (one.events, one.base, one.other_events, one.other_base)]
    text = _("{group} {events} of {base}, {other} {other_events} of {other_base}")
    if subject.compares_tiers:
        text = _("{group} {events} in the higher tier and {base} in the lower, {other} {other_events} and {other_base}")
    said = (
        _shares_text(subject, counts)
        if subject.compares_shares
        else text.format(
            group=group_name(subject.group),
            events=counts[0],
            base=counts[1],
            other=group_name(subject.comparator),
            other_events=counts[2],
            other_base=counts[3],
        )
    )
    return f"{untested_name()}: {subject.indicator} {name}: {said}"


def untested_name() -> str:
    """What is said of a comparison with a count that is known only as a range."""
    return _("cannot be tested: a count is known only as a range")


def ratios_text(subject: Subject, measured: Measured) -> str:
    """How the rates compare, both ways round, so that neither can be taken for the other."""
    if subject.compares_tiers:
        text = _("disparity ratio (comparator ÷ group) {rl}; the other way round {rri}")
        return text.format(rl=_ratio(measured.relative_likelihood), rri=_ratio(measured.relative_rate))
    text = _("group ÷ comparator (RRI) {rri}; comparator ÷ group (RL) {rl}; difference {gap} points")
    if subject.compares_shares:
        text = _("share ÷ share {rri}; difference {gap} points")
    gap = _("not calculable") if measured.gap is None else points(measured.gap)
    return text.format(rri=_ratio(measured.relative_rate), rl=_ratio(measured.relative_likelihood), gap=gap)


def p_text(measured: Measured) -> str:
    """Fisher's exact p: "p = 0.020", or that there was no test."""
    if measured.p is None:
        return _("no exact test")
    if measured.p < CERTAIN:
        return _("p below 0.001")
    return _("p = {p}").format(p=half_up(measured.p, 3))


def period_text(measured: Measured) -> str:
    """The period of a value."""
    if measured.start is None:
        return _("as at {date}").format(date=long_date(measured.end))
    return _("{start} to {end}").format(start=long_date(measured.start), end=long_date(measured.end))


def nothing_found_text() -> str:
    """That nothing is proposed or listed, without claiming anything about what could not be compared."""
    return _(
        "No figure that can be compared exactly is worse for the group. What is not held or too coarse is not compared."
    )


def finding_text(finding: Finding, name: str) -> str:
    """A difference, what becomes of it, and why, on one line."""
    subject = finding.subject
    held = "" if finding.record is None else _("in the register as number {number}").format(number=finding.record)
    reasons = "; ".join(reason_name(one) for one in finding.reasons)
    small = tag_name(Tag.TOO_SMALL) if finding.too_small and finding.tag is not Tag.TOO_SMALL else ""
    low = declared_text(finding.measured)
    parts = (counts_text(subject, finding.measured), p_text(finding.measured), reasons, small, low, held)
    about = f"{subject.indicator} {name}"
    return f"{tag_name(finding.tag)}: {about}: " + "; ".join(part for part in parts if part)


def declared_text(measured: Measured) -> str:
    """That too few have declared their ethnicity to judge by; "" where enough have, or it is not known."""
    declared = measured.declaration
    return flag_name(Flag.LOW_DECLARATION) if declared is not None and declared <= LEAST_DECLARATION else ""


def overdue_text(line: RegisterLine) -> str:
    """What is overdue, in words; "" for nothing."""
    said = (_(_LATE[one.what]).format(date=long_date(one.since)) for one in line.overdue)
    return "; ".join(said)


def line_text(line: RegisterLine, name: str, whose: str = "", *, is_hidden: bool = False) -> str:
    """A record on one line: number, status, what it is about, and what is overdue; `whose` is as in `facts`.

    *is_hidden*: its newest counts are withheld.
    """
    record = line.record
    late = overdue_text(line)
    mark = _("OVERDUE: {what}").format(what=late) if late else ""
    due = ""
    if line.explanation_due is not None:
        due = _("explanation due {date}").format(date=long_date(line.explanation_due))
    about = f"{whose or record.subject.organisation}, {record.subject.indicator} {name}"
    gone = withdrawn_name() if record.is_latest_withdrawn else ""
    counts = withheld_text() if is_hidden else counts_text(record.subject, record.latest)
    parts = (status_name(record.status), about, counts, gone, due, mark)
    return f"{record.id}. " + "; ".join(part for part in parts if part)


def counts_line(counts: RegisterCounts) -> str:
    """Indicator X1 in a sentence."""
    return _(
        "Open {open}: explained {explained}, under reform {under_reform}, overdue {overdue}. Closed {closed}."
    ).format(
        open=counts.open,
        explained=counts.explained,
        under_reform=counts.under_reform,
        overdue=counts.overdue,
        closed=counts.closed,
    )


def facts(line: RegisterLine, name: str, whose: str = "", *, hidden: Collection[int] = frozenset()) -> tuple[Fact, ...]:
    """Everything about a record, as (what, what of it); `whose` is the organisation's name, its code where empty.

    *hidden* are the places of the values that are withheld, 0 the one found.
    """
    subject = line.record.subject
    about = (
        (_("Indicator"), f"{name} ({subject.indicator}, {_('version')} {subject.version})"),
        (_("Organisation"), whose or subject.organisation),
        (_("Definition"), definition_name(EthnicityDefinition(subject.definition))),
    )
    return (*about, *_found_facts(line, hidden), *_entry_facts(line.record), *_history_facts(line.record))


def _found_facts(line: RegisterLine, hidden: Collection[int]) -> Iterator[Fact]:
    record = line.record
    subject, found = record.subject, record.found
    yield _("Status"), status_name(record.status)
    if line.overdue:
        yield _("Overdue"), overdue_text(line)
    if line.explanation_due is not None:
        yield _("Explanation due"), long_date(line.explanation_due)
    yield _("Period"), period_text(found)
    yield from _value_facts(record) if 0 not in hidden else [(_("Found"), withheld_text())]
    why = "; ".join(reason_name(one) for one in record.reasons)
    by = f"{trigger_name(record.trigger)}: {why}" if why else trigger_name(record.trigger)
    yield _("Brought by"), by
    yield _("Identified"), _signed(record.identified_by, record.identified_on)
    yield from _withdrawn_facts(record, 0)
    for place, again in enumerate(record.measures, 1):
        counts = f"{counts_text(subject, again.value)}; {p_text(again.value)}"
        said = f"{period_text(again.value)}: {withheld_text() if place in hidden else counts}"
        yield _("Measured again"), f"{said} ({_signed(again.by, again.on)})"
        yield from _withdrawn_facts(record, place)
    if record.review is not None:
        yield _("Looked at again"), long_date(record.review)
    if record.closed_on is not None:
        yield _("Closed"), _signed(record.closed_by, record.closed_on)
    steps = ", ".join(status_name(one) for one in STEPS[record.status])
    if steps:
        yield _("Next"), steps


def _value_facts(record: Disparity) -> Iterator[Fact]:
    """The value found, and what follows from it."""
    subject, found = record.subject, record.found
    yield _("Found"), f"{counts_text(subject, found)}; {ratios_text(subject, found)}; {p_text(found)}"
    if subject.screened and found.breaches_four_fifths:
        yield _("Flag"), reason_name("four_fifths")
    yield _shortfall(subject, found)
    if record.too_small:
        yield _("Numbers"), tag_name(Tag.TOO_SMALL)
    if found.declaration is not None:
        low = declared_text(found)
        yield _("Declaration rate"), "; ".join(filter(None, (percent(found.declaration), low)))


def withheld_text() -> str:
    """What stands in place of counts that are withheld."""
    return _("[c], withheld")


def _withdrawn_facts(record: Disparity, place: int) -> Iterator[Fact]:
    """That the data of a value are no longer held; nothing while they are."""
    gone = record.withdrawn(place)
    if gone is not None:
        period = period_text(record.values[place])
        text = _("the data of this value ({period}) were withdrawn").format(period=period)
        yield withdrawn_name(), f"{text} ({_signed(gone.by, gone.on)})"


def withdrawn_name() -> str:
    """What is said of a value whose data are no longer held."""
    return _("its data was withdrawn")


def _shortfall(subject: Subject, measured: Measured) -> Fact:
    """How many people lie between the group and the comparator's rate."""
    people = number(measured.shortfall(subject.outcome))
    if subject.outcome is Outcome.WANTED:
        return _("People short of the comparator's rate"), people
    return _("People above the comparator's rate"), people


def _entry_facts(record: Disparity) -> Iterator[Fact]:
    for explanation in record.explanations:
        yield _("Explanation"), _explanation_text(explanation)
    for comment in record.comments:
        yield _("Comment"), f"{comment.text} ({_signed(comment.by, comment.on)})"
    for view in record.panel_views:
        yield _("Panel"), f"{view_name(view.view)}: {view.reason} ({_signed(view.by, view.on)})"
    for taken in record.decisions:
        yield _("Decision"), f"{decision_name(taken.decision)}: {taken.reason} ({_signed(taken.by, taken.on)})"
    for action in record.actions:
        yield _("Action {number}").format(number=action.number), _action_text(action)
        for note in action.progress:
            done = f"{_('done')}: " if note.done else ""
            moved = "" if note.due is None else _("; now due {date}").format(date=long_date(note.due))
            progress = f"{done}{note.text}{moved} ({_signed(note.by, note.on)})"
            yield _("Progress of action {number}").format(number=action.number), progress


def _history_facts(record: Disparity) -> Iterator[Fact]:
    for move in record.moves:
        note = f": {move.note}" if move.note else ""
        yield long_date(move.on), f"{status_name(move.after)} ({signer_name(move.by)}){note}"


def _explanation_text(explanation: Explanation) -> str:
    texts = [text for text in (explanation.english, explanation.welsh) if text]
    parts = [
        _("evidence: {kind}, {reference}").format(
            kind=evidence_name(explanation.evidence), reference=explanation.reference or _("no reference")
        )
    ]
    if explanation.alternatives:
        parts.append(_("also tested: {text}").format(text=explanation.alternatives))
    pool = explanation.pool
    if pool is not None:
        text = _("could have been chosen: {group} and {comparator} ({source})")
        parts.append(text.format(group=number(pool.group), comparator=number(pool.comparator), source=pool.source))
    return f"{' / '.join(texts)} [{'; '.join(parts)}] ({_signed(explanation.by, explanation.on)})"


def _action_text(action: ReformAction) -> str:
    parts = [
        action.description,
        _("owner {name}").format(name=action.owner),
        _("due {date}").format(date=long_date(action.due_now)),
        _("seen by {measure}").format(measure=action.measure),
    ]
    optional = (
        (_("target {text}"), action.target), (_("level {text}"), action.level), (_("cost {text}"), action.cost),
    )  # fmt: skip
    parts += [msg.format(text=text) for msg, text in optional if text]
    if action.start is not None:
        parts.append(_("from {date}").format(date=long_date(action.start)))
    state = f"{_('done')}: " if action.is_done else ""
    return f"{state}{'; '.join(parts)} ({_signed(action.by, action.on)})"


def _signed(by: str, on: date) -> str:
    return f"{signer_name(by)}, {long_date(on)}"


def _rate(rate: Fraction | None) -> str:
    return _("no rate") if rate is None else percent(rate)


def _ratio(ratio: Fraction | None) -> str:
    return _("not calculable") if ratio is None else f"{half_up(ratio, 2)}"
