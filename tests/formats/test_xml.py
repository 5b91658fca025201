"""Cutting, parsing and accounting for XML: laws that hold for any document, and what hostile ones get."""

import io
import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ipcommons.formats import xml
from ipcommons.formats.errors import DocumentError, HostileDocument, MissingElement, NotWellFormed, Truncated
from ipcommons.formats.manifest import Manifest, manifest_of
from ipcommons.formats.xml import Accounting, Cut, Elements, declared_documents, flat, need, optional, parse, parse_inside, text_of

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

names = st.from_regex(r"[a-z][a-z0-9.-]{0,7}", fullmatch=True).filter(lambda name: name not in {"item", "xml"})
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\ufffe\uffff"), max_size=30)
spaces = st.text(" \n\r\t", max_size=4)


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    """An element with attributes, text, comments, instructions, CDATA and children."""
    name = draw(names)
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in draw(st.dictionaries(names, texts, max_size=2)).items())
    other = st.one_of(
        texts.map(escape),
        texts.map(lambda text: f"<![CDATA[{text.replace(']]>', '')}]]>"),
        st.just("<!-- a <comment> -->"),
        st.just('<?mark end="lead"?>'),
    )
    children = draw(st.lists(st.one_of(elements(depth - 1), other), max_size=3)) if depth else []
    parts = [escape(draw(texts)), *children]
    inside = "".join(parts)
    return f"<{name}{attributes}>{inside}</{name}{draw(st.sampled_from(['', ' ']))}>" if inside else f"<{name}{attributes}/>"


class Dripping(io.BytesIO):
    """A stream that never gives more than a few bytes, as a pipe may."""

    def __init__(self, content: bytes, most: int) -> None:
        super().__init__(content)
        self._most = most

    def read(self, size: int | None = -1) -> bytes:
        return super().read(self._most if size is None or size < 0 else min(self._most, size))


def manifest(**parts: Any) -> Manifest:
    whole = {
        "name": "invented",
        "title": {"en": "x"},
        "office": "XX",
        "kinds": ["patent"],
        "licence": "x",
        "credit": {"en": "x"},
        "versions": [],
        "recognise": {"roots": ["root"]},
        "sources": {},
        **parts,
    }
    return manifest_of(repr(whole))


@given(st.lists(st.tuples(elements(), spaces), min_size=1, max_size=5), st.integers(1, 50))
def test_a_file_of_several_documents_is_cut_into_exactly_those(written: list[tuple[str, str]], block: int) -> None:
    documents = [(DECLARATION + element).encode() for element, _ in written]
    file = b"".join(document + behind.encode() for document, (_, behind) in zip(documents, written, strict=True))

    cuts = list(declared_documents(Dripping(file, block)))

    assert [cut.document for cut in cuts] == documents
    assert [file[cut.span.start : cut.span.end] for cut in cuts] == documents


def test_a_byte_order_mark_and_a_missing_declaration_are_no_documents_of_their_own() -> None:
    file = b"\xef\xbb\xbf" + DECLARATION.encode() + b"<a/>\n"

    assert [cut.document for cut in declared_documents(io.BytesIO(file))] == [file[3:-1]]
    assert [cut.document for cut in declared_documents(io.BytesIO(b"\n<a/>"))] == [b"<a/>"]
    assert list(declared_documents(io.BytesIO(b"\n \n"))) == []


@given(st.lists(st.tuples(elements(), spaces), max_size=5), st.integers(1, 50))
def test_the_elements_of_a_stream_are_cut_out_exactly(written: list[tuple[str, str]], block: int) -> None:
    items = [f"<item n='a>b'>{element}</item>" if index % 2 else '<item n="/>"\n/>' for index, (element, _) in enumerate(written)]
    head = DECLARATION + '<all xmlns="urn:x">\n<header>items</header>'
    file = (head + "".join(item + behind for item, (_, behind) in zip(items, written, strict=True)) + "</all>\n").encode()

    stream = Elements(Dripping(file, block), ["item"])
    cuts = list(stream)

    assert [cut.document for cut in cuts] == [item.encode() for item in items]
    assert [file[cut.span.start : cut.span.end] for cut in cuts] == [item.encode() for item in items]
    assert not items or stream.prologue == head.encode()


@given(st.integers(1, 60))
def test_a_file_cut_off_anywhere_between_its_first_element_and_its_end_is_truncated(missing: int) -> None:
    whole = b"<all><item>one</item><item>two</item><item><b>three</b></item></all>"

    with pytest.raises(Truncated):
        list(Elements(io.BytesIO(whole[: len(whole) - min(missing, 45)]), ["item"]))


def test_an_element_is_parsed_with_the_name_spaces_of_its_file() -> None:
    prologue = b'<?xml version="1.0"?><x:all xmlns:x="urn:x" xmlns=\'urn:y\'>'

    root = parse_inside(prologue, b"<x:item><part/></x:item>")

    assert (root.tag, root[0].tag) == ("{urn:x}item", "{urn:y}part")


BOMB = "<!DOCTYPE r [<!ENTITY a '{}'>{}]><r>&i;</r>".format(
    "ha" * 10, "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
)


@pytest.mark.parametrize(
    ("document", "error"),
    [
        (BOMB, HostileDocument),
        ("<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><r>&e;</r>", HostileDocument),
        ("<!DOCTYPE r [<!ENTITY % e SYSTEM 'http://127.0.0.1:1/x.dtd'> %e;]><r/>", HostileDocument),
        (f"<!DOCTYPE r [<!--{' ' * 70_000}--><!ENTITY e 'text'>]><r>&e;</r>", HostileDocument),
        (f"<!DOCTYPE r [<!--{' ' * 70_000}--><!ENTITY e 'text'>]><r a='&e;'/>", HostileDocument),
        ("<!DOCTYPE r SYSTEM 'r.dtd'><r>caf&eacute;</r>", NotWellFormed),
        ("<!DOCTYPE r SYSTEM 'r.dtd'><r a='caf&eacute;'/>", NotWellFormed),
        ("<a>" * 100_000 + "</a>" * 100_000, HostileDocument),
        (f"<a b='{'x' * 11_000_000}'/>", NotWellFormed),
        ("<a><b></a>", NotWellFormed),
        ("<a>cut in the mid", NotWellFormed),
        ("", NotWellFormed),
        ("no XML", NotWellFormed),
        ("<a>\x00</a>", NotWellFormed),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else value.__name__,
)
def test_a_bad_document_is_an_error_with_words(document: str, error: type[DocumentError]) -> None:
    with pytest.raises(error, match=r"\w+ \w+"):
        parse(document.encode())


def test_ampersands_that_only_look_like_entities_are_text() -> None:
    assert text_of(parse(b"<!DOCTYPE a SYSTEM 'a.dtd' [ ]><a><![CDATA[R&D; &x]]>&amp;&#233;<!-- &y; --></a>")) == "R&D; &x&\u00e9"


def test_an_undeclared_entity_is_named_with_its_line() -> None:
    with pytest.raises(NotWellFormed, match="eacute") as caught:
        parse(b"<!DOCTYPE r SYSTEM 'r.dtd'>\n<r>\ncaf&eacute;</r>")
    assert caught.value.line == 3


@given(elements())
def test_text_is_what_a_reader_sees(element: str) -> None:
    root = etree.fromstring(element.encode())

    assert text_of(root) == "".join(root.itertext(etree.Element))


@given(elements())
def test_an_element_that_is_spoken_for_as_a_whole_is_wholly_reached(element: str) -> None:
    root = parse(f"<root><a>{element}</a>tail</root>".encode())

    account = Accounting(manifest(left={"a/**": "not needed"})).of(root)

    assert account.unknown == {}
    assert account.reached == account.characters == len(re.sub(r"[ \n\t\r]", "", text_of(root)))


@given(elements())
def test_nothing_of_an_unknown_element_is_reached(element: str) -> None:
    root = parse(f"<root><a>x</a><unknown>{element}</unknown></root>".encode())

    account = Accounting(manifest(read={"a": "titles"})).of(root)

    assert account.unknown == {"unknown": 1}
    assert account.reached == 1


def test_unknown_attributes_and_stray_text_are_counted_by_their_path() -> None:
    accounting = Accounting(manifest(read={"a/b": "titles", "a/@n": "titles"}, left={"**/@id": "an anchor"}))

    account = accounting.of(parse(b"<root id='1' x='2'><a n='1' id='2' y='3'>stray<b z='4'/></a><a> <b>fine</b></a></root>"))

    assert account.unknown == {"@x": 1, "a/@y": 1, "a/b/@z": 1, "a/text()": 1}
    assert account.characters - account.reached == len("stray")


def test_paths_use_local_names_whatever_the_name_space() -> None:
    accounting = Accounting(manifest(read={"a/b": "titles", "a/@n": "titles"}))

    for _ in range(2):
        account = accounting.of(parse(b"<r xmlns='urn:x' xmlns:y='urn:y'><y:a y:n='1'><b>t</b><c/></y:a></r>"))
        assert account.unknown == {"a/c": 1}


def test_a_body_is_checked_by_its_vocabulary_of_elements_and_attributes() -> None:
    body = {"elements": ["p", "b"], "attributes": ["num"], "left": {"{id,style}": "lay-out"}}
    accounting = Accounting(manifest(below={"text": body}))

    clean = accounting.of(parse(b"<r><text id='t'><p num='1' style='x'>a<b>b</b><?pi?><!-- c --></p></text></r>"))
    dirty = accounting.of(parse(b"<r><text><p num='1' colour='red'>a<blink rate='2'>bc</blink>d</p></text></r>"))

    nested = accounting.of(parse(b"<r><text><text>a</text></text></r>"))

    assert clean.unknown == {}
    assert nested.unknown == {"text//text": 1}
    assert dirty.unknown == {"text//p/@colour": 1, "text//blink": 1, "text//blink/@rate": 1}
    assert dirty.characters - dirty.reached == len("bc")


def test_alternatives_in_a_path_are_paths_of_their_own() -> None:
    read = manifest(read={"{a,b}/{c/,}d": "titles"}).read

    assert set(read) == {"a/c/d", "a/d", "b/c/d", "b/d"}


def test_text_at_a_path_is_stripped_needed_or_optional() -> None:
    root = parse(b"<r><a> x </a><b> </b><c>one\n <i>two</i></c></r>")

    assert (need(root, "a"), optional(root, "a"), optional(root, "b"), optional(root, "d")) == ("x", "x", None, None)
    assert (flat(root.find("c")), flat(root.find("b")), flat(None)) == ("one two", None, None)
    for path in ("b", "d"):
        with pytest.raises(MissingElement, match=path):
            need(root, path)


def test_a_document_larger_than_any_office_writes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml, "LARGEST_DOCUMENT", 1000)

    def cuts(file: bytes) -> Iterator[Cut]:
        return declared_documents(Dripping(file, 100))

    assert len(list(cuts((DECLARATION + "<a/>").encode() * 200))) == 200
    with pytest.raises(Truncated, match="1,000 bytes"):
        list(cuts(f"<a>{' ' * 2000}</a>".encode()))
    with pytest.raises(Truncated, match="1,000 bytes"):
        list(Elements(Dripping(f"<r><a>{' ' * 2000}</a></r>".encode(), 100), ["a"]))
