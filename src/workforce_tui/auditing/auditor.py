"""The audit: read the files, build the model, attack it, and say what was found."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from workforce_tui.auditing.attack import Attack, Rule
from workforce_tui.auditing.days import bearing_on_new
from workforce_tui.auditing.derived import add_derived
from workforce_tui.auditing.differences import telling_differences
from workforce_tui.auditing.doubts import BY_HEADINGS, doubted
from workforce_tui.auditing.explaining import because, pinning
from workforce_tui.auditing.files import read_files
from workforce_tui.auditing.model import build
from workforce_tui.auditing.places import settle_everywhere
from workforce_tui.auditing.report import AuditReport, Confined, Given, Pin
from workforce_tui.auditing.statements import Leak, Reading, Relation, counts_of
from workforce_tui.auditing.tables import rules_of
from workforce_tui.auditing.targets import CELL, SMALL, targets
from workforce_tui.auditing.tidy import Rules, read_row
from workforce_tui.auditing.universe import Beliefs, universe
from workforce_tui.auditing.versions import settle_versions
from workforce_tui.auditing.wording import figure_text, place_text, reason_text, said_text
from workforce_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from workforce_tui.auditing.attack import Verdict
    from workforce_tui.auditing.differences import Difference
    from workforce_tui.auditing.report import Protection
    from workforce_tui.auditing.statements import Statement

BELIEFS = (
    Beliefs(),
    Beliefs(workers=False),
    Beliefs(levels=False, workers=False),
    Beliefs(members=False),
    Beliefs(levels=False, workers=False, members=False),
)
"""What is taken for true though no file says it, the most first."""
_NOT_ETHNIC = frozenset({"headcount", "known", "undeclared", "unknown", "not_given"})
MOST_EXPLAINED = 60
"""How many confined figures are explained: each explanation is a program of its own."""


def audit(
    files: Sequence[Path],
    *,
    protection: Protection,
    earlier: Iterable[Path | Mapping[str, str]] = (),
    levels: Mapping[tuple[str, str], str] | None = None,
    doubting: bool = False,
) -> AuditReport:
    """Audit finished files together with everything published earlier (files, or lines of a tidy file by column).

    *levels* is public knowledge beside the files: the level of a grade by (organisation, grade). With *doubting*, what
    is found in pages and documents alone only because their tables were joined by their headings is asked about.

    Raises:
        WorkforceError: a file cannot be read in full, so that nothing can be said of it.
    """
    started = perf_counter()
    earlier = list(earlier)
    paths = [*files, *(one for one in earlier if isinstance(one, Path))]
    reading = read_files(paths)
    for number, fields in enumerate(one for one in earlier if isinstance(one, Mapping)):
        line = {name: str(value) for name, value in fields.items() if value is not None}
        reading.add(read_row(line, _("published earlier, line {n}").format(n=number + 1), rules_of(line, {}, Rules())))
    reading.levels = dict(levels or {}) | reading.levels
    names = tuple(path.name for path in paths)
    before = tuple(sorted(set(names[len(files) :]).difference(names[: len(files)])))
    report = _audited(reading, protection, names, before, started)
    if not doubting or report.safe or not report.uncoded or not all(name.endswith(BY_HEADINGS) for name in names):
        return report
    alone = read_files(paths, apart=True)
    return doubted(report, _audited(alone, protection, names, before, started, apart=True))


def _audited(
    reading: Reading,
    protection: Protection,
    names: tuple[str, ...],
    before: tuple[str, ...],
    started: float,
    *,
    apart: bool = False,
) -> AuditReport:
    rule = Rule(protection.threshold, protection.width)
    settle_everywhere(reading)
    if not apart:
        settle_versions(reading)
    add_derived(reading)
    known = before if protection.only_new else ()
    attack = _prepared(bearing_on_new(reading, known), protection, rule)
    verdicts = attack.run(known, tightest=protection.only_new)
    leaks = [*reading.leaks, *_contradictions(attack, reading.labels)]
    small = _small(reading, rule, (*before, *protection.aside))
    confined = [*_confined(attack, verdicts, reading), *small, *_groups(reading), *_changed(reading, rule)]
    stood = [one for one in verdicts if one.target.kind == CELL and not one.confined and one.low <= one.high]
    widths = [one.high - one.low for one in stood]
    return AuditReport(
        files=names,
        figures=len(reading.statements) + len(reading.relations),
        withheld=sum(one.withheld for one in reading.statements),
        checked=len(verdicts),
        confined=tuple(confined),
        leaks=_given(leaks),
        smallest=int(min(widths)) if widths else None,
        seconds=perf_counter() - started,
        uncoded=() if reading.coded else names,
        tables=reading.tables,
        loose=reading.loose,
        questions=_given(reading.questions),
    )


def _given(leaks: Iterable[Leak]) -> tuple[Given, ...]:
    """Each leak once, with its reason in words."""
    return tuple(
        Given(one.where, one.text, one.reason, reason_text(one.reason), one.said, one.numbers)
        for one in dict.fromkeys(leaks)
    )


def _prepared(reading: Reading, protection: Protection, rule: Rule) -> Attack:
    """An attack that believes as much of what everybody takes for true as the files agree with."""
    attack = None
    for beliefs in BELIEFS:
        model = build(reading, universe(reading, beliefs))
        attack = Attack(model, targets(reading, model, protection.aside), rule)
        if attack.start():
            break
    assert attack is not None  # noqa: S101
    return attack


def _contradictions(attack: Attack, labels: Mapping[tuple[str, str], str]) -> Iterator[Leak]:
    for first in (one for line in attack.of_nobody for one in line.stated[:1]):
        yield Leak(first.source, said_text(first, labels), "contradiction")
    for component in attack.contradictory:
        for line in (attack.lines[number] for number in component.lines):
            if line.low > line.high:
                said = dict.fromkeys(said_text(one, labels) for one in line.stated if getattr(one, "marker", "") != "c")
                yield Leak(line.stated[0].source, "; ".join(list(said)[:4]), "contradiction")
        groups = {attack.model.columns[column][0] for column in component.columns}
        places = sorted({place_text(group.place) for group in groups})
        periods = sorted({group.period for group in groups})
        yield Leak(f"{', '.join(places[:5])} {', '.join(periods[:3])}", "", "contradiction")


def _confined(attack: Attack, verdicts: Sequence[Verdict], reading: Reading) -> Iterator[Confined]:
    explained = 0
    for verdict in verdicts:
        if not verdict.confined:
            continue
        explained += 1
        pins = pinning(attack, verdict) if explained <= MOST_EXPLAINED and verdict.settled else ()
        high = None if verdict.high == inf else int(verdict.high)
        yield Confined(
            verdict.target.kind,
            _what(verdict, reading),
            0 if verdict.low == inf else int(verdict.low),
            high,
            because(pins, reading.labels),
            verdict.target.figures,
            verdict.target.source,
            verdict.settled,
            tuple(map(_pin, pins)),
        )


def _pin(said: Statement | Relation) -> Pin:
    figures = tuple(figure for figure, _times in said.terms) if isinstance(said, Relation) else (said.figure,)
    return Pin(figures, said.source, said.low, said.high)


def _what(verdict: Verdict, reading: Reading) -> str:
    texts = [figure_text(figure, reading.labels) for figure in verdict.target.figures[:4]]
    match verdict.target.kind:
        case "cell" | "share":
            return texts[0]
        case "parts":
            return _("{parts} together, from {whole}").format(parts=" + ".join(texts[1:]), whole=texts[0])
        case _:
            return _("{wide} less {narrow}").format(wide=texts[0], narrow=texts[-1])


def _small(reading: Reading, rule: Rule, others: tuple[str, ...]) -> Iterator[Confined]:
    """Counts of an ethnic group that files other than these show though they are as few as must stay hidden."""
    shown = [
        one
        for one in reading.statements
        if not one.withheld and one.figure.measure not in _NOT_ETHNIC and not one.source.startswith(others)
    ]
    sources = {one.figure: one.source for one in reversed(shown)}
    for figure, (low, high) in counts_of(shown).items():
        if high is not None and low >= 1 and rule.confined(SMALL, low, high):
            source = sources[figure]
            yield Confined(SMALL, figure_text(figure, reading.labels), low, high, (source,), (figure,), source)


def _groups(reading: Reading) -> Iterator[Confined]:
    """Figures shown as nobody, of a group that somebody could be in."""
    for one in reading.statements:
        if one.high == 0 and not one.withheld and one.figure.measure not in _NOT_ETHNIC:
            yield Confined(
                "group", figure_text(one.figure, reading.labels), 0, 0, (one.source,), (one.figure,), one.source
            )


def _changed(reading: Reading, rule: Rule) -> Iterator[Confined]:
    for found in telling_differences(reading, rule):
        yield _difference(found, reading)


def _difference(found: Difference, reading: Reading) -> Confined:
    low, high = sorted((abs(int(found.low)), abs(int(found.high))))
    texts = tuple(figure_text(figure, reading.labels) for figure in (found.later, found.earlier))
    what = _("{wide} less {narrow}").format(wide=texts[0], narrow=texts[1])
    return Confined(found.kind, what, low, high, texts, (found.later, found.earlier))
