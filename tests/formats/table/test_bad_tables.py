"""Bad tables and bad mappings: what is refused whole, what is put aside row by row, and in which words."""

import io
import json
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from tests.formats.table.test_table import RECORD, ROWS, mapping, parquet

from ipcommons.formats import Filing, Manifest, Misread
from ipcommons.formats.errors import EmptyFile, FileRefused, MappingError, Truncated
from ipcommons.formats.table.reader import load_mapping


def read(manifest: Manifest, content: bytes) -> list[Filing | Misread]:
    return list(manifest.reader()(io.BytesIO(content)))


def only_misread(documents: list[Filing | Misread]) -> Misread:
    (bad,) = [document for document in documents if isinstance(document, Misread)]
    return bad


def test_a_row_with_too_few_cells_is_put_aside_with_its_number_and_the_rest_goes_on() -> None:
    documents = read(mapping(), b"no,name,remark\nX1,Heath,\nX2,Moor\nX3,Fen,\n")

    bad = only_misread(documents)
    assert str(bad.error) == "row 2: 2 cells, but the header names 3"
    assert bad.document == b'["X2","Moor"]'
    assert (bad.span.start, bad.span.end) == (1, 2)
    assert len(documents) == 3


def test_a_row_without_a_key_is_put_aside() -> None:
    for group in (False, True):
        bad = only_misread(read(mapping(group=group), b"no,name\nX1,Heath\n ,Moor\n"))
        assert str(bad.error) == "row 2: no value in the key (no)"
        assert json.loads(bad.document) == {"no": " ", "name": "Moor"}


def test_a_json_row_without_the_key_column_or_that_is_no_object_is_put_aside() -> None:
    documents = read(mapping(format="json"), b'[{"name":"Heath"}, 7, {"no":"X1"}]')

    assert [str(document.error) for document in documents if isinstance(document, Misread)] == [
        "row 1: no value in the key (no)",
        "row 2: not an object: expected {column: value}",
    ]


@pytest.mark.parametrize(
    ("field", "expression", "value", "reason"),
    [
        ("expiry_date", {"column": "name", "date": []}, "31.02.2031", "expiry_date: '31.02.2031' is not a date"),
        ("gi_type", {"column": "name", "map": {"a": "b"}}, "c", "gi_type: 'c' is none of a"),
        ("status", {"fields": {"kind": "name"}}, "odd", "status: Invalid enum value 'odd' - at `$.kind`"),
    ],
)
def test_a_value_that_cannot_be_puts_its_row_aside_and_no_other(field: str, expression: object, value: str, reason: str) -> None:
    manifest = mapping(record={"file_number": "no", field: expression | {"when": {"no": "X7"}}})  # type: ignore[operator]
    table = "no,name\n" + "".join(f"X{i},{value}\n" for i in range(20))

    documents = read(manifest, table.encode())

    assert str(only_misread(documents).error) == f"row 8: {reason}"
    assert len(documents) == 20


def test_a_record_that_lacks_what_every_record_has_is_put_aside() -> None:
    bad = only_misread(read(mapping(record={"file_number": "name"}), b"no,name\nX1,\n"))

    assert "Object missing required field `file_number`" in str(bad.error)


def test_lists_of_unequal_length_put_their_row_aside() -> None:
    products = {"zip": ["a", "b"], "each": {"fields": {"value": "a"}}}
    bad = only_misread(read(mapping(format="json", record=RECORD | {"products": products}), b'[{"no":"X1","a":["x"],"b":["y","z"]}]'))

    assert str(bad.error) == "row 1: products: the lists a, b are not equally long"


def test_a_bad_line_of_jsonl_is_put_aside_alone() -> None:
    documents = read(mapping(format="jsonl"), b'{"no":"X1"}\n{"no":"X2"\n{"no":"X3","no":"X4"}\n{"no":"X5"}\n')

    assert [type(document) for document in documents] == [Filing, Misread, Misread, Filing]
    assert isinstance(documents[2], Misread)
    assert "'no' stands twice in one object" in str(documents[2].error)


def test_a_stray_quotation_mark_is_put_aside_with_its_line() -> None:
    bad = only_misread(read(mapping(), b'no,name\nX1,"Heath"s\nX2,Moor\n'))

    assert "line 2 of the file" in str(bad.error)
    assert bad.document == b'X1,"Heath"s\n'


TRUNCATED = {
    "a quoted cell": (mapping(), b'no,name\nX1,"Heath\nX2,Moor\n'),
    "a json value": (mapping(format="json"), json.dumps(ROWS).encode()[:-8]),
    "a json array": (mapping(format="json"), json.dumps(ROWS).encode()[:-1]),
    "the object around a json array": (mapping(format="json", array=["rows"]), json.dumps({"rows": ROWS}).encode()[:-1]),
    "a json text": (mapping(format="json"), b'[{"no":"X1","name":"He'),
    "parquet": (mapping(format="parquet"), parquet(ROWS)[:-20]),
}


@pytest.mark.parametrize("inside", TRUNCATED)
def test_a_table_that_ends_too_early_is_refused_whole(inside: str) -> None:
    manifest, content = TRUNCATED[inside]

    with pytest.raises(Truncated) as refused:
        read(manifest, content)
    assert refused.value.position == len(content)


UNFIT = {
    "a header that names a column twice": (mapping(), b"no,name,no\nX1,a,b\n", "names no more than once"),
    "a table without the key column": (mapping(), b"number,name\nX1,a\n", "has no column no; it has: number, name"),
    "a table without a column that is read": (mapping(), b"no,title\nX1,a\n", "has no column name"),
    "another delimiter": (mapping(), b"no;name\nX1;a\n", "it has: no;name"),
    "another encoding": (mapping(), "no,name\nX1,Höhe\n".encode("iso-8859-1"), "byte 0xf6 after row 0 is not utf-8"),
    "an array elsewhere": (mapping(format="json", array=["rows"]), b'{"lines":[]}', "has no 'rows'"),
    "an array that is none": (mapping(format="json", array=["rows"]), b'{"rows":{"no":"X1"}}', "expected an array at rows"),
    "json with an error inside": (mapping(format="json"), b'[{"no":"X1"}, {"no" "X2"}, {"no":"X3"}]', "not JSON"),
    "json with something behind it": (mapping(format="json"), b'[{"no":"X1"}] and so on', "expected the end"),
    "json that names a column twice": (mapping(format="json"), b'[{"no":"X1","no":"X2"}]', "'no' stands twice"),
    "json with a number that is none": (mapping(format="json"), b'[{"no":NaN}]', "NaN is no JSON number"),
    "no Parquet at all": (mapping(format="parquet"), b"no,name\nX1,a\n", "expected a Parquet file"),
    "Parquet without the key column": (mapping(format="parquet"), parquet([{"name": "a"}]), "has no column no"),
}


@pytest.mark.parametrize("what", UNFIT)
def test_a_table_that_does_not_fit_its_mapping_is_refused_with_the_reason(what: str) -> None:
    manifest, content, reason = UNFIT[what]

    with pytest.raises(MappingError) as refused:
        read(manifest, content)
    assert reason in str(refused.value)


def test_a_damaged_page_of_a_parquet_file_refuses_the_file() -> None:
    file = io.BytesIO()
    pq.write_table(pa.table({"no": [f"X{i}" for i in range(5000)], "name": [f"name {i}" for i in range(5000)]}), file, use_dictionary=False)
    content = bytearray(file.getvalue())
    content[60:4000] = b"\xff" * 3940

    with pytest.raises(FileRefused):
        read(mapping(format="parquet"), bytes(content))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"no,name\n"])
def test_a_table_without_a_row_is_an_empty_file(content: bytes) -> None:
    with pytest.raises(EmptyFile):
        read(mapping(), content)


def test_an_empty_array_is_an_empty_file() -> None:
    with pytest.raises(EmptyFile):
        read(mapping(format="json"), b"[]")


def test_deep_nesting_refuses_the_file_without_a_crash() -> None:
    with pytest.raises(FileRefused):
        read(mapping(format="json"), b'[{"no":' + b"[" * 200_000)


WRONG = {
    "no YAML": ("table: [", "expected"),
    "a field that manifests do not have": ("name: x\ncolour: red", "unknown field `colour`"),
    "no table": (None, "no `table` part"),
    "a field that records do not have": ({"record": {"file_number": "no", "colour": "x"}}, "GeographicalIndication has no field 'colour'"),
    "two origins at once": ({"record": {"area": {"column": "a", "first": ["b"]}}}, "found column and first"),
    "no origin": ({"record": {"area": {"flat": True}}}, "found none"),
    "a struct where a text is expected": ({"record": {"area": {"fields": {"name": "a"}}}}, "where a single text is expected"),
    "an unknown table of values": ({"record": {"area": {"column": "a", "map": "planets"}}}, "no table of values 'planets'"),
    "an id without a column": ({"id": "all"}, "names no column in braces"),
    "a zip without each": ({"record": {"products": {"zip": ["a", "b"]}}}, "zip needs `each`"),
    "a regular expression that is none": ({"record": {"area": {"column": "a", "find": "("}}}, "'('"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_mapping_is_told_in_words(what: str, tmp_path: Path) -> None:
    wrong, reason = WRONG[what]
    path = tmp_path / "mapping.yaml"
    good = mapping()
    whole = msgspec.to_builtins(good)
    whole.pop("read")
    if wrong is None:
        whole.pop("table")
    elif isinstance(wrong, dict):
        whole["table"] |= wrong
    path.write_text(wrong if isinstance(wrong, str) else yaml.safe_dump(whole), "utf-8")

    with pytest.raises(MappingError) as refused:
        load_mapping(path)
    assert reason in str(refused.value)


def test_a_mapping_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="No such file"):
        load_mapping(tmp_path / "none.yaml")
