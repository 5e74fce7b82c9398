"""Census 2021 benchmarks against the published figures."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest

from workforce_tui.domain.benchmarks import Benchmark, benchmark, benchmarks
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition, five_group

if TYPE_CHECKING:
    from pathlib import Path

EXCL, INCL, PLAN = EthnicityDefinition.EM_EXCL, EthnicityDefinition.EM_INCL, EthnicityDefinition.EM_PLAN
AREAS = ("dyfed-powys", "gwent", "north-wales", "south-wales")

# total, White British, White, EM_EXCL, %, EM_INCL, %, Gypsy Roma Traveller, EM_PLAN %, Mixed, Asian, Black, Other
POLICE_AREAS = {
    "dyfed-powys": (
        515_899,
        485_520,
        501_963,
        13_936,
        "2.70",
        30_379,
        "5.89",
        1_354,
        "2.96",
        4_920,
        5_823,
        1_286,
        1_907,
    ),
    "gwent": (587_686, 537_030, 553_586, 34_100, "5.80", 50_656, "8.62", 1_156, "6.00", 8_894, 16_786, 4_593, 3_827),
    "north-wales": (686_916, 641_186, 665_147, 21_769, "3.17", 45_730, "6.66", 840, "3.29", 7_241, 9_400, 2_326, 2_802),
    "south-wales": (
        1_317_012,
        1_150_512,
        1_195_156,
        121_856,
        "9.25",
        166_500,
        "12.64",
        2_044,
        "9.41",
        27_547,
        57_023,
        19_356,
        17_930,
    ),
    "wales": (
        3_107_513,
        2_814_248,
        2_915_852,
        191_661,
        "6.17",
        293_265,
        "9.44",
        5_394,
        "6.34",
        48_602,
        89_032,
        27_561,
        26_466,
    ),
}
# police force area, total, White British, EM_EXCL, %, EM_INCL, %, Gypsy Roma Traveller, EM_PLAN %
LOCAL_AUTHORITIES = {
    "W06000001": ("Isle of Anglesey", "north-wales", 68_879, 66_339, 1_292, "1.88", 2_540, "3.69", 87, "2.00"),
    "W06000002": ("Gwynedd", "north-wales", 117_392, 109_548, 4_405, "3.75", 7_844, "6.68", 156, "3.89"),
    "W06000003": ("Conwy", "north-wales", 114_743, 107_926, 3_567, "3.11", 6_817, "5.94", 123, "3.22"),
    "W06000004": ("Denbighshire", "north-wales", 95_820, 90_470, 3_332, "3.48", 5_350, "5.58", 94, "3.58"),
    "W06000005": ("Flintshire", "north-wales", 154_960, 144_356, 3_728, "2.41", 10_604, "6.84", 197, "2.53"),
    "W06000006": ("Wrexham", "north-wales", 135_122, 122_547, 5_445, "4.03", 12_575, "9.31", 183, "4.17"),
    "W06000008": ("Ceredigion", "dyfed-powys", 71_473, 65_674, 2_697, "3.77", 5_799, "8.11", 86, "3.89"),
    "W06000009": ("Pembrokeshire", "dyfed-powys", 123_359, 116_816, 2_984, "2.42", 6_543, "5.30", 608, "2.91"),
    "W06000010": ("Carmarthenshire", "dyfed-powys", 187_898, 176_673, 5_246, "2.79", 11_225, "5.97", 506, "3.06"),
    "W06000011": ("Swansea", "south-wales", 238_491, 208_703, 20_439, "8.57", 29_788, "12.49", 210, "8.66"),
    "W06000012": ("Neath Port Talbot", "south-wales", 142_290, 135_111, 4_779, "3.36", 7_179, "5.05", 203, "3.50"),
    "W06000013": ("Bridgend", "south-wales", 145_490, 137_755, 4_691, "3.22", 7_735, "5.32", 112, "3.30"),
    "W06000014": ("Vale of Glamorgan", "south-wales", 131_939, 121_371, 7_139, "5.41", 10_568, "8.01", 74, "5.47"),
    "W06000015": ("Cardiff", "south-wales", 362_310, 266_533, 75_379, "20.81", 95_777, "26.44", 1_266, "21.15"),
    "W06000016": ("Rhondda Cynon Taf", "south-wales", 237_653, 226_123, 7_730, "3.25", 11_530, "4.85", 97, "3.29"),
    "W06000018": ("Caerphilly", "gwent", 175_955, 169_356, 4_000, "2.27", 6_599, "3.75", 84, "2.32"),
    "W06000019": ("Blaenau Gwent", "gwent", 66_903, 63_990, 1_447, "2.16", 2_913, "4.35", 147, "2.38"),
    "W06000020": ("Torfaen", "gwent", 92_276, 87_873, 2_680, "2.90", 4_403, "4.77", 296, "3.23"),
    "W06000021": ("Monmouthshire", "gwent", 92_960, 87_566, 2_854, "3.07", 5_394, "5.80", 55, "3.13"),
    "W06000022": ("Newport", "gwent", 159_592, 128_245, 23_119, "14.49", 31_347, "19.64", 574, "14.85"),
    "W06000023": ("Powys", "dyfed-powys", 133_169, 126_357, 3_009, "2.26", 6_812, "5.12", 154, "2.38"),
    "W06000024": ("Merthyr Tydfil", "south-wales", 58_839, 54_916, 1_699, "2.89", 3_923, "6.67", 82, "3.03"),
}


def percent(found: Benchmark, definition: EthnicityDefinition) -> str:
    share = found.share(definition)
    exact = Decimal(share.numerator) * 100 / Decimal(share.denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def group(found: Benchmark, code: str) -> int:
    return sum(number for leaf, number in found.counts.items() if five_group(leaf) == code)


def travellers(found: Benchmark) -> int:
    return found.counts["W_GIT"] + found.counts["W_ROMA"]


@pytest.mark.parametrize("geography", POLICE_AREAS)
def test_police_force_areas_and_wales_are_as_published(geography: str) -> None:
    found = benchmark(geography)
    assert (
        found.total,
        found.counts["W_BRIT"],
        group(found, "WHITE"),
        found.people(EXCL),
        percent(found, EXCL),
        found.people(INCL),
        percent(found, INCL),
        travellers(found),
        percent(found, PLAN),
        *(group(found, code) for code in ("MIXED", "ASIAN", "BLACK", "OTHER")),
    ) == POLICE_AREAS[geography]


@pytest.mark.parametrize("geography", LOCAL_AUTHORITIES)
def test_local_authorities_are_as_published(geography: str) -> None:
    found = benchmark(geography)
    assert (
        found.name_en,
        found.within,
        found.total,
        found.counts["W_BRIT"],
        found.people(EXCL),
        percent(found, EXCL),
        found.people(INCL),
        percent(found, INCL),
        travellers(found),
        percent(found, PLAN),
    ) == LOCAL_AUTHORITIES[geography]


@pytest.mark.parametrize("area", AREAS)
def test_a_police_force_area_is_the_sum_of_its_local_authorities(area: str) -> None:
    summed: Counter[str] = Counter()
    for member in benchmarks():
        if member.within == area:
            summed.update(member.counts)
    assert dict(summed) == dict(benchmark(area).counts)


def test_wales_is_the_sum_of_its_police_force_areas() -> None:
    summed: Counter[str] = Counter()
    for area in AREAS:
        summed.update(benchmark(area).counts)
    assert dict(summed) == dict(benchmark("wales").counts)


def test_there_is_one_benchmark_for_each_place() -> None:
    assert {found.geography for found in benchmarks()} == {*POLICE_AREAS, *LOCAL_AUTHORITIES}
    assert len(benchmarks()) == 27


def test_every_benchmark_says_what_it_is() -> None:
    for found in benchmarks():
        assert found.base_en == "resident population, all ages"
        assert found.source == "ONS, Census 2021, TS021"
        assert found.as_at == date(2021, 3, 21)
        assert len(found.counts) == 19
        assert found.name_cy
        assert found.base


def test_the_shipped_counts_are_those_of_the_source(shared_data: Path) -> None:
    text = (shared_data / "census" / "census2021_wales_la_19.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        published = sorted(int(value) for column, value in row.items() if ":" in column)
        assert sorted(benchmark(row["ltla21_code"]).counts.values()) == published
        assert benchmark(row["ltla21_code"]).counts["A_CHI"] == int(row["Asian, Asian British or Asian Welsh: Chinese"])


def test_a_place_without_a_benchmark_is_a_mistake_with_a_way_out() -> None:
    with pytest.raises(WorkforceError) as caught:
        benchmark("atlantis")
    assert "atlantis" in caught.value.message
    assert "gwent" in caught.value.hint
