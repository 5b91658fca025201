"""Invented EU trade marks as EUIPO delivers them: one Transaction a mark (EM-TM-TradeMark V3-4), owners as keys."""

from datetime import date, timedelta
from html import escape

from ipcommons_demo.chance import LAST_DAY, Chance
from ipcommons_demo.logos import vienna
from ipcommons_demo.marker import marker
from ipcommons_demo.marks import Mark, mark
from ipcommons_demo.signs import claimed, nice

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
_LANGUAGES = ("en", "de", "fr")
_BODY = "http://euipo.europa.eu/trademark/data"


def image_file(made: Mark) -> str:
    """The path of the image inside the image delivery: 099/000/099000417/000999000417.JPG."""
    return f"{made.number[:3]}/{made.number[3:6]}/{made.number}/{image_identifier(made)}.JPG"


def image_identifier(made: Mark) -> str:
    return f"000{999_000_000 + made.record}"


def document(seed: int, made: Mark) -> str:
    """One mark's file."""
    chance = Chance(seed, "euipo", made.record)
    words, milestone, status = _STATUS[made.fate]
    languages = chance.sample(_LANGUAGES, 2)
    produced = LAST_DAY
    fields = [
        "<RegistrationOfficeCode>EM</RegistrationOfficeCode>",
        f"<ApplicationNumber>{made.number}</ApplicationNumber>",
        f"<ApplicationDate>{made.filed}</ApplicationDate>",
        _if("RegistrationDate", made.registered),
        _if("ExpiryDate", made.expires),
        f"<ApplicationLanguageCode>{languages[0]}</ApplicationLanguageCode>",
        f"<SecondLanguageCode>{languages[1]}</SecondLanguageCode>",
        f'<MarkCurrentStatusCode milestone="{milestone}" status="{status}">{words}</MarkCurrentStatusCode>',
        f"<MarkCurrentStatusDate>{_status_date(made)}</MarkCurrentStatusDate>",
        "<KindMark>Individual</KindMark>",
        f"<MarkFeature>{'Figurative' if made.sign.drawn else 'Word'}</MarkFeature>",
        "<TradeDistinctivenessIndicator>false</TradeDistinctivenessIndicator>",
        _words(made.sign.words),
        _image(seed, made) if made.sign.drawn else "",
        _goods(seed, made),
        _publications(made),
        f"<ApplicantDetails>\n<ApplicantKey>\n<Identifier>{made.owner.key}</Identifier>\n</ApplicantKey>\n</ApplicantDetails>",
        f"<RepresentativeDetails>\n<RepresentativeKey>\n<Identifier>{_representative(chance)}</Identifier>\n</RepresentativeKey>\n</RepresentativeDetails>",
        _priority(chance, made),
        _opposition(seed, chance, made),
        _recordal(chance, made),
    ]
    body = "\n".join(field for field in fields if field)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{marker(seed)}\n'
        f'<Transaction xmlns="{_BODY}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{_BODY} http://euipo.europa.eu/schemas/trademark/EM-TM-TradeMark-V3-4.xsd">\n'
        f"<TransactionHeader>\n<SenderDetails>\n<RequestProducerDateTime>{produced}T06:00:00</RequestProducerDateTime>\n</SenderDetails>\n</TransactionHeader>\n"
        f"<TradeMarkTransactionBody>\n<TransactionContentDetails>\n<TransactionIdentifier>{made.number}</TransactionIdentifier>\n"
        "<TransactionCode>EM-Trade Mark</TransactionCode>\n<TransactionData>\n<TradeMarkDetails>\n"
        f'<TradeMark operationCode="Insert">\n{body}\n</TradeMark>\n</TradeMarkDetails>\n</TransactionData>\n</TransactionContentDetails>\n'
        "</TradeMarkTransactionBody>\n</Transaction>\n"
    )


def _if(tag: str, value: object) -> str:
    return f"<{tag}>{value}</{tag}>" if value else ""


def _status_date(made: Mark) -> date:
    """The day since which the status holds."""
    match made.fate:
        case "registered":
            return made.registered or made.filed
        case "renewed" | "expired":
            expiry = made.expires or made.filed
            return expiry.replace(year=expiry.year - 10, day=min(expiry.day, 28)) if made.fate == "renewed" else expiry
        case "opposed":
            return made.opposed or made.filed
        case "published":
            return made.published or made.filed
        case "examined":
            return made.filed + timedelta(3)
        case _:
            return made.decided or made.filed


def _words(words: str | None) -> str:
    return (
        f"<WordMarkSpecification>\n<MarkVerbalElementText>{escape(words)}</MarkVerbalElementText>\n</WordMarkSpecification>"
        if words
        else ""
    )


def _image(seed: int, made: Mark) -> str:
    codes = "".join(
        f"<CategoryCodeDetails>\n<CategoryCode>{code}</CategoryCode>\n</CategoryCodeDetails>\n"
        for code in vienna(seed, made.record, made.sign)
    )
    return (
        f'<MarkImageDetails>\n<MarkImage>\n<MarkImageIdentifier identifierKindCode="EM">{image_identifier(made)}</MarkImageIdentifier>\n'
        f"<MarkImageFileFormat>JPG</MarkImageFileFormat>\n<MarkImageURI>file://{image_file(made)}</MarkImageURI>\n"
        f"<MarkImageCategory>\n{codes}</MarkImageCategory>\n</MarkImage>\n</MarkImageDetails>"
    )


def _goods(seed: int, made: Mark) -> str:
    classes = []
    for number in made.sign.classes:
        items = claimed(seed, made.record, number)
        texts = "".join(
            f'<GoodsServicesDescription languageCode="{language}">{escape(_sentence([getattr(item, language) for item in items]))}</GoodsServicesDescription>\n'
            for language in sorted(_LANGUAGES)
        )
        classes.append(f"<ClassDescription>\n<ClassNumber>{nice()[number].number}</ClassNumber>\n{texts}</ClassDescription>\n")
    return (
        f"<GoodsServicesDetails>\n<GoodsServices>\n<ClassificationVersion/>\n<ClassDescriptionDetails>\n{''.join(classes)}</ClassDescriptionDetails>\n"
        "</GoodsServices>\n</GoodsServicesDetails>"
    )


def _sentence(items: list[str]) -> str:
    return "; ".join(item[:1].upper() + item[1:] for item in items) + "."


def _publications(made: Mark) -> str:
    entries = [(made.published, "A.1"), (made.registered, "B.2" if made.opposed else "B.1")]
    if made.fate == "renewed":
        entries.append((_status_date(made), "D.1"))
    told = "".join(_publication(day, section) for day, section in entries if day)
    return f"<PublicationDetails>\n{told}</PublicationDetails>" if told else ""


def _publication(day: date, section: str) -> str:
    number = f"{day.year}/{int(day.strftime('%j')) * 5 // 7:03}"
    return (
        f"<Publication>\n<PublicationIdentifier>{number}</PublicationIdentifier>\n<PublicationSection>{section}</PublicationSection>\n"
        f"<PublicationDate>{day}</PublicationDate>\n<PublicationPage>0</PublicationPage>\n</Publication>\n"
    )


def _representative(chance: Chance) -> int:
    return 9_900_000 + chance.rank(400)


def _priority(chance: Chance, made: Mark) -> str:
    if not chance.happens(0.06):
        return ""
    country, number = chance.choice((("US", 96_990_000), ("CN", 99_900_000), ("JP", 2_099_000_000)))
    return (
        f"<PriorityDetails>\n<Priority>\n<PriorityCountryCode>{country}</PriorityCountryCode>\n<PriorityNumber>{number + chance.randrange(9_000)}</PriorityNumber>\n"
        f"<PriorityDate>{made.filed - timedelta(chance.randint(20, 180))}</PriorityDate>\n<PriorityStatusCode>Claimed</PriorityStatusCode>\n"
        "<PriorityPartialIndicator>false</PriorityPartialIndicator>\n</Priority>\n</PriorityDetails>"
    )


def _opposition(seed: int, chance: Chance, made: Mark) -> str:
    if not made.opposed or made.sign.close_to is None:
        return ""
    earlier = mark(seed, made.sign.close_to)
    same = earlier.sign.words == made.sign.words
    grounds = ["Identity of marks and G&S"] if same else ["Likelihood of confusion"]
    if chance.happens(0.3):
        grounds.append("Unfair advantage /detriment to distinctiveness or repute")
    registered = (
        f"<RegistrationNumber>{earlier.number}</RegistrationNumber>\n<RegistrationDate>{earlier.registered}</RegistrationDate>\n"
        if earlier.registered
        else ""
    )
    return (
        f"<OppositionDetails>\n<Opposition>\n<OppositionIdentifier>{990_000_000 + made.record:09}</OppositionIdentifier>\n<OppositionDate>{made.opposed}</OppositionDate>\n"
        "<ProceedingLanguageCode>en</ProceedingLanguageCode>\n"
        f"<EarlierMarkDetails>\n<EarlierMark>\n<ApplicationNumber>{earlier.number}</ApplicationNumber>\n<ApplicationDate>{earlier.filed}</ApplicationDate>\n{registered}"
        f"<EarlierMarkCountryCode>EM</EarlierMarkCountryCode>\n<MarkFeature>{'Figurative' if earlier.sign.drawn else 'Word'}</MarkFeature>\n"
        f"{_words(earlier.sign.words)}\n</EarlierMark>\n</EarlierMarkDetails>\n"
        f"<OppositionGroundText>\n{escape(chr(10).join(grounds))}</OppositionGroundText>\n"
        f"<OpponentDetails>\n<OpponentKey>\n<Identifier>{earlier.owner.key}</Identifier>\n</OpponentKey>\n</OpponentDetails>\n"
        f"<RepresentativeDetails>\n<RepresentativeKey>\n<Identifier>{_representative(chance)}</Identifier>\n</RepresentativeKey>\n</RepresentativeDetails>\n"
        "</Opposition>\n</OppositionDetails>"
    )


def _recordal(chance: Chance, made: Mark) -> str:
    """A change in the register some time after registration."""
    if not made.registered or not chance.happens(0.25):
        return ""
    kind = chance.choice(
        (
            "Representative - Replacement of representative",
            "Proprietor - Change of name and address",
            "Proprietor - Total transfers",
            "Representative - Change of name and professional address",
        )
    )
    day = chance.day(made.registered, LAST_DAY)
    return (
        f"<MarkRecordDetails>\n<MarkRecord>\n<BasicRecord>\n<RecordIdentifier>{99_100_000 + made.record:09}</RecordIdentifier>\n<BasicRecordKind>{kind}</BasicRecordKind>\n"
        f"<RecordCurrentStatusCode>Published</RecordCurrentStatusCode>\n<RecordCurrentStatusDate>{day}</RecordCurrentStatusDate>\n"
        "</BasicRecord>\n</MarkRecord>\n</MarkRecordDetails>"
    )
