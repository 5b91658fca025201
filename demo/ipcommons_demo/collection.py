"""A demonstration collection: so many records of each kind, in deliveries as the offices make them.

Record n of a kind is a function of the seed and n alone, and a delivery of the records it holds, so
that memory does not grow with the collection and several workers could share the work.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from ipcommons_demo import (
    cn_marks,
    cn_patents,
    ep_docdb,
    euipo_designs,
    euipo_marks,
    figures,
    gi,
    logos,
    marks,
    patents,
    products,
    us_marks,
    us_patents,
)
from ipcommons_demo.delivery import write, write_zip
from ipcommons_demo.fields import DATA
from ipcommons_demo.inventions import Invention
from ipcommons_demo.marks import Mark
from ipcommons_demo.patents import Publication

SHARES = {"trademark": 30, "design": 12, "gi": 8}
"""Percent; the rest is patents."""

README = "README.txt"
CN_MARKS = "cn-trademarks"
CN_MAPPING = DATA / "cn-trademarks.yaml"
"""The folder of the one table that is read through a mapping of the demonstration's own, and the mapping."""


def counts(size: int) -> dict[str, int]:
    """How many records of each kind a collection of this size holds."""
    found = {kind: size * share // 100 for kind, share in SHARES.items()}
    return {"patent": size - sum(found.values()), **found}


def generate(folder: Path, *, size: int, seed: int = 1) -> list[Path]:
    """Writes `size` invented records into `folder`; returns the files with records (images lie beside them)."""
    written = [path for kind, count in counts(size).items() for path in _write_kind(folder, seed, kind, count)]
    write(folder, README, _readme(size, seed))
    return written


def _readme(size: int, seed: int) -> str:
    return (
        f"Seed {seed}, {size} records. Everything in this folder is invented: rights, names, numbers, pictures.\n"
        f"种子 {seed}，{size} 条记录。本文件夹中的权利、名称、号码、图片均为虚构。\n"
    )


def _write_kind(folder: Path, seed: int, kind: str, count: int) -> Iterator[Path]:
    size, writer = _WRITERS[kind]
    for number, start in enumerate(range(0, count, size)):
        yield from writer(folder, seed, number, range(start, min(start + size, count)))


def _patents(folder: Path, seed: int, number: int, records: range) -> Iterator[Path]:
    """One delivery of patents: for each office and product a file of what it published on a day."""
    published: dict[tuple[str, date], list[Publication]] = defaultdict(list)
    for record in records:
        publication = patents.publication(record)
        published[publication.kind, publication.published].append(publication)
        if record < patents.DRAWN and publication.office != "EP":
            _patent_figures(folder, seed, publication)
    for (kind, day), members in published.items():
        yield _PRODUCTS[kind](folder, seed, number, day, members)


def _us_file(folder: Path, seed: int, number: int, day: date, members: list[Publication]) -> Path:
    """A weekly file: documents one behind the other, each with its own declaration."""
    name = (
        f"us-grants/ipg{day:%y%m%d}-{number:05}.xml" if members[0].kind == "US B2" else f"us-applications/ipa{day:%y%m%d}-{number:05}.xml"
    )
    return write(folder, name, "".join(us_patents.document(seed, member) for member in members))


def _cn_file(folder: Path, seed: int, number: int, day: date, members: list[Publication]) -> Path:
    """An archive with a file a document."""
    texts = [(cn_patents.file_name(member), cn_patents.document(seed, member)) for member in members]
    return write_zip(folder, f"cnipa-patents/CN-{members[0].code}-FULZH-{day:%Y%m%d}-{number:05}.zip", texts)


def _ep_file(folder: Path, seed: int, number: int, day: date, members: list[Publication]) -> Path:
    texts = [ep_docdb.document(seed, member) for member in members]
    return write(folder, f"epo-docdb/DOCDB-{day:%G%V}-EP-{number:05}.xml", ep_docdb.envelope(seed, day, texts))


_PRODUCTS = {"US B2": _us_file, "US A1": _us_file, "CN A": _cn_file, "CN B": _cn_file, "CN U": _cn_file, "EP A1": _ep_file}


@lru_cache(maxsize=64)
def _drawn(invention: Invention) -> tuple[bytes, ...]:
    """The figures of an invention; a family shares them."""
    return tuple(figures.tiff(figures.draw(invention, number)) for number in range(1, invention.figures + 1))


def _patent_figures(folder: Path, seed: int, published: Publication) -> None:
    drawn = _drawn(patents.filing(seed, published).invention)
    if published.office == "CN":
        names, place = cn_patents.figure_files(published, len(drawn)), "cnipa-patents/images"
    else:
        names, place = (
            us_patents.figure_files(published, len(drawn)),
            f"us-{'grants' if published.kind == 'US B2' else 'applications'}/images",
        )
    for name, image in zip(names, [drawn[0], *drawn], strict=True):
        write(folder, f"{place}/{name}", image)


def _marks(folder: Path, seed: int, number: int, records: range) -> Iterator[Path]:
    """One delivery of marks: an archive of EUIPO with a file a mark, a daily file of the USPTO, a table of Chinese marks."""
    made: dict[str, list[Mark]] = defaultdict(list)
    for record in records:
        one = marks.mark(seed, record)
        made[one.office].append(one)
        if one.delivered:
            _mark_image(folder, seed, one)
    if europe := made["E"]:
        members = [(f"{one.number}.xml", euipo_marks.document(seed, one)) for one in europe]
        yield write_zip(folder, f"euipo-marks/EM-TM-DELTA-{number:05}.zip", members)
    if us := made["U"]:
        yield write(folder, f"uspto-trademarks/apc-{number:05}.xml", us_marks.document(seed, us))
    if china := made["C"]:
        yield write(folder, f"{CN_MARKS}/marks-{number:05}.jsonl", "".join(cn_marks.line(seed, one) for one in china))


def _mark_image(folder: Path, seed: int, made: Mark) -> None:
    """The USPTO delivers no images with its files."""
    if made.office == "E":
        write(folder, f"euipo-marks/images/{euipo_marks.image_file(made)}", logos.jpeg(logos.draw(seed, made.record, made.sign)))
    elif made.office == "C":
        write(folder, f"{CN_MARKS}/images/{cn_marks.image_file(made)}", logos.png(logos.draw(seed, made.record, made.sign)))


def _designs(folder: Path, seed: int, number: int, records: range) -> Iterator[Path]:
    """One delivery of designs: an archive of EUIPO with a file a design, the views beside it."""
    members = []
    for record in records:
        made = euipo_designs.design(seed, record)
        members.append((f"{made.number}.xml", euipo_designs.document(seed, made)))
        if record < euipo_designs.DRAWN:
            for name, view in zip(euipo_designs.view_files(made), products.views(seed, record, made.product, made.views), strict=True):
                write(folder, f"euipo-designs/images/{name}", logos.jpeg(view))
    yield write_zip(folder, f"euipo-designs/EM-DS-DELTA-{number:05}.zip", members)


def _indications(folder: Path, seed: int, number: int, records: range) -> Iterator[Path]:
    yield write(folder, f"gi-eu-eambrosia/gi-{number:05}.json", gi.document(seed, records))


_Writer = Callable[[Path, int, int, range], Iterator[Path]]
_WRITERS: dict[str, tuple[int, _Writer]] = {
    "patent": (patents.DELIVERY, _patents),
    "trademark": (marks.DELIVERY, _marks),
    "design": (euipo_designs.DELIVERY, _designs),
    "gi": (gi.DELIVERY, _indications),
}
