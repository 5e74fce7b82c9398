"""The audit: read the files, build the model, attack it, and say what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import inf
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from workforce_tui.auditing.attack import Attack, Rule
from workforce_tui.auditing.days import bearing_on_new
from workforce_tui.auditing.derived import add_derived
from workforce_tui.auditing.differences import telling_differences
from workforce_tui.auditing.explaining import because
from workforce_tui.auditing.files import read_files
from workforce_tui.auditing.model import build
from workforce_tui.auditing.places import settle_everywhere
from workforce_tui.auditing.report import AuditReport, Confined, Given
from workforce_tui.auditing.statements import Leak, Reading
from workforce_tui.auditing.tables import rules_of
from workforce_tui.auditing.targets import CELL, targets
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

BELIEFS = (
    Beliefs(),
    Beliefs(workers=False),
    Beliefs(levels=False, workers=False),
    Beliefs(members=False),
    Beliefs(levels=False, workers=False, members=False),
)
"""What is taken for true though no file says it, the most first."""
MOST_EXPLAINED = 60
"""How many confined figures are explained: each explanation is a program of its own."""


def audit(
    files: Sequence[Path],
    *,
    protection: Protection,
    earlier: Iterable[Path | Mapping[str, str]] = (),
    levels: Mapping[tuple[str, str], str] | None = None,
) -> AuditReport:
    """Audit finished files together with everything published earlier (files, or lines of a tidy file by column).

    *levels* is public knowledge beside the files: the level of a grade by (organisation, grade).

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
    before = set(names[len(files) :]).difference(names[: len(files)]) if protection.only_new else ()
    return _audited(reading, protection, names, tuple(sorted(before)), started)


def _audited(
    reading: Reading, protection: Protection, names: tuple[str, ...], before: tuple[str, ...], started: float
) -> AuditReport:
    rule = Rule(protection.threshold, protection.width)
    settle_everywhere(reading)
    settle_versions(reading)
    add_derived(reading)
    attack = _prepared(bearing_on_new(reading, before), protection, rule)
    verdicts = attack.run(before, tightest=protection.only_new)
    leaks = [*reading.leaks, *_contradictions(attack, reading.labels)]
    confined = [*_confined(attack, verdicts, reading), *_groups(reading), *_changed(reading, rule)]
    stood = [one for one in verdicts if one.target.kind == CELL and not one.confined and one.low <= one.high]
    widths = [one.high - one.low for one in stood]
    return AuditReport(
        files=names,
        figures=len(reading.statements) + len(reading.relations),
        withheld=sum(one.withheld for one in reading.statements),
        checked=len(verdicts),
        confined=tuple(confined),
        leaks=tuple(Given(one.where, one.text, one.reason, reason_text(one.reason)) for one in dict.fromkeys(leaks)),
        smallest=int(min(widths)) if widths else None,
        seconds=perf_counter() - started,
        uncoded=() if reading.coded else names,
        tables=reading.tables,
        loose=reading.loose,
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
        reasons = because(attack, verdict, reading.labels) if explained <= MOST_EXPLAINED and verdict.settled else ()
        high = None if verdict.high == inf else int(verdict.high)
        yield Confined(
            verdict.target.kind,
            _what(verdict, reading),
            0 if verdict.low == inf else int(verdict.low),
            high,
            reasons,
            verdict.target.figures,
            verdict.target.source,
            verdict.settled,
        )


def _what(verdict: Verdict, reading: Reading) -> str:
    texts = [figure_text(figure, reading.labels) for figure in verdict.target.figures[:4]]
    match verdict.target.kind:
        case "cell":
            return texts[0]
        case "parts":
            return _("{parts} together, from {whole}").format(parts=" + ".join(texts[1:]), whole=texts[0])
        case _:
            return _("{wide} less {narrow}").format(wide=texts[0], narrow=texts[-1])


def _groups(reading: Reading) -> Iterator[Confined]:
    """Figures shown as nobody, of a group that somebody could be in."""
    for one in reading.statements:
        if (
            one.high == 0
            and not one.withheld
            and one.figure.measure not in ("headcount", "known", "undeclared", "unknown")
        ):
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
    return Confined(found.kind, what, low, high, texts, (found.later, replace(found.earlier)))
