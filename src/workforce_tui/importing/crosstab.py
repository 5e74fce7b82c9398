"""The columns of a crosstab: which hold counts, of whom, and which label the rows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import node
from workforce_tui.domain.label_keys import label_key
from workforce_tui.domain.workforce import recognise_sex, recognise_worker_type
from workforce_tui.importing.headers import ethnic_column, ethnic_header, group_text
from workforce_tui.importing.known import grade_code, is_ethnicity, is_grade
from workforce_tui.importing.mapper import (
    DECIDED,
    Mapper,
    Structure,
    ValueColumn,
    ask_or_do_without,
    column_letter,
    column_name,
    find,
    finish,
    mostly,
    refuse_repeated,
    take_broad_groups,
)
from workforce_tui.importing.model import Layout
from workforce_tui.importing.sexes_across import sex_of_total, sexes_of_labels
from workforce_tui.importing.synonyms import field_of, header_fields
from workforce_tui.importing.values import is_percentage, is_total, parse_count, says_fte, summed_group, to_text
from workforce_tui.importing.working_patterns import working_pattern

if TYPE_CHECKING:
    from collections.abc import Callable

LABEL_FIELDS = ("organisation", "as_at", "grade", "worker_type", "sex", "ethnicity", "ethnicity_code")


def crosstab(mapper: Mapper, ignored: set[int], across: str) -> Structure:
    """The structure of a table with ethnic groups (or grades: *across*) over its columns of counts."""
    structure = Structure(Layout.CROSSTAB, mapper.header, [], across=across)
    for index in range(mapper.width):
        if index not in ignored and (column := value_column(mapper, index, across)) is not None:
            structure.values.append(column)
            mapper.fields[index] = "total" if column.total else across
            mapper.how[index] = mapper.how[index] if mapper.ranks[index] == DECIDED else "content"
    structure.values = _one_label(mapper, structure.values, across)
    used = {column.index for column in structure.values}
    structure.unread = [
        mapper.header.names[index]
        for index in range(mapper.width)
        if index not in used | ignored and any(map(_is_fte, mapper.header.columns[index])) and _numeric(mapper, index)
    ]
    down = "grade" if across == "ethnicity" else "ethnicity"
    _settle_labels(mapper, structure, used, down)
    refuse_repeated(mapper, structure)
    _refuse_side_by_side(mapper, structure, used, mapper.is_grade if down == "grade" else is_ethnicity)
    if not any(_numeric(mapper, column.index) for column in structure.values):
        structure.missing = structure.missing or "no_count_column"
    finished = finish(mapper, structure)
    finished.columns = {
        name: index for name, index in finished.columns.items() if name in LABEL_FIELDS and index not in used
    }
    return finished


def _refuse_side_by_side(mapper: Mapper, structure: Structure, used: set[int], test: Callable[[str], object]) -> None:
    """Refuse two tables side by side: labels that differ from the first ones stand between the counts."""
    first = next((index for index in range(min(used, default=0)) if mostly(mapper, index, test)), None)
    for index in range(min(used, default=0), max(used, default=0)):
        again = first is not None and mapper.values(index) == mapper.values(first)
        if index not in used and mapper.values(index) and not again and mostly(mapper, index, test):
            structure.missing = structure.missing or "columns_repeated"
            structure.named = ", ".join(column_name(mapper.header, i) for i in sorted(used) if i > index)
            return


def _one_label(mapper: Mapper, values: list[ValueColumn], across: str) -> list[ValueColumn]:
    """The columns, where one of a group that others divide by sex has their label: "All White" beside "White | Male".

    Two labels of one group would be taken for two groups, and its people counted twice.
    """

    def meaning(label: str) -> str | None:
        if across == "grade":
            return grade_code(label, mapper.kind)
        code = ethnic_header(label)
        return code if code is not None and node(code).granularity > 0 else None  # "Unknown" is not "Not stated"

    divided = {meaning(column.label): column.label for column in values if column.sex}
    return [
        replace(column, label=divided[known])
        if not column.sex and (known := meaning(column.label)) in divided and known
        else column
        for column in values
    ]


def _field_beside_groups(mapper: Mapper, index: int, across: str) -> str | None:
    """The field of a column, where what it is headed by does not only stand over or under a group."""
    known = mapper.fields[index]
    if known in ("ethnicity", "ethnicity_code") and index > _first_value(mapper, across):
        # A heading over the groups does not make a column of numbers under it a label.
        known = None
    under = mapper.ranks[index] != DECIDED and len(mapper.header.columns[index]) > 1
    # "Disabled" under a group is part of its people.
    return None if known and under and _is_under_group(mapper, index, across) else known


def value_column(mapper: Mapper, index: int, across: str) -> ValueColumn | None:
    """The column of counts this is; None for a label, a percentage, an FTE column or a spacer."""
    parts = mapper.header.columns[index]
    name = mapper.header.names[index]
    known = _field_beside_groups(mapper, index, across)
    if mapper.ranks[index] != DECIDED and any(map(_is_no_count, parts)):
        return None
    if known not in (None, "headcount"):
        return None
    sexes = (recognise_sex(part) or sex_of_total(part) for part in parts if label_key(part) not in _NOT_SEX)
    sex = next((str(found) for found in sexes if found), "")
    code_part = _across_part(mapper, parts, across)
    # A grade such as "PCSO" is of one kind of worker anyway; only a heading over it says more.
    beside = [part for part in parts if across == "ethnicity" or part != code_part]
    worker = next((str(kind) for part in beside if (kind := recognise_worker_type(part))), "")
    total = any(is_total(part) for part in parts) or known == "headcount"
    pattern = next(filter(None, map(working_pattern, parts)), "")
    if total and across == "ethnicity" and _sums_answers(mapper, parts, code_part):
        return None
    if code_part:
        group = summed_group(code_part) if across == "ethnicity" and is_total(code_part) else code_part
        return ValueColumn(index, name, group, sex, worker, total=total, pattern=pattern)
    if total and pattern:
        return None  # half of a total is the sum of nothing that is read
    if total and _numeric(mapper, index):
        return ValueColumn(index, name, "", sex, worker, total=True)
    if across == "ethnicity" and sex and all(recognise_sex(part) or field_of(part) for part in parts):
        # Women and men beside the ethnic groups are the same people divided in another way.
        return None
    if known is None and index > _first_value(mapper, across) and _numeric(mapper, index):
        # A column of numbers among the groups with a header nobody knows is a question, not something to skip.
        return ValueColumn(index, name, parts[-1] if parts else f"[{column_letter(index)}]", sex, worker)
    return None


def _is_under_group(mapper: Mapper, index: int, across: str) -> bool:
    """Whether a column of numbers stands under the heading of a group (or grade), whatever else it is headed by."""
    return bool(_across_part(mapper, mapper.header.columns[index][:-1], across)) and _numeric(mapper, index)


def _sums_answers(mapper: Mapper, parts: tuple[str, ...], heading: str) -> bool:
    """Whether a total under a heading such as "Unknown" is of the columns beside it: "Not stated", "Prefer not to say".

    Those of an ethnic group are checked, as it is known which groups are part of it; of no answer there are no parts.
    """
    code = ethnic_header(heading)
    if code is None or node(code).granularity > 0 or heading not in parts[:-1]:
        return False
    beside = (group_text(other) for other in mapper.header.columns if heading in other[:-1])
    return any(group not in ("", heading) for group in beside)


def _is_no_count(part: str) -> bool:
    return (is_percentage(part) and not is_grade(part)) or _is_fte(part)


def _is_fte(part: str) -> bool:
    return says_fte(part) or (field_of(part) or ("",))[0] == "fte"


_NOT_SEX = frozenset({"other", "arall", "unknown", "anhysbys", "notknown", "notstated", "prefernottosay", "o", "u"}) | {
    label_key(text)
    for text in (
        "not recorded",
        "not declared",
        "undeclared",
        "not disclosed",
        "not provided",
        "not specified",
        "heb ei nodi",
        "heb ddatgan",
        "gwell gennyf beidio â dweud",
    )
}


def _across_part(mapper: Mapper, parts: tuple[str, ...], across: str) -> str:
    if across == "grade":
        return next((part for part in reversed(parts) if mapper.is_grade(part) and not is_total(part)), "")
    if header_fields(parts) and not ethnic_column(parts[-1:]):
        parts = parts[:-1]
    return group_text(parts)


def _first_value(mapper: Mapper, across: str) -> int:
    return next(
        (i for i, parts in enumerate(mapper.header.columns) if parts and _across_part(mapper, parts, across)),
        mapper.width,
    )


def _numeric(mapper: Mapper, index: int) -> bool:
    texts = [to_text(row[index]) for row in mapper.sample if index < len(row)]
    figures = [parse_count(text) for text in texts if text]
    return any(figure.problem in ("", "marker", "unavailable", "negative", "not_whole") for figure in figures)


def _settle_labels(mapper: Mapper, structure: Structure, used: set[int], down: str) -> None:
    """The columns left of the counts: by header, or by what is in them where the header is blank."""
    if mapper.of("substantive_grade"):
        mapper.fields[mapper.of("substantive_grade")[0]] = "grade"
    for name in LABEL_FIELDS:
        for index in [i for i in mapper.of(name) if i not in used][1:]:
            mapper.drop(index)
    if down == "grade" and not mapper.of("grade"):
        # "Ethnicity" in the corner is said of the columns.
        corners = (i for name in ("ethnicity", "ethnicity_code") for i in mapper.of(name) if i not in used)
        for index in [i for i in corners if mostly(mapper, i, mapper.is_grade)][:1]:
            mapper.give(index, "grade")
    candidates = [i for i in range(min(used, default=0)) if mapper.fields[i] is None and mapper.values(i)]
    test = mapper.is_grade if down == "grade" else is_ethnicity
    needed = not any(i not in used for i in mapper.of(down))
    likely = [i for i in candidates if needed and _are_labels(mapper, i, test)]
    _name_by_content(mapper, [i for i in candidates if i not in likely])
    unnamed = [i for i in likely or candidates if mapper.fields[i] is None]
    if down == "ethnicity":
        take_broad_groups(mapper, used)
    if needed and len(likely) == 1:
        mapper.give(likely[0], down)
    elif needed:
        ask_or_do_without(mapper, structure, down, unnamed)


def _are_labels(mapper: Mapper, index: int, test: Callable[[str], object]) -> bool:
    """Whether a column holds what *test* knows, each text by itself or with a sex."""
    apart = sexes_of_labels(mapper.values(index), test)
    return mostly(mapper, index, lambda text: test(apart.get(text, (text,))[0]))


def _name_by_content(mapper: Mapper, candidates: list[int]) -> None:
    """A label column whose header says nothing may hold organisations, kinds of worker or, without one, sexes."""
    for index in candidates:
        if not mapper.of("organisation") and mostly(mapper, index, partial(find, mapper.organisations)):
            mapper.give(index, "organisation")
        elif not mapper.of("worker_type") and mostly(mapper, index, recognise_worker_type):
            mapper.give(index, "worker_type")
        elif not mapper.of("sex") and not mapper.header.names[index] and mostly(mapper, index, recognise_sex):
            mapper.give(index, "sex")
