"""Invented US trade marks as the daily file of the USPTO has them (version 2.0): headers, statements, events, owners."""

from collections.abc import Iterator
from datetime import date, timedelta

from ipcommons_demo.chance import LAST_DAY, Chance
from ipcommons_demo.logos import vienna
from ipcommons_demo.marks import Mark
from ipcommons_demo.markup import declared, leaf, leaves, tag
from ipcommons_demo.names import attorney
from ipcommons_demo.signs import claimed

_STATUS = {
    "registered": 700,
    "renewed": 800,
    "expired": 900,
    "surrendered": 710,
    "published": 686,
    "opposed": 774,
    "examined": 638,
    "refused": 602,
    "withdrawn": 601,
}
_DRAWING = {"word": "4000", "combined": "3000", "figure": "2000", "han": "5000"}


def document(seed: int, made: list[Mark]) -> str:
    """A daily file of these marks."""
    day = f"{LAST_DAY:%Y%m%d}"
    files = "".join(case_file(seed, one) for one in made)
    body = tag(
        "trademark-applications-daily",
        tag("version", leaves(version_no="2.0", version_date="20041108")),
        leaf("creation-datetime", f"{day}0600"),
        tag(
            "application-information",
            tag("file-segments", leaf("file-segment", "TRMK"), tag("action-keys", leaf("action-key", "TX"), files)),
        ),
    )
    return declared(seed) + body


def case_file(seed: int, made: Mark) -> str:
    """One mark."""
    registration = 9_000_000 + made.record if made.registered else 0
    return tag(
        "case-file",
        leaves(serial_number=made.number, registration_number=f"{registration:07}", transaction_date=_day(_last_change(made))),
        _header(seed, made),
        tag("case-file-statements", *_statements(seed, made)),
        tag("case-file-event-statements", *_events(made)),
        tag("classifications", *(_classification(made, number) for number in made.sign.classes)),
        tag(
            "correspondent",
            leaves(address_1=attorney(Chance(seed, "us", made.record)), address_2="1 Invented Plaza", address_3=made.owner.city.en),
        ),
        tag("case-file-owners", _owner(made)),
        _searches(seed, made),
    )


def _day(day: date | None) -> str | None:
    return f"{day:%Y%m%d}" if day else None


def _last_change(made: Mark) -> date:
    """The day since which the status holds."""
    days = [made.filed, made.published, made.registered, made.decided, made.opposed if made.fate == "opposed" else None]
    latest = max(day for day in days if day)
    if made.fate == "expired" and made.expires:
        return made.expires
    return made.expires - timedelta(3_652) if made.fate == "renewed" and made.expires else latest


def _header(seed: int, made: Mark) -> str:
    chance = Chance(seed, "us", made.record)
    used = chance.happens(0.6) or made.registered is not None
    service = any(number >= 35 for number in made.sign.classes)
    goods = any(number < 35 for number in made.sign.classes)
    flags = {
        "trademark_in": goods,
        "collective_trademark_in": False,
        "service_mark_in": service,
        "collective_service_mark_in": False,
        "collective_membership_mark_in": False,
        "certification_mark_in": False,
        "opposition_pending_in": made.fate == "opposed",
        "renewal_filed_in": made.fate == "renewed",
        "foreign_priority_in": False,
        "intent_to_use_current_in": not used,
        "use_application_currently_in": used,
        "color_drawing_current_in": made.sign.drawn,
        "standard_characters_claimed_in": made.sign.feature == "word",
    }
    return tag(
        "case-file-header",
        leaves(filing_date=_day(made.filed), registration_date=_day(made.registered), status_code=_STATUS[made.fate]),
        leaves(status_date=_day(_last_change(made)), mark_identification=made.sign.words, mark_drawing_code=_DRAWING[made.sign.feature]),
        leaves(published_for_opposition_date=_day(made.published)),
        leaves(abandonment_date=_day(made.decided) if made.fate in {"refused", "withdrawn"} else None),
        leaves(cancellation_date=_day(made.decided) if made.fate == "surrendered" else None),
        leaves(attorney_name=attorney(chance)),
        leaves(**{name: "T" if flag else "F" for name, flag in flags.items()}),
        leaves(renewal_date=_day(_last_change(made)) if made.fate == "renewed" else None),
    )


def _statements(seed: int, made: Mark) -> Iterator[str]:
    def statement(code: str, text: str) -> str:
        return tag("case-file-statement", leaves(type_code=code, text=text))

    for number in made.sign.classes:
        yield statement(f"GS{number:03}1", "; ".join(item.en for item in claimed(seed, made.record, number)))
    if made.sign.drawn:
        yield statement("DM0000", _described(made))
    if made.sign.pinyin:
        said, meant = made.sign.pinyin.upper(), made.sign.meaning
        yield statement("TLIT00", f'The non-Latin characters in the mark transliterate to "{said}".')
        yield statement("TR0000", f'The English translation of the characters in the mark is "{meant}".')
    if made.sign.words and " " in made.sign.words and not made.sign.pinyin:
        yield statement("D00000", f'"{made.sign.words.split()[-1].upper()}"')


def _described(made: Mark) -> str:
    match made.sign.feature:
        case "han":
            return "The mark consists of two stylized Chinese characters."
        case "figure":
            return "The mark consists of a stylized device without wording."
        case _:
            return f'The mark consists of the stylized wording "{made.sign.words}" with a device.'


def _events(made: Mark) -> Iterator[str]:
    told: list[tuple[date | None, str, str, str]] = [
        (made.filed + timedelta(4), "NWAP", "I", "NEW APPLICATION ENTERED"),
        (made.filed + timedelta(48), "DOCK", "D", "ASSIGNED TO EXAMINER"),
        (made.published, "PUBO", "A", "PUBLISHED FOR OPPOSITION"),
        (made.opposed, "OP.I", "T", "OPPOSITION INSTITUTED"),
        (made.registered, "R.PR", "A", "REGISTERED-PRINCIPAL REGISTER"),
        (_last_change(made) if made.fate == "renewed" else None, "RNL1", "Q", "REGISTERED AND RENEWED (FIRST RENEWAL - 10 YRS)"),
        (made.expires if made.fate == "expired" else None, "EXRG", "S", "EXPIRED"),
        (made.decided if made.fate == "surrendered" else None, "C8..", "O", "CANCELLED SEC. 8 (6-YR)"),
        (made.decided if made.fate == "withdrawn" else None, "ABN1", "O", "ABANDONMENT - EXPRESS MAILED"),
        (made.decided if made.fate == "refused" else None, "ABN2", "O", "ABANDONMENT - FAILURE TO RESPOND OR LATE RESPONSE"),
    ]
    happened = sorted((day, code, kind, words) for day, code, kind, words in told if day and day <= LAST_DAY)
    for number, (day, code, kind, words) in enumerate(happened, 1):
        yield tag("case-file-event-statement", leaves(code=code, type=kind, description_text=words, date=_day(day), number=number))


def _classification(made: Mark, number: int) -> str:
    used = _day(made.filed - timedelta(90)) if made.registered else None
    return tag(
        "classification",
        leaves(
            international_code_total_no=1,
            us_code_total_no=0,
            international_code=f"{number:03}",
            status_code=6,
            status_date=_day(made.filed),
        ),
        leaves(first_use_anywhere_date=used, first_use_in_commerce_date=used, primary_code=f"{number:03}"),
    )


def _owner(made: Mark) -> str:
    owner = made.owner
    place = leaf("state", owner.region.en) if owner.country == "US" else leaf("country", owner.country)
    return tag(
        "case-file-owner",
        leaves(entry_number=1, party_type=30 if made.registered else 10),
        tag("nationality", place),
        leaves(legal_entity_type_code="03", party_name=owner.en, address_1=f"{owner.key % 900 + 1} Innovation Road", city=owner.city.en),
        place,
    )


def _searches(seed: int, made: Mark) -> str:
    """Codes of the office's design search: the Vienna codes of the figure without dots."""
    if not made.sign.drawn:
        return ""
    return tag(
        "design-searches", *(tag("design-search", leaf("code", code.replace(".", ""))) for code in vienna(seed, made.record, made.sign))
    )
