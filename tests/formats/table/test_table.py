"""Tables through mappings: every form of table, what an expression does, rows put together, recognition."""

import gzip
import io
import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ipcommons.formats import Filing, Manifest, manifests, recognise
from ipcommons.formats.errors import NotRecognised
from ipcommons.formats.manifest import manifest_of
from ipcommons.rights import encode
from ipcommons.rights.gi import GeographicalIndication

RECORD = {"file_number": "no", "names": {"column": "name", "language": "en"}}


def mapping(**table: Any) -> Manifest:
    """A mapping for a table of invented geographical indications."""
    whole = {"format": "csv", "key": ["no"], "id": "{no}", "record": RECORD} | table
    return manifest_of(
        yaml.safe_dump(
            {
                "name": "invented-gi",
                "title": {"en": "Invented", "zh": "虚构"},
                "office": "XA",
                "kinds": ["gi"],
                "versions": [],
                "licence": "none",
                "credit": {"en": "nobody", "zh": "无"},
                "sources": {"invented": {"title": {"en": "Invented", "zh": "虚构"}, "precedence": 1}},
                "recognise": {"columns": ["no", "name"]},
                "left": {"remark": "said elsewhere", "extra/**": "not of use"},
                "table": whole,
            },
            allow_unicode=True,
        )
    )


def filings(manifest: Manifest, content: bytes) -> list[Filing]:
    read = list(manifest.reader()(io.BytesIO(content)))
    assert all(isinstance(filing, Filing) for filing in read), read
    return [filing for filing in read if isinstance(filing, Filing)]


def records(manifest: Manifest, content: bytes) -> list[GeographicalIndication]:
    return [filing.record for filing in filings(manifest, content) if isinstance(filing.record, GeographicalIndication)]


def record_of(expression: object, row: dict[str, Any], field: str = "details", **table: Any) -> Any:
    """What one expression makes of one row."""
    manifest = mapping(format="json", record={"file_number": "no", field: expression}, **table)
    (record,) = records(manifest, json.dumps([{"no": "X1"} | row]).encode())
    return json.loads(encode(record)).get(field)


def parquet(rows: Iterable[dict[str, Any]]) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows)), file, row_group_size=3)
    return file.getvalue()


ROWS = [{"no": "X1", "name": "Grey Heath honey"}, {"no": "X2", "name": "Höhenkäse, alt"}]
FORMS = {
    "csv": 'no,name\r\nX1,Grey Heath honey\r\nX2,"Höhenkäse, alt"\r\n'.encode(),
    "tsv": "\ufeffno\tname\nX1\tGrey Heath honey\n\nX2\tHöhenkäse, alt\n".encode(),
    "json": json.dumps(ROWS, indent=2, ensure_ascii=False).encode(),
    "jsonl": "\n".join(json.dumps(row) for row in ROWS).encode(),
    "parquet": parquet(ROWS),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_rows_make_the_same_records_in_every_form(form: str) -> None:
    read = filings(mapping(format=form), FORMS[form])

    assert [filing.record.id for filing in read] == ["gi:XA:X1", "gi:XA:X2"]
    assert [(filing.span.start, filing.span.end) for filing in read] == [(0, 1), (1, 2)]
    assert read[1].document == '{"name":"Höhenkäse, alt","no":"X2"}'.encode()
    assert read[1].source == "invented"
    assert not read[1].account.unknown
    assert read[1].account.characters == read[1].account.reached > 0


@pytest.mark.parametrize("form", FORMS)
def test_a_stream_that_can_only_be_read_once_is_enough(form: str) -> None:
    class Once(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise io.UnsupportedOperation

    for group in (False, True):
        read = list(mapping(format=form, group=group).reader()(Once(FORMS[form])))
        assert len(read) == 2


@pytest.mark.parametrize("form", FORMS)
def test_a_row_given_back_by_the_quarantine_is_read_under_any_form(form: str) -> None:
    manifest = mapping(format=form)

    assert [record.id for record in records(manifest, b'{"name":"Grey Heath honey","no":"X1"}')] == ["gi:XA:X1"]
    assert [record.id for record in records(manifest, json.dumps(ROWS).encode())] == ["gi:XA:X1", "gi:XA:X2"]


def test_the_array_of_a_json_table_may_stand_inside_the_document() -> None:
    manifest = mapping(format="json", array=["answer", "rows"])
    document = {"made": {"on": "2031-01-01"}, "answer": {"count": 2, "rows": ROWS, "more": [1, {"a": None}]}, "end": True}

    assert len(records(manifest, json.dumps(document).encode())) == 2
    assert len(records(manifest, json.dumps(ROWS[0]).encode())) == 1


def test_a_json_table_may_be_larger_than_the_window_it_is_read_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipcommons.formats.table.json.BLOCK", 7)
    rows = [{"no": f"X{i}", "name": 'a "quoted" \\ \u6d4b\u8bd5 é', "remark": [1.5e3, -12, True, None]} for i in range(50)]

    for ascii_only in (True, False):
        assert len(records(mapping(format="json"), json.dumps(rows, ensure_ascii=ascii_only, indent=3).encode())) == 50


def test_other_encodings_and_delimiters_are_said_in_the_mapping() -> None:
    manifest = mapping(encoding="iso-8859-1", delimiter=";")

    (record,) = records(manifest, "no;name\nX1;Höhenkäse\n".encode("iso-8859-1"))

    assert record.names[0].value == "Höhenkäse"


def test_an_unknown_column_is_counted_and_its_text_is_missing_from_what_was_reached() -> None:
    (filing,) = filings(mapping(), b"no,name,colour,remark\nX1,Heath,green,old\n")

    assert dict(filing.account.unknown) == {"colour": 1}
    assert filing.account.characters - filing.account.reached == len("green")


def test_an_unknown_path_inside_an_object_is_counted_where_the_rest_of_it_is_read_or_left() -> None:
    manifest = mapping(format="json", record=RECORD | {"area": "place/name"})
    row: dict[str, object] = {
        "no": "X1",
        "name": "n",
        "place": {"name": "Heath", "code": "H7"},
        "extra": {"any": ["thing"]},
        "empty": [],
        "nothing": None,
    }

    (filing,) = filings(manifest, json.dumps([row]).encode())

    assert dict(filing.account.unknown) == {"place/code": 1}
    assert filing.account.characters - filing.account.reached == len("H7")


def test_a_row_says_that_it_is_invented_in_the_column_of_that_name() -> None:
    first, second = records(mapping(), b"no,name,invented\nX1,Heath,true\nX2,Moor,\n")

    assert first.invented
    assert not second.invented


EXPRESSIONS: dict[str, tuple[object, dict[str, Any], str, object]] = {
    "a column, without blanks around it": ("a", {"a": "  x "}, "area", "x"),
    "a constant": ("=Heath", {}, "area", "Heath"),
    "a number as text": ("a", {"a": 7}, "area", "7"),
    "no value": ("a", {"a": " "}, "area", None),
    "a word that means no value": ("a", {"a": "n/a"}, "area", None),
    "the first that has a value": ({"first": ["a", "b"]}, {"a": None, "b": "y"}, "area", "y"),
    "texts joined": ({"join": ["a", "b"], "separator": "-"}, {"a": "x", "b": "y"}, "area", "x-y"),
    "texts joined where one is missing": ({"join": ["a", "b"]}, {"b": "y"}, "area", "y"),
    "one value for a field of many": ("a", {"a": "x"}, "regions", ["x"]),
    "a list": ("a", {"a": ["x", None, " y"]}, "regions", ["x", "y"]),
    "several columns as a list": ({"list": ["a", "b"]}, {"a": "x", "b": ["y", "z"]}, "regions", ["x", "y", "z"]),
    "a text cut in pieces": ({"column": "a", "split": "/"}, {"a": "x / y/"}, "regions", ["x", "y"]),
    "a part found": ({"column": "a", "find": r"\((\w+)\)"}, {"a": "Protected (PDO)"}, "area", "PDO"),
    "a part not found": ({"column": "a", "find": r"\((\w+)\)"}, {"a": "none"}, "area", None),
    "a table of values, ignoring case": ({"column": "a", "map": {"Old": "new"}}, {"a": "OLD"}, "area", "new"),
    "a value kept that the table has not": ({"column": "a", "map": {"Old": "new"}, "otherwise": "keep"}, {"a": "x"}, "area", "x"),
    "a value dropped that the table has not": ({"column": "a", "map": {"Old": "new"}, "otherwise": "none"}, {"a": "x"}, "area", None),
    "a value replaced that the table has not": ({"column": "a", "map": {"Old": "new"}, "otherwise": "=?"}, {"a": "x"}, "area", "?"),
    "a shared table of values": ({"column": "a", "split": ",", "map": "countries"}, {"a": "Norway, Italia"}, "countries", ["NO", "IT"]),
    "white space folded": ({"column": "a", "flat": True}, {"a": "x\n  y"}, "area", "x y"),
    "a date in the usual writing": (
        {"column": "a", "date": []},
        {"a": "03/02/2031"},
        "expiry_date",
        {"iso": "2031-02-03", "original": "03/02/2031"},
    ),
    "a date in a writing of its own": (
        {"column": "a", "date": ["%d %b %Y"]},
        {"a": "1 Jan 2031"},
        "expiry_date",
        {"iso": "2031-01-01", "original": "1 Jan 2031"},
    ),
    "the language by its letters": (
        {"column": "a", "language": "by-script"},
        {"a": ["清溪米", "Qingxi", "Λόφος", "сыр"]},
        "names",
        [
            {"value": "清溪米", "language": "zh"},
            {"value": "Qingxi"},
            {"value": "Λόφος", "language": "el"},
            {"value": "сыр", "language": "und-Cyrl"},
        ],
    ),
    "a struct": (
        {"fields": {"name": "a", "kind": "=organisation"}},
        {"a": "Moor & Co"},
        "applicants",
        [{"name": "Moor & Co", "kind": "organisation"}],
    ),
    "no struct of constants alone": ({"fields": {"name": "a", "kind": "=organisation"}}, {}, "applicants", None),
    "objects inside a row": (
        {"column": "a", "each": {"fields": {"name": "t", "text": "u"}}},
        {"a": [{"t": "Spec", "u": "1"}, {"t": None}]},
        "specifications",
        [{"name": "Spec", "text": "1"}],
    ),
    "a path into objects": ("a/b", {"a": [{"b": "x"}, {"b": "y"}]}, "regions", ["x", "y"]),
    "labels with their values": (
        {"pairs": {"one": "a", "two": "b"}},
        {"a": "x", "b": ["y", "z"]},
        "details",
        [["one", "x"], ["two", "y"], ["two", "z"]],
    ),
    "only where a condition holds": ({"column": "a", "when": {"b": ["1", "2"]}}, {"a": "x", "b": "2"}, "area", "x"),
    "nothing where a condition does not hold": ({"column": "a", "when": {"b": None}}, {"a": "x", "b": "2"}, "area", None),
    "any value as a condition": ({"column": "a", "when": {"b": "*"}}, {"a": "x", "b": "2"}, "area", "x"),
    "parallel lists in the order of their numbers": (
        {"zip": ["a", "b"], "order": "n", "each": {"fields": {"value": {"join": ["a", "b"]}}}},
        {"a": ["x", "y", None], "b": ["1", None, None], "n": ["10", "9", "11"]},
        "products",
        [{"value": "y"}, {"value": "x 1"}],
    ),
}


@pytest.mark.parametrize("oddity", EXPRESSIONS)
def test_an_expression_gives(oddity: str) -> None:
    expression, row, field, expected = EXPRESSIONS[oddity]

    assert record_of(expression, row, field, absent=["n/a"]) == expected


def test_rows_that_are_no_record_are_left_and_the_others_keep_their_numbers() -> None:
    manifest = mapping(leave=[{"when": {"name": None}, "reason": "the last line counts"}])

    assert [filing.span.start for filing in filings(manifest, b"no,name\n2 rows,\nX1,Heath\n")] == [1]


def test_rows_of_a_group_are_one_record_wherever_they_stand() -> None:
    manifest = mapping(group=True, record=RECORD | {"products": {"rows": {"column": "product", "language": "en"}}})
    table = b"no,name,product\nX1,Heath,honey\nX2,Moor,peat\nX1,Heath,wax\nX1,Heath,honey\n"

    moor, heath = filings(manifest, table)

    assert isinstance(heath.record, GeographicalIndication)
    assert [product.value for product in heath.record.products] == ["honey", "wax"]
    assert (heath.span.start, heath.span.end) == (0, 4)
    assert (moor.span.start, moor.span.end) == (1, 2)
    assert [row["product"] for row in json.loads(heath.document)] == ["honey", "wax", "honey"]


def test_items_of_a_list_see_the_row_of_their_group_that_tells_of_them() -> None:
    applicants = {
        "zip": ["places", "names"],
        "order": "places",
        "match": {"places": "place"},
        "each": {"fields": {"name": "names", "address": {"fields": {"city": "city"}}}},
    }
    manifest = mapping(format="json", group=True, record={"file_number": "no", "applicants": applicants})
    both = {"no": "X1", "places": ["1", "0"], "names": ["Second", "First"]}

    (record,) = records(manifest, json.dumps([both | {"place": "1", "city": "Moor"}, both | {"place": "0", "city": "Heath"}]).encode())

    assert [(party.name, party.address.city) for party in record.applicants if party.address] == [("First", "Heath"), ("Second", "Moor")]


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 99)), min_size=1, max_size=60))
def test_grouping_loses_no_row_and_keeps_their_order(pairs: list[tuple[int, int]]) -> None:
    manifest = mapping(format="jsonl", group=True)
    table = "\n".join(json.dumps({"no": f"X{no}", "name": str(name)}) for no, name in pairs).encode()

    read = filings(manifest, table)

    for filing in read:
        rows = json.loads(filing.document)
        rows = rows if isinstance(rows, list) else [rows]
        number = filing.record.id.removeprefix("gi:XA:X")
        assert [row["name"] for row in rows] == [str(name) for no, name in pairs if str(no) == number]
    assert len(read) == len({no for no, _ in pairs})


def test_rows_that_wait_go_to_disk_and_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ipcommons.formats.table.groups.WAITING_BYTES", 100)
    rows = [{"no": f"X{i % 40}", "name": f"name {i}"} for i in range(400)]
    random.Random(1).shuffle(rows)

    assert len(filings(mapping(format="jsonl", group=True), "\n".join(map(json.dumps, rows)).encode())) == 40


def test_ids_hold_nothing_that_an_address_cannot() -> None:
    first, second = records(mapping(id="{no}-{name|slug}"), "no,name\nA/1 b:c,Été à l'île\nX2,清溪 / Qingxi\n".encode())

    assert first.id == "gi:XA:A_1-b_c-été-à-l-île"
    assert second.id == "gi:XA:X2-清溪-qingxi"


GI = {"ida": "1", "geographic_area": "Heath", "fr_sign": "AOC", "eu_sign": "AOP", "product_human_name_fra": "miel"}
PATENTSVIEW = ["patent_id", "wipo_kind", "patent_title", "coinventor_sequence", "cpc_group"]


def test_a_table_is_recognised_by_its_columns_in_any_order() -> None:
    head = ",".join(reversed(GI)) + "\n" + ",".join(reversed(GI.values())) + "\n"

    assert recognise(head.encode()).manifest.name == "gi-fr-inao"


def test_a_json_table_is_recognised_by_its_first_object_even_if_the_head_ends_inside_the_second() -> None:
    row = {"giIdentifier": "EUGI9", "fileNumber": "PDO-XA-1", "protectedNames": ["Heath"]}

    assert recognise(json.dumps([row, row])[:-20].encode()).manifest.name == "gi-eu-eambrosia"


def test_a_parquet_table_is_recognised_by_the_columns_in_its_footer(tmp_path: Path) -> None:
    path = tmp_path / "any.name"
    pq.write_table(pa.table({name: ["1"] for name in PATENTSVIEW}), path)

    assert recognise(path.read_bytes()[:65_536], lambda: path.open("rb")).manifest.name == "patentsview"
    with pytest.raises(NotRecognised):
        recognise(path.read_bytes()[:65_536])


def test_statistics_that_no_mapping_describes_are_not_recognised() -> None:
    for table in (b"year,filings\n2031,17\n", b'{"year": 2031}', b"[1, 2]", b"year\n2031\n"):
        with pytest.raises(NotRecognised):
            recognise(table)


def test_every_mapping_can_be_compiled_and_has_one_source_of_its_own() -> None:
    mappings = [manifest for manifest in manifests().values() if manifest.table]

    assert mappings
    for manifest in mappings:
        assert manifest.unit == "rows"
        assert len(manifest.sources) == 1
        assert manifest.recognise.columns
        assert manifest.read
        assert {"en", "zh"} == manifest.title.keys() == manifest.credit.keys()


def test_a_packed_table_is_read_from_its_unpacking_stream() -> None:
    with gzip.open(io.BytesIO(gzip.compress(FORMS["csv"]))) as stream:
        assert len(list(mapping(group=True).reader()(stream))) == 2  # type: ignore[arg-type]
