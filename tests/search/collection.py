"""Small invented records for the tests of search."""

from collections.abc import Iterable

from ipcommons.register.entry import Change
from ipcommons.rights import Right
from ipcommons.rights.classification import Classification
from ipcommons.rights.date import partial_date
from ipcommons.rights.number import Number, patent_id
from ipcommons.rights.party import Party
from ipcommons.rights.patent import Claim, ClaimPart, Claims, Description, Paragraph, Patent, Section
from ipcommons.rights.text import Text
from ipcommons.rights.trademark import GoodsServices, TradeMark


def patent(
    number: str,
    title: str,
    abstract: str = "",
    *,
    office: str = "US",
    kind: str = "B2",
    published: str = "2015-06-02",
    claim: str = "",
    paragraph: str = "",
    applicant: str = "Quellmark Instruments",
    symbols: tuple[str, ...] = (),
    application: str | None = None,
) -> Patent:
    publication = Number(office, number, kind)
    return Patent(
        id=patent_id(publication),
        office=office,
        publication=publication,
        publication_date=partial_date(published),
        application=Number(office, application) if application else None,
        titles=(Text(title),),
        abstracts=(Text(abstract),) if abstract else (),
        claims=(Claims(claims=(Claim(number=1, parts=(ClaimPart(0, claim),)),)),) if claim else (),
        descriptions=(Description(sections=(Section(paragraphs=(Paragraph(text=paragraph, number="0041"),)),)),) if paragraph else (),
        applicants=(Party(name=applicant),),
        classifications=tuple(Classification("ipc", symbol) for symbol in symbols),
    )


def mark(number: str, words: str, goods: str = "Hair dryers", nice: int = 11, *, office: str = "EM", owner: str = "Quellmark") -> TradeMark:
    return TradeMark(
        id=f"trademark:{office}:{number}",
        office=office,
        application_number=Number(office, number),
        verbal_elements=(Text(words),),
        goods_services=(GoodsServices(class_number=nice, texts=(Text(goods, "en"),)),),
        applicants=(Party(name=owner),),
        publication_date=partial_date("2020-02-03"),
        feature="Word",
    )


def changes(rights: Iterable[Right], batch: int = 1, *, deleted: bool = False) -> list[Change]:
    return [Change(id=right.id, record=right, deleted=deleted, batch=batch, sources=("invented-source",)) for right in rights]
