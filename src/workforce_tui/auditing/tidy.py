"""One row of a tidy file (a figure a row) as statements about people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from workforce_tui.auditing.ethnic import people
from workforce_tui.auditing.statements import (
    AREA,
    EVERYWHERE,
    WALES,
    Derived,
    Figure,
    Leak,
    Reading,
    Statement,
    percentage,
)
from workforce_tui.auditing.values import Value, read_period, read_value
from workforce_tui.auditing.words import code_of, group_code, organisation_code, plain, row_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workforce_tui.auditing.statements import Relation

TOTALS = frozenset({"headcount", "known", "minority", "white", "undeclared", "unknown", "WHITE"})
"""The measures whose totals a file may say are exact."""
BY_DEFINITION = frozenset({"minority", "white"})
"""The measures that depend on the definition."""
_CUTS = re.compile(r"\s*[;|&,]\s*")
_STAGED = "event:recruitment"
"""The cut whose rows by outcome are stages, of which each holds those that follow: none is a part beside the others."""
DERIVED = frozenset({"target", "gap_points", "persons_short", "interval", "lower", "upper"})
"""The measures that are worked out from a share and give it away."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How the counts of a file were made safe, as the file states it: [c] is any number where `censored` is None.

    With `exact_totals` the counts of everyone of a place are not rounded.
    """

    threshold: int = 0
    rounding: int = 0
    censored: int | None = None
    exact_totals: bool = False

    def rounding_of(self, figure: Figure) -> int:
        """What a count is rounded to; 0 for not at all."""
        total = not figure.row and not figure.cut and figure.measure in TOTALS
        return 0 if self.exact_totals and total and figure.definition in ("", "em_excl") else self.rounding


@dataclass(frozen=True, slots=True)
class Context:
    """Whom the figures of a row are about; the codes of `Figure` without the measure."""

    place: str
    period: str
    row: str
    cut: str
    definition: str
    version: str

    def figure(self, measure: str) -> Figure:
        """The figure of one measure here. The rows of a table by ethnic group are measures themselves."""
        dimension, _sep, code = self.row.partition(":")
        row, given = self.row, self.definition if measure in BY_DEFINITION else ""
        if dimension == "group":
            row = ""
            measure = {"headcount": code, "minority": f"{code}&minority", "white": f"{code}&white"}.get(
                measure, measure
            )
        return Figure(self.place, self.period, row, self.cut, measure, given, self.version)


def context_of(fields: Mapping[str, str], labels: Mapping[tuple[str, str], str] | None = None) -> Context:
    """The context a row's fields (by the codes of the columns) describe."""
    dimension = code_of("dimension", fields.get("dimension", "")) or plain(fields.get("dimension", "")) or "total"
    code = _row(dimension, fields, labels or {})
    organisation = fields.get("organisation", "").strip()
    period, cut = fields.get("period", ""), _cut(fields.get("cut", ""))
    if dimension == "period":
        dimension, code, period = "total", "", fields.get("row", "")
    elif dimension == "outcome" and cut == _STAGED and code:
        dimension, code, cut = "total", "", _cut(f"{fields['cut'].strip()}-{code}")
    place = _place(organisation, fields.get("area", "").strip())
    if dimension == "organisation" and code:
        place, code = organisation_code(code) or code, ""
    elif dimension == "area" and code:
        place, code = AREA + code, ""
    elif place == WALES and dimension in ("organisation", "area", "grade"):
        place = EVERYWHERE
    return Context(
        place=place,
        period=read_period(period) or period.strip(),
        row=f"{dimension}:{code}" if code else "",
        cut=cut,
        definition=code_of("definition", fields.get("definition", ""))
        or fields.get("definition", "").strip()
        or "em_excl",
        version=fields.get("version", "").strip(),
    )


def _place(organisation: str, area: str) -> str:
    if organisation and code_of("total", organisation) is None:
        return organisation_code(organisation) or organisation
    if not area or (code_of("area", area) is None and code_of("total", area)):
        return WALES
    return AREA + (code_of("area", area) or area)


def _row(dimension: str, fields: Mapping[str, str], labels: Mapping[tuple[str, str], str]) -> str:
    code, label = fields.get("row", "").strip(), fields.get("row_label", "").strip()
    if code:
        known = row_code(dimension, code)
        return code if known is None or dimension == "grade" else known
    if not label or dimension == "total":
        return ""
    if dimension == "area" and (area := code_of("area", label)):
        return area
    if code_of("total", label):
        return ""
    return labels.get((dimension, plain(label))) or row_code(dimension, label) or plain(label)


def _cut(text: str) -> str:
    parts = (part.strip() for part in _CUTS.split(text) if part.strip())
    return ";".join(sorted(":".join(plain(side) for side in part.partition(":")[::2] if side) for part in parts))


def read_row(fields: Mapping[str, str], where: str, rules: Rules) -> Reading:
    """The statements of one row of a tidy file, whose fields are named by the codes of the columns."""
    reading = Reading(cells=1)
    context = context_of(fields)
    text = fields.get("value", "")
    value = read_value(text)
    if value is None or (marker := read_value(fields.get("marker", ""))) is None:
        reading.leaks.append(Leak(where, text or fields.get("marker", ""), "unread"))
        return reading
    if not value.is_number and not value.marker:
        value = marker
    elif value.is_number and marker.marker == "c":
        reading.leaks.append(Leak(where, text, "beside_marker"))
    measure = _measure(fields.get("measure", ""))
    percent = value.percent or code_of("unit", fields.get("unit", "")) == "percent"
    add_value(reading, context, (measure, fields.get("base_measure", "")), value, rules, where, percent=percent)
    return reading


def _measure(text: str) -> str:
    return code_of("measure", text) or group_code(text) or text.strip()


def add_value(
    reading: Reading,
    context: Context,
    measured: tuple[str, str],
    value: Value,
    rules: Rules,
    where: str,
    *,
    percent: bool,
) -> None:
    """Add what one value says to *reading*; a measure that is not known with a number is a leak."""
    measure, base = measured
    if not (value.is_number or value.marker):
        return
    if measure in DERIVED:
        if value.low is not None and value.high is not None:
            reading.derived.append(
                Derived(context.figure("minority"), measure, value.low, value.high, where, value.decimals)
            )
    elif not _is_known(context, measure):
        if value.is_number:
            reading.leaks.append(Leak(where, measure or "?", "unknown_measure"))
    elif percent or measure in ("share", "declaration_rate"):
        reading.relations += _shares(context, measure, base, value, where)
    else:
        statement = _count(context.figure(measure), value, rules, where)
        if statement is not None:
            reading.statements.append(statement)
            if _is_under(statement, rules.threshold):
                reading.leaks.append(Leak(where, f"{measure}: {statement.shown}", "under_threshold"))


def _is_known(context: Context, measure: str) -> bool:
    """Whether it is clear whom a measure counts here."""
    plain_measure = {"share": "minority", "declaration_rate": "known"}.get(measure, measure)
    figure = context.figure(plain_measure)
    try:
        people(figure.measure, figure.definition)
    except KeyError:
        return False
    return True


KNOWN_MEASURES = frozenset({"headcount", "known", "minority", "white", "undeclared", "unknown", "not_given"})


def _count(figure: Figure, value: Value, rules: Rules, where: str) -> Statement | None:
    if value.marker == "c":
        return Statement(figure, 0, rules.censored, where, "[c]", "c")
    rounding = rules.rounding_of(figure)
    if value.marker == "low":
        return Statement(figure, 1, max(1, (rounding - 1) // 2), where, "[low]")
    if value.low is None or value.high is None:
        return None
    low, high = _unrounded(value.low, rounding)[0], _unrounded(value.high, rounding)[1]
    if high >= rules.threshold > low:
        low = rules.threshold
    shown = f"{float(value.low):g}" if value.low == value.high else f"{float(value.low):g} to {float(value.high):g}"
    return Statement(figure, max(low, 0), high, where, shown)


def _is_under(one: Statement, threshold: int) -> bool:
    """Whether a file shows a count that its own threshold has withheld, of whatever people."""
    return not one.withheld and one.low >= 1 and one.high is not None and one.high < threshold


def _unrounded(shown: Fraction, rounding: int) -> tuple[int, int]:
    """The counts that are written as *shown*: half-up to a multiple of *rounding*; any other number is itself."""
    if rounding <= 1 or shown % rounding:
        return ceil(shown), int(shown)
    half = Fraction(rounding, 2)
    return ceil(shown - half), ceil(shown + half) - 1


def _shares(context: Context, measure: str, base: str, value: Value, where: str) -> tuple[Relation, ...]:
    if value.low is None or value.high is None:
        return ()
    part = {"share": "minority", "declaration_rate": "known"}.get(measure, measure)
    if context.row.startswith("group:") and measure == "share":
        part = "headcount"
    bases = [context.figure(one) for one in _bases(measure, base)]
    half = Fraction(1, 2 * 10**value.decimals)
    parts = [context.figure(part)]
    low, high = (percentage(parts, bases, end, half, where) for end in (value.low, value.high))
    return low[0], high[1]


def _bases(measure: str, base: str) -> tuple[str, ...]:
    named = code_of("measure", base) or group_code(base) or base.strip()
    if named and named != "headcount":
        return (named,)
    if measure in ("declaration_rate", "known", "undeclared", "unknown"):
        return ("known", "undeclared", "unknown")
    return (named or "known",)
