"""Every kind of record there is can be kept, and whatever text stands in it is told as it is and does nothing."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from workforce_tui.cli.record_output import csv_rows, line_record
from workforce_tui.domain.record_kinds import children_of, kind_of, kinds
from workforce_tui.domain.record_parsing import options_of, parse, problem_of
from workforce_tui.domain.records import FieldType, applies
from workforce_tui.exporting.delimited import FORMULA_STARTS, render_csv
from workforce_tui.exporting.text import clean, render_columns, render_facts
from workforce_tui.services import records
from workforce_tui.services.record_history import history
from workforce_tui.services.record_lists import facts, history_lines, lines_table, record_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.records import Field, RecordKind
    from workforce_tui.services.workspace import Workspace

GWENT, ANN = "gwent-police", "Ann Rees"
HOSTILE = "=1+1 [/] [@click=app.quit]x[/] {name} %s '; DROP TABLE record;-- \x1b[31m \u202egnp.exe"
SHOWN = "=1+1 [/] [@click=app.quit]x[/] {name} %s '; DROP TABLE record;--"
TEXTS = (FieldType.TEXT, FieldType.LONG_TEXT)
SAMPLES = {
    FieldType.DATE: "2026-05-01", FieldType.YEAR: "2026", FieldType.WHOLE: "3", FieldType.AMOUNT: "10",
    FieldType.YES_NO: "yes", FieldType.ORGANISATIONS: GWENT, FieldType.LEVELS: "L5",
}  # fmt: skip


def sample(field: Field) -> str:
    if field.type in TEXTS:
        return "R1" if field.key == "indicator" else HOSTILE
    if field.type in (FieldType.CHOICE, FieldType.CHOICES):
        return options_of(field)[0][0]
    if field.type is FieldType.SCORE:
        return str(field.lowest or 0)
    if field.type is FieldType.GRID:
        return f"{field.rows[0][0]}/{field.columns[0][0]}=2"
    return SAMPLES.get(field.type, "")


def filled(kind: RecordKind) -> dict[str, str]:
    """As many fields as the rules of the kind let stand together, hostile wherever a text may be typed."""
    raw = {field.key: sample(field) for field in kind.inputs}
    for _attempt in range(len(raw)):
        parsed = parse(kind, raw)
        wrong = {one.key for one in parsed.problems} | {f.key for f in kind.inputs if not applies(f, parsed.values)}
        if not wrong & raw.keys():
            return raw
        for key in wrong & raw.keys():
            required = kind.field(key).required and raw[key] == HOSTILE
            raw = raw | {key: "CF-1"} if required else {k: text for k, text in raw.items() if k != key}
    return raw


def above(kind: RecordKind) -> Iterator[RecordKind]:
    if kind.parent:
        yield from above(kind_of(kind.parent))
        yield kind_of(kind.parent)


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.code)
def test_a_record_of_every_kind_is_kept_and_its_texts_do_nothing(ws: Workspace, kind: RecordKind) -> None:
    parent = None
    for one in (*above(kind), kind):
        made = records.add(ws, one.code, filled(one), organisations=[GWENT], parent=parent, by=ANN)
        parent = made.id
    line = record_line(ws, made.id)
    held = [field for field in kind.inputs if field.type in TEXTS and made.values.get(field.key) is not None]
    typed = [field for field in held if SHOWN in str(made.values[field.key])]
    assert typed or not [field for field in kind.inputs if field.type in TEXTS and not field.required]

    texts = {fact.key: clean(fact.text) for fact in facts(line)}
    changes = clean("\n".join(text for change in history(ws, made.id) for text in history_lines(change)))
    table = lines_table([line], kind.plural)
    drawn = [render_columns(table), render_facts(table), changes, *texts.values()]
    assert all(SHOWN in texts[field.key] for field in typed)
    assert not [char for text in drawn for char in text if unicodedata.category(char) in ("Cc", "Cf") and char != "\n"]
    assert all(SHOWN in line_record(line)["values"][field.key] for field in typed)
    cells = [cell for row in _csv(line) for cell in row]
    assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]


def _csv(line: object) -> list[list[str]]:
    import csv
    import io

    return list(csv.reader(io.StringIO(render_csv(*csv_rows([line])))))  # type: ignore[list-item]


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.code)
def test_every_field_says_what_is_not_right_in_a_sentence(kind: RecordKind) -> None:
    for field in kind.inputs:
        if field.type not in TEXTS:
            assert problem_of(field, "not a value of this").endswith("."), field.key


def test_every_kind_belongs_to_a_place_and_every_part_to_a_kind() -> None:
    assert {kind.area for kind in kinds().values()} == {"mentoring", "network", "action", "review"}
    for kind in kinds().values():
        assert kind.parent is None or kind in children_of(kind.parent)
