"""Invented filings hang together as real ones do: claims, families, citations, oppositions, statuses."""

from collections import Counter

import pytest

from ipcommons.formats import Filing, Manifest
from ipcommons.rights.patent import Patent
from ipcommons.rights.right import titles
from ipcommons.rights.trademark import TradeMark
from ipcommons_demo import chinese, english, marks, patents
from ipcommons_demo.chance import LAST_DAY
from ipcommons_demo.inventions import invent
from ipcommons_demo.wording import NUMERAL

Filings = list[tuple[Manifest, Filing]]
SEED = 1


@pytest.fixture(scope="module")
def invented_patents(filings: Filings) -> dict[str, Patent]:
    return {filing.record.id: filing.record for _, filing in filings if isinstance(filing.record, Patent)}


def test_claims_depend_on_earlier_claims_only_and_the_first_on_none(invented_patents: dict[str, Patent]) -> None:
    for patent in invented_patents.values():
        for claims in patent.claims:
            assert claims.claims[0].depends_on == ()
            for claim in claims.claims:
                assert all(0 < number < claim.number for number in claim.depends_on), f"{patent.id} claim {claim.number}"


def test_readers_find_the_dependencies_that_were_planned() -> None:
    for number in range(200):
        invention = invent(SEED, number)
        for wording in (english.word(invention), chinese.word(invention)):
            for plan, claim in zip(invention.claims, wording.claims, strict=True):
                assert claim.depends_on == plan.depends_on
                assert (claim.reference in claim.preamble) if plan.depends_on else claim.reference == ""


def test_both_languages_tell_of_the_same_parts() -> None:
    for number in range(100):
        invention = invent(SEED, number)
        english_text = " ".join(text for section in english.word(invention).sections for text in section.paragraphs)
        chinese_text = " ".join(text for section in chinese.word(invention).sections for text in section.paragraphs)

        for placed in invention.parts:
            assert placed.part.name.en in english_text
            assert placed.part.name.zh in chinese_text
        if invention.field.style != "composition":
            assert set(NUMERAL.findall(english_text)) == set(NUMERAL.findall(chinese_text))


def test_two_thousand_patents_do_not_look_copied() -> None:
    abstracts = {english.word(invent(SEED, number, patents.field_of(SEED, number))).abstract for number in range(800)}
    names = Counter(english.word(invent(SEED, number, patents.field_of(SEED, number))).title for number in range(800))

    assert len(abstracts) > 0.97 * 800
    assert names.most_common(1)[0][1] <= 12


def test_a_family_points_to_members_that_are_there(invented_patents: dict[str, Patent]) -> None:
    applications = {patent.application.value: patent for patent in invented_patents.values() if patent.application}
    families = 0

    for patent in invented_patents.values():
        for priority in patent.priorities:
            assert priority.number is not None
            number = priority.number.value
            first = next(member for application, member in applications.items() if application.startswith(number) or number in application)
            assert first.office == "CN"
            assert first.application_date
            assert patent.application_date
            assert first.application_date.iso < patent.application_date.iso
            families += 1

    assert families >= 30


def test_citations_are_of_earlier_publications() -> None:
    found = 0
    for record in range(4_000):
        publication = patents.publication(record)
        for other in patents.cited(SEED, publication):
            assert other.record < record
            assert other.published < publication.filed
            assert patents.field_of(SEED, other.invention_number) == patents.field_of(SEED, publication.invention_number)
            found += 1

    assert found > 2_000


def test_a_grant_follows_its_application_and_a_continuation_its_parent() -> None:
    for block in range(0, 400, 10):
        published = [patents.publication(block + place) for place in range(10)]

        assert published[1].number == published[0].number
        assert published[3].application == published[2].application
        assert published[0].filed < published[0].published < published[1].published
        assert published[7].published < published[8].published
        assert patents.parent(published[8]) == published[7]


def test_chinese_application_numbers_carry_their_check_digit() -> None:
    # 2*2 + 2*4 + 1*5 + 1*6 + 9*7 + 9*8 + 4*3 + 1*4 + 7*5 = 209 = 19*11 + 0, weights of ZC 0006-2003
    assert patents.chinese_application(2021, 1, 9_900_417) == "202119900417.0"
    # the same with a serial of 0 has 2*2 + 2*4 + 1*5 + 1*6 = 23 = 2*11 + 1
    assert patents.chinese_application(2021, 1, 0) == "202110000000.1"


def test_an_opposition_rests_on_an_earlier_mark_of_the_same_office() -> None:
    opposed = [made for made in (marks.mark(SEED, n) for n in range(2_000)) if made.opposed]

    assert len(opposed) > 60
    for made in opposed:
        assert made.sign.close_to is not None
        earlier = marks.mark(SEED, made.sign.close_to)
        assert earlier.office == made.office
        assert earlier.filed < made.filed
        assert set(earlier.sign.classes) <= set(made.sign.classes)
        assert made.published is not None
        assert made.opposed is not None
        assert made.opposed > made.published


def test_marks_have_every_fate_and_no_day_after_the_last() -> None:
    made = [marks.mark(SEED, n) for n in range(2_000)]

    assert {"registered", "renewed", "expired", "surrendered", "published", "opposed", "examined", "refused", "withdrawn"} == {
        m.fate for m in made
    }
    for mark in made:
        happened = [day for day in (mark.filed, mark.published, mark.opposed, mark.registered, mark.decided) if day]
        assert max(happened) <= LAST_DAY, mark
        assert happened == sorted(happened)


def test_owners_have_portfolios_of_very_different_size() -> None:
    owners = Counter(patents.filing(SEED, patents.publication(n)).firm.en for n in range(0, 2_000, 2))
    largest = owners.most_common(1)[0][1]

    assert largest >= 15
    assert sum(1 for count in owners.values() if count <= 2) > len(owners) / 4


def test_statuses_vary_and_events_are_told(filings: Filings) -> None:
    invented_marks = [filing.record for _, filing in filings if isinstance(filing.record, TradeMark)]
    statuses = {mark.status.kind for mark in invented_marks if mark.status}
    events = {event.kind for mark in invented_marks for event in mark.events}

    assert {"in-force", "pending", "ended", "refused"} <= statuses
    assert {"filing", "publication", "registration", "renewal"} <= events


def test_every_right_has_a_name_or_a_picture(filings: Filings) -> None:
    for _, filing in filings:
        assert titles(filing.record) or getattr(filing.record, "images", ()) or filing.record.id.startswith("trademark:US")


def test_nothing_was_published_after_the_last_day(filings: Filings) -> None:
    """The invented offices delivered on one day; terms run beyond it, events do not."""
    for _, filing in filings:
        published = filing.record.publication_date
        assert published is None or published.iso <= LAST_DAY.isoformat(), filing.record.id
        for event in filing.record.events:
            assert event.date is None or event.date.iso <= LAST_DAY.isoformat(), (filing.record.id, event)
