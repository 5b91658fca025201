"""Numbers in any usual writing: what they can mean, and that records and typed numbers meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcommons.rights.number import Number
from ipcommons.rights.writings import WritingType, candidates, spellings

READ: dict[str, set[tuple[str, str]]] = {
    "US 97,654,321 B2": {("publication", "US97654321B2")},
    "US97654321B2": {("publication", "US97654321B2")},
    "us 97654321 b2": {("publication", "US97654321B2")},
    "97,654,321": {("publication", "US97654321"), ("registration", "US97654321")},
    "US 2099/0191781 A1": {("publication", "US20990191781A1")},
    "US2099191781A1": {("publication", "US20990191781A1")},
    "D986,076": {("publication", "USD986076"), ("registration", "USD986076")},
    "US D0986076 S1": {("publication", "USD986076S1")},
    "RE93519": {("publication", "USRE93519"), ("registration", "USRE93519")},
    "96/123,456": {("application", "US96123456")},
    "EP_0927762_B1": {("publication", "EP927762B1")},
    "EP_0927762_B1_19900411": {("publication", "EP927762B1")},
    "EP05815427": {("application", "EP5815427")},
    "WO 94/93095 A1": {("publication", "WO1994093095A1")},
    "WO9493095": {("publication", "WO1994093095")},
    "WO2022990417": {("publication", "WO2022990417")},
    "PCT/US2012/951017": {("application", "PCTUS2012951017")},
    "PCTUS2024912345": {("application", "PCTUS2024912345")},
    "PCT/US96/12345": {("application", "PCTUS1996012345")},
    "ZL201010923456.7": {("application", "CN2010109234567"), ("application", "CN201010923456~")},
    "CN201010923456": {("application", "CN201010923456")},
    "CN909106276B": {("publication", "CN909106276B")},
    "DE 10 2010 912345 A1": {("publication", "DE102010912345A1")},
    "ＵＳ９１１６４６４７２Ｂ２": {("publication", "US911646472B2")},
    "  US97654321B2 ": {("publication", "US97654321B2")},
    "018993412": {("publication", "018993412"), ("registration", "018993412"), ("application", "018993412")},
    "EUTM 018993412": {("publication", "EM18993412"), ("registration", "EM18993412"), ("application", "EM18993412")},
    "PDO-IT-9902": {("registration", "PDOIT9902")},
    "patent:US:97654321:B2": {("id", "patent:US:97654321:B2")},
    "/rights/patent/US/97654321/B2": {("id", "patent:US:97654321:B2")},
}


@pytest.mark.parametrize("typed", READ)
def test_a_number_is_read_in_any_usual_writing(typed: str) -> None:
    assert {(writing.type, writing.spelling) for writing in candidates(typed)} == READ[typed]


@pytest.mark.parametrize(
    "typed", ["", "2010", "2010-05-01", "hair dryer", "iPhone 15", "6G", "A45D20/12", "1664", "12.5", "US", "电池 12345"]
)
def test_words_years_classes_and_short_numbers_are_no_numbers_of_an_office(typed: str) -> None:
    assert candidates(typed) == ()


MEET: list[tuple[str, Number, WritingType]] = [
    ("US 97,654,321 B2", Number("US", "97654321", "B2"), "publication"),
    ("US 97,654,321", Number("US", "97654321", "B2"), "publication"),
    ("US2099191781A1", Number("US", "20990191781", "A1"), "publication"),
    ("US 2099/0191781 A1", Number("US", "2099191781", "A1"), "publication"),
    ("EP_0927762_B1", Number("EP", "0927762", "B1"), "publication"),
    ("EP05815427", Number("EP", "05815427.3"), "application"),
    ("WO 94/93095 A1", Number("WO", "9493095", "A1"), "publication"),
    ("WO 94/93095 A1", Number("WO", "1994093095", "A1"), "publication"),
    ("PCT/US2012/951017", Number("US", "2012951017", "W"), "application"),
    ("PCTUS2012951017", Number("WO", "PCT/US2012/951017"), "application"),
    ("ZL201010923456.7", Number("CN", "201010923456.7"), "application"),
    ("ZL201010923456.7", Number("CN", "201010923456"), "application"),
    ("CN201010923456", Number("CN", "201010923456.7"), "application"),
    ("018993412", Number("EM", "018993412"), "application"),
    ("18993412", Number("EM", "018993412"), "application"),
    ("D986,076", Number("US", "D0986076", "S1"), "publication"),
    ("PDO-IT-9902", Number("EU", "PDO-IT-9902"), "registration"),
]


@pytest.mark.parametrize(("typed", "number", "kind_of_number"), MEET)
def test_what_is_typed_meets_what_the_record_holds(typed: str, number: Number, kind_of_number: WritingType) -> None:
    spelled = {writing.spelling for writing in candidates(typed) if writing.type == kind_of_number}

    assert spelled & spellings(number, kind_of_number)


APART: list[tuple[str, Number, WritingType]] = [
    ("US97654321B1", Number("US", "97654321", "B2"), "publication"),
    ("CN97654321B2", Number("US", "97654321", "B2"), "publication"),
    ("ZL201010923456.5", Number("CN", "201010923456.7"), "application"),
    ("EP05815427", Number("EP", "5815427", "B1"), "publication"),
    ("WO 94/93095 A1", Number("WO", "2094093095", "A1"), "publication"),
    ("00018993412", Number("EM", "018993412"), "application"),
]


@pytest.mark.parametrize(("typed", "number", "kind_of_number"), APART)
def test_no_writing_leads_to_another_document(typed: str, number: Number, kind_of_number: WritingType) -> None:
    spelled = {writing.spelling for writing in candidates(typed) if writing.type == kind_of_number}

    assert not spelled & spellings(number, kind_of_number)


@given(
    st.integers(3_000_000, 99_999_999),
    st.sampled_from(["A", "B1", "B2"]),
    st.sampled_from(["{0}{1}{2}", "{0} {1:,} {2}", "{0}_{1}_{2}", "{0}-{1} {2}"]),
)
def test_every_american_number_meets_itself_in_every_form(value: int, kind: str, form: str) -> None:
    typed = form.format("US", value, kind)

    assert {writing.spelling for writing in candidates(typed)} <= spellings(Number("US", str(value), kind), "publication")
    assert candidates(typed)
