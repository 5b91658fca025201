"""Invented EU trade marks as EUIPO delivers them: one Transaction a mark (EM-TM-TradeMark V3-4), owners as keys."""

from datetime import date, timedelta

from ipcommons_demo.chance import LAST_DAY, Chance, years_after
from ipcommons_demo.logos import vienna
from ipcommons_demo.marks import Mark, mark
from ipcommons_demo.markup import declared, leaf, leaves, tag
from ipcommons_demo.signs import claimed

_STATUS = {  # words of the office, milestone and status of MarkCurrentStatusCode
    "registered": ("Registered", 23, 1),
    "renewed": ("Registered", 23, 1),
    "expired": ("Registration expired", 23, 3),
    "surrendered": ("Registration surrendered", 23, 3),
    "published": ("Application published", 22, 1),
    "opposed": ("Application opposed", 22, 5),
    "examined": ("Application under examination", 2, 6),
    "refused": ("Application refused", 21, 4),
    "withdrawn": ("Application withdrawn", 21, 3),
}
_LANGUAGES = ("de", "en", "fr")
_BODY = "http://euipo.europa.eu/trademark/data"
_NAMESPACES = {
    "xmlns": _BODY,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{_BODY} http://euipo.europa.eu/schemas/trademark/EM-TM-TradeMark-V3-4.xsd",
}


def image_file(made: Mark) -> str:
    """The path of the image inside the image delivery: 099/000/099000417/000999000417.JPG."""
    return f"{made.number[:3]}/{made.number[3:6]}/{made.number}/{image_identifier(made)}.JPG"


def image_identifier(made: Mark) -> str:
    return f"000{999_000_000 + made.record}"


def document(seed: int, made: Mark) -> str:
    """One mark's file."""
    content = tag(
        "TransactionContentDetails",
        leaves(TransactionIdentifier=made.number, TransactionCode="EM-Trade Mark"),
        tag("TransactionData", tag("TradeMarkDetails", _trade_mark(seed, made))),
    )
    return declared(seed) + tag(
        "Transaction",
        tag("TransactionHeader", tag("SenderDetails", leaf("RequestProducerDateTime", f"{LAST_DAY}T06:00:00"))),
        tag("TradeMarkTransactionBody", content),
        **_NAMESPACES,
    )


def _trade_mark(seed: int, made: Mark) -> str:
    chance = Chance(seed, "euipo", made.record)
    words, milestone, status = _STATUS[made.fate]
    first, second = chance.sample(_LANGUAGES, 2)
    return tag(
        "TradeMark",
        leaves(RegistrationOfficeCode="EM", ApplicationNumber=made.number, ApplicationDate=made.filed),
        leaves(RegistrationDate=made.registered, ExpiryDate=made.expires, ApplicationLanguageCode=first, SecondLanguageCode=second),
        leaf("MarkCurrentStatusCode", words, milestone=milestone, status=status),
        leaves(MarkCurrentStatusDate=_status_date(made), KindMark="Individual", MarkFeature="Figurative" if made.sign.drawn else "Word"),
        leaf("TradeDistinctivenessIndicator", "false"),
        _words(made.sign.words),
        _image(seed, made),
        _goods(seed, made),
        _publications(made),
        tag("ApplicantDetails", tag("ApplicantKey", leaf("Identifier", made.owner.key))),
        _representative(chance),
        _priority(chance, made),
        _opposition(seed, chance, made),
        _recordal(chance, made),
        operationCode="Insert",
    )


def _status_date(made: Mark) -> date | None:
    """The day since which the status holds."""
    days = {
        "registered": made.registered,
        "renewed": years_after(made.filed, 10),
        "expired": made.expires,
        "opposed": made.opposed,
        "published": made.published,
        "examined": made.filed + timedelta(3),
    }
    return days.get(made.fate, made.decided)


def _words(words: str | None) -> str:
    return tag("WordMarkSpecification", leaf("MarkVerbalElementText", words)) if words else ""


def _image(seed: int, made: Mark) -> str:
    if not made.sign.drawn:
        return ""
    codes = (tag("CategoryCodeDetails", leaf("CategoryCode", code)) for code in vienna(seed, made.record, made.sign))
    image = tag(
        "MarkImage",
        leaf("MarkImageIdentifier", image_identifier(made), identifierKindCode="EM"),
        leaves(MarkImageFileFormat="JPG", MarkImageURI=f"file://{image_file(made)}"),
        tag("MarkImageCategory", *codes),
    )
    return tag("MarkImageDetails", image)


def _goods(seed: int, made: Mark) -> str:
    classes = (tag("ClassDescription", leaf("ClassNumber", number), *_descriptions(seed, made, number)) for number in made.sign.classes)
    return tag("GoodsServicesDetails", tag("GoodsServices", tag("ClassificationVersion"), tag("ClassDescriptionDetails", *classes)))


def _descriptions(seed: int, made: Mark, number: int) -> list[str]:
    items = claimed(seed, made.record, number)
    texts = {language: [getattr(item, language) for item in items] for language in _LANGUAGES}
    return [
        leaf("GoodsServicesDescription", "; ".join(item[:1].upper() + item[1:] for item in text) + ".", languageCode=language)
        for language, text in texts.items()
    ]


def _publications(made: Mark) -> str:
    entries = [(made.published, "A.1"), (made.registered, "B.2" if made.opposed else "B.1")]
    if made.fate == "renewed":
        entries.append((_status_date(made), "D.1"))
    told = [_publication(day, section) for day, section in entries if day]
    return tag("PublicationDetails", *told) if told else ""


def _publication(day: date, section: str) -> str:
    """The bulletin appears on every working day: its number is the working day of the year."""
    number = f"{day.year}/{day.timetuple().tm_yday * 5 // 7:03}"
    return tag("Publication", leaves(PublicationIdentifier=number, PublicationSection=section, PublicationDate=day, PublicationPage=0))


def _representative(chance: Chance) -> str:
    return tag("RepresentativeDetails", tag("RepresentativeKey", leaf("Identifier", 9_900_000 + chance.rank(400))))


def _priority(chance: Chance, made: Mark) -> str:
    if not chance.happens(0.06):
        return ""
    country, first = chance.choice((("US", 93_990_000), ("CN", 99_900_000), ("JP", 2_099_000_000)))
    day = made.filed - timedelta(chance.randint(20, 180))
    claim = leaves(PriorityCountryCode=country, PriorityNumber=first + chance.randrange(9_000), PriorityDate=day)
    return tag("PriorityDetails", tag("Priority", claim, leaves(PriorityStatusCode="Claimed", PriorityPartialIndicator="false")))


def _opposition(seed: int, chance: Chance, made: Mark) -> str:
    if not made.opposed or made.sign.close_to is None:
        return ""
    earlier = mark(seed, made.sign.close_to)
    grounds = ["Likelihood of confusion"]
    if chance.happens(0.3):
        grounds.append("Unfair advantage /detriment to distinctiveness or repute")
    relied_on = tag(
        "EarlierMark",
        leaves(ApplicationNumber=earlier.number, ApplicationDate=earlier.filed),
        leaves(RegistrationNumber=earlier.number, RegistrationDate=earlier.registered) if earlier.registered else "",
        leaves(EarlierMarkCountryCode="EM", MarkFeature="Figurative" if earlier.sign.drawn else "Word"),
        _words(earlier.sign.words),
    )
    opposition = tag(
        "Opposition",
        leaves(OppositionIdentifier=990_000_000 + made.record, OppositionDate=made.opposed, ProceedingLanguageCode="en"),
        tag("EarlierMarkDetails", relied_on),
        leaf("OppositionGroundText", "\n" + "\n".join(grounds)),
        tag("OpponentDetails", tag("OpponentKey", leaf("Identifier", earlier.owner.key))),
        _representative(chance),
    )
    return tag("OppositionDetails", opposition)


_RECORDALS = (
    "Representative - Replacement of representative",
    "Representative - Change of name and professional address",
    "Proprietor - Change of name and address",
    "Proprietor - Total transfers",
)


def _recordal(chance: Chance, made: Mark) -> str:
    """A change in the register some time after registration."""
    if not made.registered or not chance.happens(0.25):
        return ""
    record = tag(
        "BasicRecord",
        leaves(RecordIdentifier=f"{99_100_000 + made.record:09}", BasicRecordKind=chance.choice(_RECORDALS)),
        leaves(RecordCurrentStatusCode="Published", RecordCurrentStatusDate=chance.day(made.registered, LAST_DAY)),
    )
    return tag("MarkRecordDetails", tag("MarkRecord", record))
