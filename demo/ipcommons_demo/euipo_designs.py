"""Invented Community designs as EUIPO delivers them: one Transaction a design (EM-DS-Design V2-1), owners as keys.

Five records are four applications: the first holds two designs.
"""

from datetime import date, timedelta
from typing import Literal

import msgspec

from ipcommons_demo.chance import LAST_DAY, Chance, years_after
from ipcommons_demo.markup import declared, leaf, leaves, tag
from ipcommons_demo.names import GROUPS, SPECIALISTS, Firm, firm
from ipcommons_demo.products import Product, products

DELIVERY = 50
DRAWN = 3_000
"""Views are drawn for so many records; those after them name views that were not delivered."""

_BODY = "http://euipo.europa.eu/design/data"
_FIRST = date(2004, 3, 1)
_DEFERMENT = timedelta(900)
"""Publication may be put off for up to 30 months (art. 50 of the Community Design Regulation)."""


class Design(msgspec.Struct, frozen=True, kw_only=True):
    """One invented design: `application` of nine digits, `place` in it."""

    record: int
    application: str
    place: int
    product: Product
    owner: Firm
    filed: date
    deferred: bool
    fate: Literal["registered", "lapsed", "surrendered"]
    expires: date
    renewals: int
    views: int

    @property
    def number(self) -> str:
        return f"{self.application}-{self.place:04}"


def design(seed: int, record: int) -> Design:
    """Design number `record` of a seed. Designs of one application share product, owner and day."""
    block, turn = divmod(record, 5)
    application = block * 4 + max(0, turn - 1)
    chance = Chance(seed, "design", application)
    product = chance.choice(products())
    filed = _FIRST + timedelta(int((application * 0.6180339887 + 0.2) % 1 * ((LAST_DAY - _FIRST).days - 30)))
    periods = chance.choices((1, 2, 3, 4, 5), (40, 25, 15, 10, 10))[0]
    expires = years_after(filed, 5 * periods)
    owner = (
        firm(seed, "group", chance.rank(GROUPS)) if chance.happens(0.3) else firm(seed, f"design {product.form}", chance.rank(SPECIALISTS))
    )
    return Design(
        record=record,
        application=f"{99_000_000 + application:09}",
        place=2 if turn == 1 else 1,
        product=product,
        owner=owner,
        filed=filed,
        deferred=chance.happens(0.1) and filed + _DEFERMENT < LAST_DAY,
        fate="lapsed" if expires < LAST_DAY else "surrendered" if chance.happens(0.04) else "registered",
        expires=expires,
        renewals=max(0, sum(years_after(filed, 5 * n) < LAST_DAY for n in range(1, periods))),
        views=chance.randint(2, 4),
    )


def view_files(made: Design) -> list[str]:
    """The paths of the views inside the image delivery: 099/000/099000000_0001/099000000_0001_1.JPG."""
    stem = f"{made.application}_{made.place:04}"
    return [f"{made.application[:3]}/{made.application[3:6]}/{stem}/{stem}_{n}.JPG" for n in range(1, made.views + 1)]


def document(seed: int, made: Design) -> str:
    """One design's file."""
    chance = Chance(seed, "euipo design", made.record)
    published = made.filed + (_DEFERMENT if made.deferred else timedelta(21))
    inside = tag(
        "Design",
        leaves(RegistrationOfficeCode="EM", DesignIdentifier=made.number, ApplicationNumber=made.application),
        leaves(ApplicationDate=made.filed, ReceivingOfficeDate=made.filed, EffectiveDate=made.filed, RegistrationDate=made.filed),
        leaves(
            PublicationDate=published,
            ExpiryDate=made.expires,
            ApplicationLanguageCode=chance.choice(("en", "de", "it")),
            SecondLanguageCode="fr",
        ),
        leaves(DesignCurrentStatusCode=_status(made), DesignCurrentStatusDate=made.expires if made.fate == "lapsed" else made.filed),
        leaves(RenewalCurrentStatusCode="Not to be renewed", DesignDescription="false"),
        leaves(PublicationDefermentIndicator="true" if made.deferred else "false"),
        tag(
            "IndicationProductDetails",
            *(leaf("IndicationProduct", text, languageCode=language) for language, text in sorted(made.product.names.items())),
        ),
        tag("ClassDescriptionDetails", tag("ClassDescription", leaf("ClassNumber", made.product.locarno))),
        tag("DesignRepresentationSheetDetails", tag("DesignRepresentationSheet", tag("ViewDetails", *_views(made)))),
        _priority(chance, made),
        _publications(made, published),
        tag("ApplicantDetails", tag("Applicant", leaf("ApplicantIdentifier", made.owner.key))),
        tag("RepresentativeDetails", tag("Representative", leaf("RepresentativeIdentifier", 9_950_000 + chance.rank(300)))),
        _records(made),
        operationCode="Insert",
    )
    content = tag(
        "TransactionContentDetails",
        leaves(TransactionIdentifier=made.number, TransactionCode="EM-Design"),
        tag("TransactionData", tag("DesignDetails", inside)),
    )
    return declared(seed) + tag(
        "Transaction",
        tag("TransactionHeader", tag("SenderDetails", leaf("RequestProducerDateTime", f"{LAST_DAY}T06:00:00"))),
        tag("DesignTransactionBody", content),
        **{
            "xmlns": _BODY,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": f"{_BODY} http://euipo.europa.eu/schemas/design/EM-DS-Design-V2-1.xsd",
        },
    )


def _status(made: Design) -> str:
    return {"registered": "Registered and fully published", "lapsed": "Design lapsed", "surrendered": "Design surrendered"}[made.fate]


def _views(made: Design) -> list[str]:
    return [
        tag("View", leaves(ViewIdentifier=f"{999_000_000_000 + made.record * 10 + n}", ViewURI=f"file://{file}", ViewFileFormat="JPG"))
        for n, file in enumerate(view_files(made), 1)
    ]


def _priority(chance: Chance, made: Design) -> str:
    if not chance.happens(0.1):
        return ""
    country = chance.choice(("CN", "JP", "US"))
    number = f"{made.filed.year}3{9_000_000 + made.record}"
    claim = leaves(PriorityCountryCode=country, PriorityNumber=number, PriorityDate=made.filed - timedelta(chance.randint(30, 180)))
    return tag("PriorityDetails", tag("Priority", claim, leaf("PriorityStatusCode", "Claimed")))


def _publications(made: Design, published: date) -> str:
    days = [(published, "A.1"), *((years_after(made.filed, 5 * n), "C.1") for n in range(1, made.renewals + 1))]
    if made.fate == "lapsed":
        days.append((made.expires + timedelta(12), "C.2"))
    entries = (
        tag(
            "Publication",
            leaves(
                PublicationIdentifier=f"{day.year}/{int(day.strftime('%j')) * 5 // 7:03}", PublicationSection=section, PublicationDate=day
            ),
        )
        for day, section in days
        if day <= LAST_DAY
    )
    return tag("PublicationDetails", *entries)


def _records(made: Design) -> str:
    entries = (
        tag(
            "DesignRecord",
            tag(
                "DesignBasicRecord",
                leaves(RecordIdentifier=f"{990_000_000 + made.record * 5 + n:09}", BasicRecordKind="Renewal Registration"),
                leaves(
                    RecordCurrentStatusCode="Record Published",
                    RecordCurrentStatusDate=years_after(made.filed, 5 * n),
                    RenewalSequenceNumber=n,
                ),
            ),
        )
        for n in range(1, made.renewals + 1)
    )
    return tag("DesignRecordDetails", *entries) if made.renewals else ""
