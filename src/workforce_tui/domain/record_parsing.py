"""What was typed into a record, as typed values; or what is not right about it, all at once."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from workforce_tui.domain.organisations import find_organisation, shipped_organisations
from workforce_tui.domain.records import YES_NO, FieldProblem, FieldType, Grid, applies, level_choices
from workforce_tui.i18n import _, in_every_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.records import Field, RecordKind, Value, Values

LONGEST_TEXT = 300
LONGEST_LONG_TEXT = 20_000
LARGEST = 999_999_999
FIRST_YEAR, LAST_YEAR = 1900, 2100
_WHOLE = re.compile(r"[0-9]{1,3}(,[0-9]{3})+|[0-9]+")
_NUMBER = re.compile(r"(?P<whole>[0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.(?P<part>[0-9]+))?")
_CELL = re.compile(r"(?P<row>[^/=;]+)/(?P<column>[^/=;]+)=(?P<count>[^;]*)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The values of every field (None where nothing holds), and what is not right. No problems: the values are good."""

    values: Values
    problems: tuple[FieldProblem, ...]


class _WrongError(Exception):
    """What was typed cannot be the field's value; its text says why."""


def parse(kind: RecordKind, raw: Mapping[str, str], *, organisations: Sequence[Organisation] | None = None) -> Parsed:
    """Read what was typed by key; a key that is not there, or is blank, is not stated.

    Dates are 31/03/2026 or 2026-03-31; choices are codes or names, several are joined by ";"; a grid is
    "row/column=number" joined by ";". *organisations* are those that may be named (those shipped, for None).
    """
    known = shipped_organisations() if organisations is None else organisations
    values: dict[str, Value] = {}
    problems: list[FieldProblem] = []
    for field in kind.inputs:
        try:
            values[field.key] = parse_field(field, raw.get(field.key, ""), known)
        except _WrongError as error:
            values[field.key] = None
            problems.append(FieldProblem(field.key, str(error)))
    wrong = {one.key for one in problems}
    problems += [one for one in _missing(kind, values, wrong) if one.key not in wrong]
    problems += [FieldProblem(key, _("There is nothing of this name to fill.")) for key in unknown_keys(kind, raw)]
    wrong = {one.key for one in problems}
    problems += [one for check in kind.checks for one in check(values) if one.key not in wrong]
    return Parsed(values, tuple(problems))


def problem_of(field: Field, text: str, organisations: Sequence[Organisation] | None = None) -> str:
    """What is not right about what was typed into one field; "" where it is right or blank."""
    try:
        parse_field(field, text, shipped_organisations() if organisations is None else organisations)
    except _WrongError as error:
        return str(error)
    return ""


def unknown_keys(kind: RecordKind, raw: Mapping[str, str]) -> tuple[str, ...]:
    """The keys that no field of the kind has."""
    known = {one.key for one in kind.inputs}
    return tuple(key for key in raw if key not in known)


def problem_text(kind: RecordKind, problem: FieldProblem) -> str:
    """A problem with the name of its field before it."""
    label = next((one.label_text() for one in kind.inputs if one.key == problem.key), problem.key)
    return f"{label}: {problem.message}" if label else problem.message


def parse_field(field: Field, text: str, organisations: Sequence[Organisation]) -> Value:
    """One field's value; None for blank. Raises _WrongError with what is not right."""
    typed = clean_text(text, lines=field.type in (FieldType.LONG_TEXT, FieldType.GRID, FieldType.CHOICES))
    if not typed:
        return None
    match field.type:
        case FieldType.TEXT:
            return _short(typed, LONGEST_TEXT)
        case FieldType.LONG_TEXT:
            return _short(typed, LONGEST_LONG_TEXT)
        case FieldType.DATE:
            return _day(typed)
        case FieldType.YEAR:
            return _year(typed)
        case FieldType.WHOLE | FieldType.RECORD:
            return _whole(field, typed)
        case FieldType.AMOUNT:
            return _amount(typed)
        case FieldType.SCORE:
            return _score(field, typed)
        case FieldType.GRID:
            return _grid(field, typed)
        case _:
            return _chosen(field, typed, organisations)


def clean_text(text: str, *, lines: bool) -> str:
    """*text* without what cannot be seen or kept (control characters, half characters); one line unless *lines*."""
    one = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (
        character if unicodedata.category(character) not in ("Cc", "Cs") or character == "\n" else " "
        for character in one
    )
    joined = "".join(kept)
    return joined.strip() if lines else " ".join(joined.split())


def one_line(text: str) -> str:
    """A text beside the fields, such as a name or a reason, as it is kept: one line, as long as a short text may be."""
    return clean_text(text, lines=False)[:LONGEST_TEXT]


def _missing(kind: RecordKind, values: Values, wrong: set[str]) -> Iterator[FieldProblem]:
    for field in kind.inputs:
        asked = applies(field, values)
        if not asked and values[field.key] is not None and not _asks_unknown(field, wrong):
            yield FieldProblem(field.key, _only_asked(kind, field))
        elif asked and field.required and values[field.key] is None and not _other_half(field, values):
            yield FieldProblem(field.key, _("This has to be filled in."))


def _asks_unknown(field: Field, wrong: set[str]) -> bool:
    return field.when is not None and field.when.field in wrong


def _other_half(field: Field, values: Values) -> bool:
    return field.bilingual and values.get(field.key + "_cy") is not None


def _only_asked(kind: RecordKind, field: Field) -> str:
    assert field.when is not None  # noqa: S101 - asked only for fields with a condition
    other = kind.field(field.when.field)
    names = dict(options_of(other))
    answers = _(" or ").join(names.get(code, code) for code in field.when.codes)
    return _("This is asked only where “{field}” is: {answers}. Leave it empty, or change that answer.").format(
        field=other.label_text(), answers=answers
    )


def _short(text: str, longest: int) -> str:
    if len(text) > longest:
        raise _WrongError(
            _("This is too long: {length} characters, of {most} at the most.").format(length=len(text), most=longest)
        )
    return text


def _day(text: str) -> date:
    typed = text.replace(" ", "")
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            day = datetime.strptime(typed, form).date()
        except ValueError:
            continue
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
        raise _WrongError(_("{year} cannot be the year.").format(year=day.year))
    raise _WrongError(_("Type a date as dd/mm/yyyy, such as 31/03/2026."))


def _year(text: str) -> int:
    if re.fullmatch(r"[0-9]{4}", text) and text.isascii() and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    raise _WrongError(_("Type the year in which it ends, such as 2026 for the year to 31 March 2026."))


def _whole(field: Field, text: str) -> int:
    if not _WHOLE.fullmatch(text) or not text.isascii():
        raise _WrongError(_("Type a whole number, such as 12. Leave it empty where it is not known."))
    return int(_bounded(field, Decimal(text.replace(",", ""))))


def _amount(text: str) -> Decimal:
    found = _NUMBER.fullmatch(text.removeprefix("£").strip())
    if not found or not text.removeprefix("£").isascii() or len(found["part"] or "00") != 2:
        raise _WrongError(_("Type an amount in pounds, such as 1500 or 1,500.00."))
    return _not_huge(Decimal(found["whole"].replace(",", "") + "." + (found["part"] or "00")))


def _score(field: Field, text: str) -> int | Decimal:
    found = _NUMBER.fullmatch(text.removesuffix("%").strip())
    if not found or not text.isascii() or len(found["part"] or "") > field.places:
        raise _WrongError(_not_a_score(field))
    value = _bounded(field, Decimal(found["whole"].replace(",", "") + "." + (found["part"] or "0")))
    return value if field.places else int(value)


def _not_a_score(field: Field) -> str:
    if field.highest is None:
        return _("Type a number, such as {example}.").format(example="4.5" if field.places else "12")
    said = _("Type a number from {lowest} to {highest}.").format(lowest=field.lowest or 0, highest=field.highest)
    return said if field.places else f"{said} {_('It is a whole number.')}"


def _bounded(field: Field, value: Decimal) -> Decimal:
    lowest = 0 if field.lowest is None else field.lowest
    if field.highest is not None and not lowest <= value <= field.highest:
        raise _WrongError(_("Type a number from {lowest} to {highest}.").format(lowest=lowest, highest=field.highest))
    if value < lowest:
        raise _WrongError(_("Type a number of {lowest} or more.").format(lowest=lowest))
    return _not_huge(value)


def _not_huge(value: Decimal) -> Decimal:
    if value > LARGEST:
        raise _WrongError(_("This number is too large."))
    return value


def _one_of(code: str, choices: Iterable[tuple[str, str]]) -> None:
    """Refuse a row or a column that a table does not have, and say which it has."""
    codes = [one for one, _name in choices]
    if code not in codes:
        text = _("“{text}” is not one of the answers: {answers}.")
        raise _WrongError(text.format(text=code[:60], answers=", ".join(codes)))


def _grid(field: Field, text: str) -> Grid:
    cells: dict[tuple[str, str], int] = {}
    for part in filter(None, (one.strip() for one in re.split(r"[;\n]", text))):
        found = _CELL.fullmatch(part)
        if not found:
            raise _WrongError(_("“{text}” is no place of this table.").format(text=part[:60]))
        _one_of(found["row"].strip(), field.rows)
        _one_of(found["column"].strip(), field.columns)
        place = (found["row"].strip(), found["column"].strip())
        if place in cells:
            raise _WrongError(_("“{text}” stands there twice.").format(text="/".join(place)))
        if found["count"].strip():
            cells[place] = _whole(field, found["count"].strip())
    return Grid(tuple((r, c, cells[r, c]) for r, _n in field.rows for c, _m in field.columns if (r, c) in cells))


def _chosen(field: Field, text: str, organisations: Sequence[Organisation]) -> Value:
    if field.type in (FieldType.CHOICE, FieldType.YES_NO):
        code = _code(field, text, organisations)
        return code == "yes" if field.type is FieldType.YES_NO else code
    parts = [part.strip() for part in re.split(r"[;\n]", text)]
    found: list[str] = []
    for part in filter(None, parts):
        whole = _find(field, part, organisations)
        found += [whole] if whole else [_code(field, one.strip(), organisations) for one in part.split(",")]
    order = [code for code, _name in _options(field, organisations)]
    return tuple(sorted(set(found), key=order.index)) or None


def _code(field: Field, text: str, organisations: Sequence[Organisation]) -> str:
    code = _find(field, text, organisations)
    if code:
        return code
    if field.type is FieldType.ORGANISATIONS:
        raise _WrongError(_("There is no organisation called {name}.").format(name=text[:60]))
    answers = ", ".join(code for code, _name in _options(field, organisations))
    raise _WrongError(_("“{text}” is not one of the answers: {answers}.").format(text=text[:60], answers=answers))


def _find(field: Field, text: str, organisations: Sequence[Organisation]) -> str | None:
    if field.type is FieldType.ORGANISATIONS:
        one = find_organisation(text, organisations)
        return one.code if one else None
    wanted = text.casefold()
    here = dict(options_of(field))
    for code, name in _options(field, organisations):
        names = {word.casefold() for word in (code, here[code], *in_every_language(name))}
        if wanted in names:
            return code
    return None


def _options(field: Field, organisations: Sequence[Organisation]) -> tuple[tuple[str, str], ...]:
    match field.type:
        case FieldType.YES_NO:
            return YES_NO
        case FieldType.LEVELS:
            return level_choices()
        case FieldType.ORGANISATIONS:
            return tuple((one.code, one.name) for one in organisations)
        case _:
            return field.choices


def options_of(field: Field, organisations: Sequence[Organisation] = ()) -> tuple[tuple[str, str], ...]:
    """The answers a field may have, as (code, name in the language in use)."""
    places = _options(field, organisations)
    return places if field.type in (FieldType.ORGANISATIONS, FieldType.LEVELS) else field.named(places)
