"""An invented office: files in real formats, as small as they can be, and one register they go into."""

from pathlib import Path

from ipcommons.register.entry import Version
from ipcommons.register.ingest import ingest
from ipcommons.register.report import IngestReport
from ipcommons.register.store import Register
from ipcommons.settings import Settings

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Transaction xmlns="http://euipo.europa.eu/trademark/data" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://euipo.europa.eu/trademark/data http://euipo.europa.eu/schemas/trademark/EM-TM-TradeMark-V3-4.xsd">
<TransactionHeader><SenderDetails><RequestProducerDateTime>{day}T09:15:36</RequestProducerDateTime></SenderDetails></TransactionHeader>
<TradeMarkTransactionBody>
"""
TAIL = "\n</TradeMarkTransactionBody></Transaction>\n"
UNREADABLE = "<TransactionContentDetails><TransactionData>no mark stands in this one: {}</TransactionData></TransactionContentDetails>"

MAPPING = """
name: invented-patents
title: {en: Invented patents, zh: 虚构专利}
office: US
kinds: [patent]
versions: []
licence: none
credit: {en: nobody, zh: 无}
sources: {second-hand: {title: {en: Second hand, zh: 二手}, precedence: 1}}
recognise: {columns: [no, title]}
table:
  format: csv
  key: [no]
  id: "{no}:B2"
  as_of: as_of
  optional: [family]
  record:
    publication: {fields: {office: =US, value: no, kind: =B2}}
    titles: {column: title, language: en}
    family_id: family
"""


def mark(number: str, words: str = "", *, operation: str = "Insert", image: str = "") -> str:
    """One mark in EUIPO's format, whole with its transaction."""
    named = f"<WordMarkSpecification><MarkVerbalElementText>{words}</MarkVerbalElementText></WordMarkSpecification>" if words else ""
    drawn = f"<MarkImageDetails><MarkImage><MarkImageURI>{image}</MarkImageURI></MarkImage></MarkImageDetails>" if image else ""
    return f"""<TransactionContentDetails><TransactionIdentifier>{number}</TransactionIdentifier><TransactionData><TradeMarkDetails>
<TradeMark operationCode="{operation}"><ApplicationNumber>{number}</ApplicationNumber>{named}{drawn}</TradeMark>
</TradeMarkDetails></TransactionData></TransactionContentDetails>"""


def delivery(day: str, *marks: str) -> bytes:
    """A file of marks, produced on that day."""
    return (HEAD.format(day=day) + "\n".join(marks) + TAIL).encode()


def grant(number: str, title: str, biblio: str = "") -> bytes:
    """A US grant; several of them, one behind the other, are a weekly file."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd" [ ]>
<us-patent-grant lang="EN" dtd-version="v4.5 2014-04-03" date-produced="20301220" date-publ="20310107"><us-bibliographic-data-grant>
<publication-reference><document-id><country>US</country><doc-number>{number}</doc-number><kind>B2</kind><date>20310107</date></document-id>
</publication-reference><invention-title id="d2e1">{title}</invention-title>{biblio}</us-bibliographic-data-grant></us-patent-grant>
""".encode()


class Office:
    """Writes files into a folder and reads them into one register."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder, self.settings = folder, settings
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    def ingest(self, *paths: Path, mapping: Path | None = None, format: str | None = None) -> IngestReport:
        return ingest(self.settings.register_location, self.settings.local, paths, settings=self.settings, mapping=mapping, format=format)

    def deliver(self, day: str, *marks: str) -> IngestReport:
        """Ingest a file of marks."""
        return self.ingest(self.write(f"marks-{day}.xml", delivery(day, *marks)))

    @property
    def register(self) -> Register:
        return Register.open(self.settings.register_location, self.settings.local)

    def versions(self, id: str) -> tuple[Version, ...]:
        entry = self.register.entry(id)
        assert entry is not None
        return entry.versions

    def words(self, number: str) -> str | None:
        """The verbal element that the register shows of a mark."""
        entry = self.register.entry(f"trademark:EM:{number}")
        assert entry is not None
        elements = entry.record.verbal_elements  # type: ignore[union-attr]
        return elements[0].value if elements else None
