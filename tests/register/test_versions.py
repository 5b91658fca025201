"""What the register makes of statements: new, the same again, corrected, amended, removed, said by several."""

from itertools import permutations

import pytest
from tests.register.office import MAPPING, Office, delivery, grant, mark

from ipcommons.register.errors import OtherLayout
from ipcommons.register.events import merged
from ipcommons.register.state import State, table_at
from ipcommons.rights.date import PartialDate
from ipcommons.rights.event import Event
from ipcommons.rights.number import Number
from ipcommons.rights.patent import Patent

ID = "trademark:EM:099000001"


def test_a_correction_makes_a_new_version_and_keeps_the_old(office: Office) -> None:
    office.deliver("2031-01-01", mark("099000001", "ALDORA"))
    office.deliver("2031-02-01", mark("099000001", "ALDERA"))

    versions = office.versions(ID)

    assert [v.number for v in versions] == [1, 2]
    assert [v.shown for v in versions] == [False, True]
    assert [v.record.verbal_elements[0].value for v in versions] == ["ALDORA", "ALDERA"]  # type: ignore[union-attr]
    assert office.words("099000001") == "ALDERA"
    first = office.register.source(ID, "euipo-trademark", 1)
    assert first == mark("099000001", "ALDORA").encode()
    assert office.register.source(ID) == mark("099000001", "ALDERA").encode()


def test_the_same_file_twice_changes_nothing(office: Office) -> None:
    file = office.write("marks.xml", delivery("2031-01-01", mark("099000001", "ALDORA"), mark("099000002", "BRENNO")))
    first, second = office.ingest(file).totals, office.ingest(file).totals

    assert (first.committed, first.unchanged) == (2, 0)
    assert (second.committed, second.unchanged) == (0, 2)
    assert len(office.versions(ID)) == 1
    assert office.register.ledger()[0].same_as == 1


def test_bytes_laid_out_anew_say_the_same(office: Office) -> None:
    office.deliver("2031-01-01", mark("099000001", "ALDORA"))
    report = office.deliver("2031-02-01", mark("099000001", "ALDORA").replace("><", ">\n  <"))

    assert (report.totals.committed, report.totals.unchanged) == (0, 1)


def test_the_same_right_twice_in_one_file_is_two_statements_in_order(office: Office) -> None:
    office.deliver("2031-01-01", mark("099000001", "ALDORA"), mark("099000001", "ALDERA"), mark("099000001", "ALDERA"))

    assert [v.number for v in office.versions(ID)] == [1, 2]
    assert office.words("099000001") == "ALDERA"


def test_a_late_old_statement_does_not_undo_a_newer_one(office: Office) -> None:
    office.deliver("2031-02-01", mark("099000001", "ALDERA"))
    office.deliver("2031-01-01", mark("099000001", "ALDORA"))

    assert office.words("099000001") == "ALDERA"
    assert [v.shown for v in office.versions(ID)] == [True, False]


@pytest.mark.parametrize("order", list(permutations([("2031-01-01", "ALDORA"), ("2031-02-01", "ALDERA"), ("2031-03-01", "ALDORA")])))
def test_files_may_come_in_any_order(office: Office, order: list[tuple[str, str]]) -> None:
    for day, words in order:
        office.deliver(day, mark("099000001", words))

    assert office.words("099000001") == "ALDORA"


def test_what_is_said_again_later_is_noted_with_its_day(office: Office) -> None:
    office.deliver("2031-01-01", mark("099000001", "ALDORA"))
    office.deliver("2031-03-01", mark("099000001", "ALDORA"))

    (version,) = office.versions(ID)
    assert (version.as_of, version.said_until) == ("2031-01-01", "2031-03-01")


def test_a_removal_is_a_version_and_an_event_and_leaves_the_record_readable(office: Office) -> None:
    office.deliver("2031-01-01", mark("099000001", "ALDORA"))
    office.deliver("2031-02-01", mark("099000001", operation="Delete"))

    entry = office.register.entry(ID)
    assert entry is not None
    assert entry.deleted
    assert office.words("099000001") == "ALDORA"
    assert [v.operation for v in entry.versions] == ["state", "delete"]
    events = office.register.events(ID)
    assert events is not None
    assert [(e.kind, e.date.iso if e.date else None) for e in events] == [("deletion", "2031-02-01")]


def test_a_right_that_comes_back_after_its_removal_is_held_again(office: Office) -> None:
    office.deliver("2031-01-01", mark("099000001", "ALDORA"))
    office.deliver("2031-02-01", mark("099000001", operation="Delete"))
    office.deliver("2031-03-01", mark("099000001", "ALDORA"))

    entry = office.register.entry(ID)
    assert entry is not None
    assert not entry.deleted
    assert len(entry.versions) == 3


CASE = "<case-file><serial-number>98999901</serial-number><transaction-date>{day}</transaction-date>{inside}</case-file>"
WHOLE = """<case-file-header><filing-date>20301102</filing-date><mark-identification>{words}</mark-identification></case-file-header>
<classifications/><case-file-owners/>"""


def us_daily(day: str, inside: str) -> bytes:
    return f"""<?xml version="1.0"?><!DOCTYPE trademark-applications-daily [<!ELEMENT case-file (serial-number)>]>
<trademark-applications-daily><version><version-no>2.0</version-no></version><application-information>
{CASE.format(day=day, inside=inside)}</application-information></trademark-applications-daily>""".encode()


@pytest.mark.parametrize("together", [True, False], ids=["in one ingest", "in two ingests"])
def test_an_amendment_changes_what_it_says_and_leaves_the_rest(office: Office, together: bool) -> None:
    first = office.write("1.xml", us_daily("20310101", WHOLE.format(words="ALDORA")))
    second = office.write(
        "2.xml", us_daily("20310201", "<case-file-header><registration-date>20310115</registration-date></case-file-header>")
    )
    if together:
        office.ingest(first, second)
    else:
        office.ingest(first)
        office.ingest(second)

    entry = office.register.entry("trademark:US:98999901")
    assert entry is not None
    assert [v.operation for v in entry.versions] == ["state", "amend"]
    assert entry.record.verbal_elements[0].value == "ALDORA"  # type: ignore[union-attr]
    assert entry.record.registration_date.iso == "2031-01-15"  # type: ignore[union-attr]
    assert entry.record.application_date is not None
    assert entry.record.application_date.iso == "2030-11-02"


def test_sources_are_merged_field_by_field_by_their_precedence(office: Office) -> None:
    mapping = office.write("second-hand.yaml", MAPPING.encode())
    table = office.write("patents.csv", b"no,title,family,as_of\n99990001,A title at second hand,F-77,2031-06-01\n")
    office.ingest(table, mapping=mapping)
    office.ingest(office.write("grant.xml", grant("99990001", "A title of the office")))

    entry = office.register.entry("patent:US:99990001:B2")
    assert entry is not None
    assert isinstance(entry.record, Patent)
    assert entry.record.titles[0].value == "A title of the office"
    assert entry.record.family_id == "F-77"
    assert entry.field_sources["titles"] == "us-grant-bibliography"
    assert entry.field_sources["family_id"] == "second-hand"
    assert {(v.source, v.number, v.shown) for v in entry.versions} == {("us-grant-bibliography", 1, True), ("second-hand", 1, True)}


def test_events_are_newest_first(office: Office) -> None:
    filed = """<application-reference><document-id><country>US</country><doc-number>99000111</doc-number><date>20290305</date></document-id>
</application-reference>"""
    office.ingest(office.write("grant.xml", grant("99990001", "A hinge", filed)))

    events = office.register.events("patent:US:99990001:B2")
    assert events is not None
    dates = [event.date.iso for event in events if event.date]
    assert dates == sorted(dates, reverse=True)
    assert {event.kind for event in events} == {"filing", "grant"}


def test_an_event_that_follows_from_a_date_is_marked() -> None:
    published = Patent(id="patent:US:1:A1", office="US", publication=Number("US", "1", "A1"), publication_date=PartialDate("2031-01-07"))

    assert merged([(published, "state", None)]) == (Event(kind="publication", date=PartialDate("2031-01-07"), derived=True),)


def test_a_change_set_names_each_changed_right_once_as_it_stands_now(office: Office) -> None:
    office.deliver("2031-01-01", mark("099000001", "ALDORA"), mark("099000002", "BRENNO"))
    office.deliver("2031-02-01", mark("099000001", "ALDERA"))
    office.deliver("2031-03-01", mark("099000001", "ALDIRA"))
    register = office.register

    def words(since: int, upto: int | None = None) -> dict[str, str]:
        changes = list(register.changes(since, upto))
        assert len(changes) == len({change.id for change in changes})
        return {change.id: change.record.verbal_elements[0].value for change in changes}  # type: ignore[union-attr]

    assert words(0) == {ID: "ALDIRA", "trademark:EM:099000002": "BRENNO"}
    assert words(1) == words(2) == {ID: "ALDIRA"}
    assert words(1, upto=2) == {ID: "ALDIRA"}
    assert words(3) == {}


def test_a_reader_moves_on_when_it_wants_to(office: Office) -> None:
    office.deliver("2031-01-01", mark("099000001", "ALDORA"))
    register = office.register
    office.deliver("2031-02-01", mark("099000001", "ALDERA"))

    before = register.entry(ID)
    assert before is not None
    assert len(before.versions) == 1
    assert register.refresh() == 2
    after = register.entry(ID)
    assert after is not None
    assert len(after.versions) == 2


def test_an_absent_register_is_an_empty_one(office: Office) -> None:
    register = office.register

    assert register.batch == 0
    assert register.entry(ID) is None
    assert register.events(ID) is None
    assert register.source(ID) is None
    assert list(register.changes(0)) == []
    assert not any((register.ledger(), register.quarantine(), register.coverage(), register.tables()))


def test_a_register_of_another_layout_is_refused_by_name(office: Office) -> None:
    versions = {"records": 0, "ledger": 0}

    with pytest.raises(OtherLayout, match="confirmations"):
        table_at(office.settings.register_location, State(register="r", batch=1, versions=versions), "confirmations")


def test_a_grant_is_not_told_a_second_time_as_a_publication(office: Office) -> None:
    office.ingest(office.write("week.xml", grant("99000001", "Folding lamp")))

    events = office.register.events("patent:US:99000001:B2")

    assert events is not None
    assert [event.kind for event in events] == ["grant"]
