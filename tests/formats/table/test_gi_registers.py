"""Tables that come with a mapping of ours: the registers of geographical indications, and the patents of PatentsView."""

import gzip
from collections import Counter
from pathlib import Path

import pytest
from tests.formats.golden import check_golden, golden_files, read_file

from ipcommons.formats import Filing, Misread, manifests, recognise
from ipcommons.rights.gi import GeographicalIndication

MAPPINGS = sorted(name for name, manifest in manifests().items() if manifest.table)
TABLES = [pytest.param(name, path, id=f"{name}-{path.stem}") for name in MAPPINGS for path in golden_files(name)]

# File of the samples -> mapping, rows that are records of it, a title among them.
REGISTERS = {
    "eu-eambrosia/eambrosia_api.json": ("gi-eu-eambrosia", 428, "Raschera"),
    "uk-defra/register_prototype.json.gz": ("gi-uk-register", 2501, "Vermouth di Torino"),
    "uk-defra/protected-names-spirits-uk-register-20210123.csv": ("gi-uk-spirits", 242, "Absinthe de Pontarlier"),
    "uk-defra/food-and-agri-pdo-pgi.csv": ("gi-uk-food", 74, "Arbroath smokies"),
    "fr-inao/quality_and_origin_signs.csv": ("gi-fr-inao", 1469, "Langres"),
    "in-registry/registered_gi_india.csv": ("gi-in-registry", 443, "Darjeeling Tea"),
}


def test_every_mapping_has_an_approved_table() -> None:
    assert [name for name in MAPPINGS if not golden_files(name)] == []


@pytest.mark.parametrize(("name", "path"), TABLES)
def test_a_small_table_becomes_the_approved_records(name: str, path: Path) -> None:
    check_golden(name, path)


@pytest.mark.parametrize(("name", "path"), TABLES)
def test_a_small_table_is_understood_whole(name: str, path: Path) -> None:
    for filing in read_file(name, path):
        assert isinstance(filing, Filing)
        assert not filing.account.unknown


def test_an_address_of_a_person_is_not_in_the_record() -> None:
    (path,) = golden_files("gi-eu-eambrosia")

    for filing in read_file("gi-eu-eambrosia", path):
        assert isinstance(filing, Filing)
        assert "someone@" not in str(filing.record)


def register(samples: Path, file: str) -> list[Filing | Misread]:
    path = samples / "formats" / "gi-registers" / file
    content = gzip.decompress(path.read_bytes()) if file.endswith(".gz") else path.read_bytes()
    manifest = recognise(content[:65_536]).manifest
    assert manifest.name == REGISTERS[file][0]
    with gzip.open(path) if file.endswith(".gz") else path.open("rb") as stream:
        return list(manifest.reader()(stream))  # type: ignore[arg-type]


@pytest.mark.samples
@pytest.mark.parametrize("file", REGISTERS)
def test_a_real_register_is_recognised_and_read_whole(samples: Path, file: str) -> None:
    _, count, title = REGISTERS[file]

    filings = register(samples, file)

    read = [filing for filing in filings if isinstance(filing, Filing) and isinstance(filing.record, GeographicalIndication)]
    assert len(read) == len(filings) == count
    assert sum((Counter(filing.account.unknown) for filing in read), Counter()) == {}
    assert sum(f.account.reached for f in read) >= 0.99 * sum(f.account.characters for f in read)
    assert len({filing.record.id for filing in read}) == count
    assert any(name.value == title for filing in read if isinstance(filing.record, GeographicalIndication) for name in filing.record.names)


@pytest.mark.samples
@pytest.mark.parametrize("file", REGISTERS)
def test_countries_of_a_real_register_are_codes(samples: Path, file: str) -> None:
    records = [f.record for f in register(samples, file) if isinstance(f, Filing) and isinstance(f.record, GeographicalIndication)]

    assert {country for record in records for country in record.countries if len(country) != 2 or not country.isupper()} == set()
    assert "EL" not in {country for record in records for country in record.countries}
