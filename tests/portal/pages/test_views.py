"""What templates show: numbers, rulers, bars, claim trees, marked quotations."""

from datetime import date

import pytest

from ipcommons.portal.shown import caret
from ipcommons.portal.views.bars import year_bars
from ipcommons.portal.views.claims import DEEPEST, Node, claim_tree, ranges
from ipcommons.portal.views.hits import pieces
from ipcommons.portal.views.record import shown_title
from ipcommons.portal.views.ruler import Moment, ruler
from ipcommons.portal.views.text import chosen, printed, share_text, size_text
from ipcommons.rights.date import PartialDate
from ipcommons.rights.design import Design
from ipcommons.rights.patent import Claim, ClaimPart
from ipcommons.rights.text import Text


@pytest.mark.parametrize(
    ("office", "value", "kind", "shown"),
    [
        ("US", "99000417", "B2", "US 99000417 B2"),
        ("US", "20990123456", "A1", "US 2099/0123456 A1"),
        ("WO", "2099990417", "A1", "WO 2099/990417 A1"),
        ("CN", "999000417", None, "CN 999000417"),
        ("EM", "EM500000000099", None, "EM500000000099"),
        ("XX", "1", "-", "XX 1"),
    ],
)
def test_numbers_are_printed_as_offices_print_them(office: str, value: str, kind: str | None, shown: str) -> None:
    assert printed(office, value, kind) == shown


@pytest.mark.parametrize(("share", "shown"), [(1.0, "100%"), (0.99999, "99.9%"), (0.5, "50.0%"), (0.0, "0%"), (0.00001, "<0.1%")])
def test_a_share_is_a_hundred_only_if_nothing_is_missing(share: float, shown: str) -> None:
    assert share_text(share) == shown


def test_sizes() -> None:
    assert [size_text(size) for size in (12, 13_400, 2_000_000, 7_000_000_000)] == ["12 B", "13.4 kB", "2 MB", "7 GB"]


def test_claim_numbers_in_a_row_become_a_range() -> None:
    assert ranges([4, 1, 2, 3, 7, 9, 10]) == ("1–4", "7", "9", "10")


def claim(number: int, *depends_on: int) -> Claim:
    return Claim(number=number, parts=(ClaimPart(0, f"claim {number}"),), depends_on=depends_on)


def test_a_claim_on_several_stands_under_the_first() -> None:
    tree = claim_tree([claim(1), claim(2, 1), claim(3, 1, 2), claim(4), claim(5, 4)])

    assert [node.claim.number for node in tree] == [1, 4]
    assert [node.claim.number for node in tree[0].children] == [2, 3]
    assert tree[0].children[1].depends_on == ("1", "2")


def test_a_long_chain_stays_on_the_page_and_loses_no_claim() -> None:
    tree = claim_tree([claim(1), *(claim(number, number - 1) for number in range(2, 30))])

    def depth(nodes: tuple[Node, ...]) -> int:
        return 1 + max((depth(node.children) for node in nodes), default=0) if nodes else 0

    def count(nodes: tuple[Node, ...]) -> int:
        return sum(1 + count(node.children) for node in nodes)

    assert depth(tree) == DEEPEST + 1
    assert count(tree) == 29


def test_a_claim_on_itself_or_on_one_that_is_not_there_is_still_shown() -> None:
    assert [node.claim.number for node in claim_tree([claim(1, 1), claim(2, 99)])] == [1, 2]


def test_marks_that_overlap_become_one_and_the_text_stays_whole() -> None:
    cut = pieces("solid electrolyte", [(0, 5), (3, 8), (6, 17)])

    assert "".join(piece.text for piece in cut) == "solid electrolyte"
    assert all(piece.marked for piece in cut)


def moment(word: str, iso: str) -> Moment:
    return Moment(word, PartialDate(iso))


def test_a_ruler_draws_the_elapsed_part_of_a_stated_term() -> None:
    drawn = ruler(
        [moment("date.filed", "2090-01-01"), moment("date.expires", "2100-01-01")],
        (PartialDate("2090-01-01"), PartialDate("2100-01-01")),
        date(2095, 1, 1),
    )

    assert drawn is not None
    assert drawn.bar is not None
    assert drawn.bar.elapsed == pytest.approx(drawn.bar.rest, abs=0.1)
    assert drawn.today == pytest.approx(drawn.bar.x + drawn.bar.elapsed, abs=0.1)


def test_of_two_numerals_that_would_touch_the_later_stands_in_the_list_only() -> None:
    drawn = ruler([moment("date.filed", "2090-01-01"), moment("date.published", "2090-01-09")], None, date(2120, 1, 1))

    assert drawn is not None
    assert [numeral.drawn for numeral in drawn.numerals] == [True, False]


def test_one_day_makes_no_ruler() -> None:
    assert ruler([moment("date.filed", "2090")], None, date(2095, 1, 1)) is None


def test_the_running_year_is_hatched_and_labels_do_not_touch() -> None:
    bars = year_bars({2060: 5, 2098: 20, 2100: 3}, 2100, 56)

    assert [bar.year for bar in bars if bar.hatched] == [2100]
    assert [bar.year for bar in bars if bar.highest] == [2098]
    assert "2095" not in [bar.label for bar in bars]
    assert bars[-1].label == "2100"


def test_the_caret_stands_below_a_wide_character() -> None:
    assert caret("(硫化物 AND)", 9) == " \u3000\u3000\u3000    "


def test_a_title_is_in_the_readers_language_else_in_that_of_filing() -> None:
    design = Design(
        id="design:EM:099000099-0001",
        office="EM",
        product_names=(Text("Лампи", "bg"), Text("Lamps", "en"), Text("Lampen", "nl")),
        languages=("nl", "en"),
    )

    assert shown_title(design, "en")[0] == Text("Lamps", "en")
    assert shown_title(design, "zh")[0] == Text("Lampen", "nl")
    assert chosen(design.product_names, "zh")[0] == Text("Lamps", "en")
