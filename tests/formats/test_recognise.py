"""Recognition: the first bytes decide, whatever the file is called."""

import time
from pathlib import Path

import pytest

from ipcommons.formats.errors import EmptyFile, FileRefused, HtmlInsteadOfData, NotRecognised, UnknownVersion
from ipcommons.formats.recognise import HEAD_BYTES, attachment_type, recognise, root_element

GRANT = b"""<us-patent-grant lang="EN" dtd-version="v4.5 2014-04-03">"""
DOCTYPE = b"""<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd" [ ]>"""


@pytest.mark.parametrize(
    "head",
    [
        GRANT,
        b"\xef\xbb\xbf" + GRANT,
        b"\r\n\t" + GRANT,
        b"<?xml version='1.0' encoding='UTF-8'?>\n" + DOCTYPE + b"\n" + GRANT,
        b"<?xml version='1.0'?>\n  " + DOCTYPE + b"<!-- <html> us-patent-application -->\n<?mark a='>'?>" + GRANT,
        b"<?xml version='1.0'?><!DOCTYPE us-patent-grant [ <!-- ] --> ]>" + GRANT,
        GRANT.replace(b'"', b"'"),
        GRANT.replace(b" dtd", b'\n  file="x"\n  dtd'),
    ],
)
def test_the_root_and_its_version_are_found_behind_any_prologue(head: bytes) -> None:
    recognised = recognise(head)

    assert (recognised.manifest.name, recognised.version) == ("us-grant", "v4.5")


@pytest.mark.parametrize(
    ("head", "root"),
    [
        (b"<a/>", "a"),
        (b"<a", "a"),
        (b"<x:a xmlns:x='urn:x' b='1'>", "{urn:x}a"),
        (b'<a xmlns = "urn:y">', "{urn:y}a"),
        (b"<x:a xmlns='urn:y' xmlns:x='urn:x'>", "{urn:x}a"),
        (b"<x:a>", "a"),
        (b"key,value\n1,<a>\n", None),
        (b"", None),
        (b"<!-- no end <a>", None),
    ],
)
def test_the_root_element_is_named_with_its_name_space(head: bytes, root: str | None) -> None:
    assert root_element(head) == root


@pytest.mark.parametrize(
    ("head", "error", "words"),
    [
        (b"", EmptyFile, "empty"),
        (b"\xef\xbb\xbf \n\t", EmptyFile, "empty"),
        (b"<!DOCTYPE html>\n<html lang='en'><body>Please wait", HtmlInsteadOfData, "HTML"),
        (b"<HTML><HEAD>", HtmlInsteadOfData, "HTML"),
        (b"  <!doctype HTML public '-//W3C'>", HtmlInsteadOfData, "HTML"),
        (b"<?xml version='1.0'?><invented/>", NotRecognised, "<invented/>"),
        (b"\x00\x01\x02\x03", NotRecognised, "--format"),
        (b"One line of prose.", NotRecognised, "One line of prose."),
        (GRANT.replace(b"v4.5", b"v9.9"), UnknownVersion, "v9.9.*known versions.*v4.7"),
        (GRANT.replace(b"v4.5 2014-04-03", b""), UnknownVersion, "us-grant"),
        (b"<us-patent-grant>", UnknownVersion, "us-grant"),
    ],
)
def test_what_is_not_recognised_is_refused_for_what_it_is(head: bytes, error: type[FileRefused], words: str) -> None:
    with pytest.raises(error, match=words):
        recognise(head)


@pytest.mark.parametrize(
    "head",
    [b" " * HEAD_BYTES, b"<!--" * 16_000, b"<?a?>" * 13_000, b"<!DOCTYPE a [" * 5_000, b"<a " + b"b=" * 30_000],
    ids=lambda head: head[:5],
)
def test_a_head_of_nothing_but_beginnings_is_answered_at_once(head: bytes) -> None:
    started = time.process_time()

    with pytest.raises(FileRefused):
        recognise(head)

    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("head", "name", "media_type"),
    [
        (b"II*\x00\x08", "US99900001-D00001.xml", "image/tiff"),
        (b"\x89PNG\r\n", "a", "image/png"),
        (b"%PDF-1.7", "a.csv", "application/pdf"),
        (b"<!ELEMENT a (b)>", "us-patent-grant.DTD", "application/xml-dtd"),
        (b"<html>", "ipgb20310107rpt.html", "text/html"),
        (b"09990001\n", "ipgb20310107lst.txt", "text/plain"),
        (GRANT, "ipg310107.xml", None),
        (b"a,b\n", "table.csv", None),
    ],
)
def test_files_beside_the_data_are_known_by_their_first_bytes_or_their_ending(head: bytes, name: str, media_type: str | None) -> None:
    assert attachment_type(head, name) == media_type


@pytest.mark.samples
def test_every_sample_of_the_us_patent_formats_is_recognised(samples: Path) -> None:
    expected = {"us-grants-xml": "us-grant", "us-applications-xml": "us-application"}
    for folder, name in expected.items():
        for path in (samples / "formats" / folder).rglob("*"):
            if path.suffix.lower() == ".xml":
                assert recognise(path.read_bytes()[:HEAD_BYTES]).manifest.name == name, path
