"""A small invented collection in the offices' own formats, for tests of the API."""

import json
from collections.abc import Iterable
from pathlib import Path

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
"""The documents that the readers' tests compare: patents in two languages, an EU mark, designs."""

GRANT = "patent:US:99900001:B2"
CHINESE = "patent:CN:999990001:B"
EU_MARK = "trademark:EM:099000017"
DESIGN = "design:EM:099063010-0002"
US_MARK = "trademark:US:98999000"
GI = "gi:EU:PDO-IT-99001"
HOSTILE_GI = 'gi:EU:PGI-FR-99002";-x="é'
"""A file number that would break out of a header, if it were let."""

GOODS = ("Watering cans", "Copper pots", "Garden shears", "Seed trays", "Hair clips")


def marks_file(serials: Iterable[int], made: str = "20310925", word: str = "FERN") -> str:
    """A daily file of the USPTO with one short mark for each serial number."""
    cases = "".join(_case(serial, made, word) for serial in serials)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<?ipcommons-invented seed=1?>\n'
        "<trademark-applications-daily><version><version-no>2.0</version-no><version-date>20041108</version-date></version>"
        f"<creation-datetime>{made}2352</creation-datetime><application-information><file-segments><file-segment>TRMK</file-segment>"
        f"<action-keys><action-key>TX</action-key>\n{cases}</action-keys></file-segments></application-information>"
        "</trademark-applications-daily>\n"
    )


def _case(serial: int, made: str, word: str) -> str:
    goods = GOODS[serial % len(GOODS)]
    return (
        f"<case-file><serial-number>{serial}</serial-number><registration-number>0000000</registration-number>"
        f"<transaction-date>{made}</transaction-date><case-file-header><filing-date>20{serial % 20 + 10}0104</filing-date>"
        f"<status-code>630</status-code><status-date>20310101</status-date><mark-identification>{word} {serial % 97}</mark-identification>"
        "<mark-drawing-code>4000</mark-drawing-code></case-file-header><case-file-statements><case-file-statement>"
        f"<type-code>GS0211</type-code><text>{goods}</text></case-file-statement></case-file-statements>"
        "<case-file-owners><case-file-owner><entry-number>1</entry-number><party-type>10</party-type>"
        f"<party-name>Ortolan &amp; Søn {serial % 7}</party-name><country>US</country></case-file-owner></case-file-owners></case-file>\n"
    )


def gi_register() -> str:
    """Two names of the EU register, one with a file number that nobody should trust."""
    return json.dumps([_gi("PDO-IT-99001", "Lenticchia di Collevuoto"), _gi('PGI-FR-99002"; x="é', "Miel de Nullepart")])


def _gi(file_number: str, name: str) -> dict[str, object]:
    return {
        "giIdentifier": f"EUGI9000{file_number[7:12]}",
        "fileNumber": file_number,
        "protectedNames": [name],
        "giType": file_number[:3],
        "productType": "FOOD",
        "countries": [file_number[4:6]],
        "status": "registered",
        "euProtectionDate": "2031-04-01",
        "modificationDate": "2031-05-01",
    }


def write_collection(folder: Path) -> list[Path]:
    """The files of the collection: documents of every kind of right, 60 marks, the register of names."""
    folder.mkdir(parents=True, exist_ok=True)
    marks, names = folder / "apc310925.xml", folder / "eambrosia.json"
    marks.write_text(marks_file(range(98999000, 98999060)), encoding="utf-8")
    names.write_text(gi_register(), encoding="utf-8")
    documents = [
        *(GOLDEN / "us-grant").glob("utility*.xml"),
        *(GOLDEN / "cnipa-patent").glob("*.xml"),
        *(GOLDEN / "euipo-trademark").glob("*.xml"),
        *(GOLDEN / "euipo-design").glob("*.xml"),
    ]
    return [marks, names, *documents]
