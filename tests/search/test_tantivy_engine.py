"""The embedded engine: what it finds, counts, explains and pages through."""

import math
from pathlib import Path
from typing import Literal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.search.collection import changes, mark, patent

from ipcommons.register.entry import Change
from ipcommons.rights import Right
from ipcommons.rights.text import Text
from ipcommons.rights.trademark import GoodsServices
from ipcommons.search.engine import FACETS, Request, Result, Sort
from ipcommons.search.errors import BadCursor, UnknownFacet
from ipcommons.search.tantivy_engine import TantivyEngine

RIGHTS: list[Right] = [
    patent(
        "99990001",
        "Hair dryer with ionic wind",
        "A hair dryer has a fan. The wind dries hair.",
        claim="A hair dryer comprising a housing and a fan.",
        paragraph="The nozzle concentrates the stream.",
        symbols=("A45D20/12", "H01T23/00"),
        application="15999001",
    ),
    patent("99990001", "Hair dryer with ionic wind", kind="A1", published="2013-01-03", symbols=("A45D20/12",)),
    patent("99990002", "Comb", "A comb for hair.", published="2018", symbols=("A45D24/00",), applicant="青禾仪器有限公司"),
    patent("109990003", "电吹风及其控制方法", "一种电吹风，包括壳体和风机。", office="CN", kind="B", symbols=("A45D20/10",)),
    patent("1999001", "Apparatus", "Drying apparatus.", office="EP", kind="A1", published="2009-11", symbols=("A45D200/00",)),
    mark("099990001", "QUELLMARK", "Hair dryers; fans", 11),
    mark("099990002", "Quellmark Comb", "Combs", 21),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> TantivyEngine:
    engine = TantivyEngine(tmp_path_factory.mktemp("index"))
    engine.apply(changes(RIGHTS), 1)
    return engine


def ids(engine: TantivyEngine, query: str) -> list[str]:
    return [hit.id for hit in engine.search(Request(query=query, limit=100)).hits]


GRANT, APPLICATION, COMB, CHINESE, APPARATUS, WORD_MARK, COMB_MARK = (right.id for right in RIGHTS)

FOUND: dict[str, set[str]] = {
    "hair dryer": {GRANT, APPLICATION, WORD_MARK},
    "title:hair": {GRANT, APPLICATION},
    "claims:housing": {GRANT},
    "description:nozzle": {GRANT},
    "text:nozzle": {GRANT},
    "goods:fan": {WORD_MARK},
    "hair NOT fan": {APPLICATION, COMB},
    "NOT kind:patent": {WORD_MARK, COMB_MARK},
    "comb OR fan": {GRANT, COMB, WORD_MARK, COMB_MARK},
    "": {right.id for right in RIGHTS},
    "ipc:A45D": {GRANT, APPLICATION, COMB, CHINESE, APPARATUS},
    "ipc:A45D20": {GRANT, APPLICATION, CHINESE},
    "ipc:a45d": {GRANT, APPLICATION, COMB, CHINESE, APPARATUS},
    'class:"A45D 20/12"': {GRANT, APPLICATION},
    "A45D20/12": {GRANT, APPLICATION},
    "ipc:A45D2*": {GRANT, APPLICATION, COMB, CHINESE, APPARATUS},
    "nice:11": {WORD_MARK},
    "nice:011": {WORD_MARK},
    "pub:[2010 TO 2014]": {APPLICATION},
    "pub:2009-11": {APPARATUS},
    "pub:>2015": {COMB, WORD_MARK, COMB_MARK},
    "pub:>=2015-06-02 kind:patent": {GRANT, COMB, CHINESE},
    "pub:<2013": {APPARATUS},
    "pub:[* TO 2013-01-03]": {APPLICATION, APPARATUS},
    "office:ep": {APPARATUS},
    "kindcode:A1": {APPLICATION, APPARATUS},
    "kind:商标": {WORD_MARK, COMB_MARK},
    "feature:word": {WORD_MARK, COMB_MARK},
    "source:invented-source comb": {COMB, COMB_MARK},
    "applicant:quellmark kind:trademark": {WORD_MARK, COMB_MARK},
    "owner:青禾": {COMB},
    "电吹风 壳体": {CHINESE},
    "wind NEAR/1 ionic": {GRANT, APPLICATION},
    "dryer NEAR/2 wind": set(),
    "dryer NEAR/3 wind": {GRANT, APPLICATION},
    "id:patent:US:9999*": {GRANT, APPLICATION, COMB},
    "office:ep*": {APPARATUS},
    "applicant:青禾*": {COMB},
    "applicant:quell*": {right.id for right in RIGHTS} - {COMB},
    "any(nozzle comb)": {GRANT, COMB, COMB_MARK},
    "any(zzz qqq)": set(),
    "zzzunknown": set(),
}


@pytest.mark.parametrize("query", FOUND)
def test_a_query_finds_exactly(engine: TantivyEngine, query: str) -> None:
    assert set(ids(engine, query)) == FOUND[query]


@pytest.mark.parametrize("query", FOUND)
def test_the_grounds_of_a_hit_add_up_to_its_score(engine: TantivyEngine, query: str) -> None:
    explained = engine.search(Request(query=query, limit=100)).hits
    plain = engine.search(Request(query=query, limit=100, explain=False, snippets=False)).hits

    for hit, bare in zip(explained, plain, strict=True):
        assert math.isclose(sum(ground.score for ground in hit.explain), hit.score)
        assert math.isclose(hit.score, bare.score, rel_tol=1e-5)


def test_a_ground_names_field_and_term(engine: TantivyEngine) -> None:
    (hit,) = engine.search(Request(query="title:hair AND claims:housing")).hits

    assert {(ground.field, ground.term) for ground in hit.explain} == {("title", "hair"), ("claims", "hous")}


NUMBERS: dict[str, list[str]] = {
    "US 99,990,001 B2": [GRANT],
    "US99990001B2": [GRANT],
    "99,990,001": [GRANT, APPLICATION],
    "ＵＳ９９９９０００１Ｂ２": [GRANT],
    " US-99990001-A1 ": [APPLICATION],
    "patent:US:99990001:B2": [GRANT],
    "15/999,001": [GRANT],
    "EP1999001A1": [APPARATUS],
    "EP_1999001_A1_20091104": [APPARATUS],
    "CN109990003B": [CHINESE],
    "099990001": [WORD_MARK],
    "EUTM 099990001": [WORD_MARK],
    "US99990001B1": [],
    "CN99990001B2": [],
}


@pytest.mark.parametrize("written", NUMBERS)
def test_a_number_in_any_writing_finds_its_document_and_no_other(engine: TantivyEngine, written: str) -> None:
    result = engine.search(Request(query=written))

    assert sorted(hit.id for hit in result.hits) == sorted(NUMBERS[written])
    assert result.number_hit == (result.hits[0].id if NUMBERS[written] else None)
    assert result.tried


def test_facets_count_the_whole_result_set_and_filters_narrow_it(engine: TantivyEngine) -> None:
    result = engine.search(Request(query="hair", limit=1, facets=FACETS))

    assert result.total == 4
    assert {value.value: value.count for value in result.facets["kind"]} == {"patent": 3, "trademark": 1}
    assert {value.value: value.count for value in result.facets["class"]} == {"A45D": 3, "H01T": 1, "nice:11": 1}
    for facet, values in result.facets.items():
        for value in values:
            narrowed = engine.search(Request(query="hair", chosen={facet: (value.value,)}))
            assert narrowed.total == value.count


def test_kind_and_dates_narrow_the_result(engine: TantivyEngine) -> None:
    assert engine.search(Request(query="hair", kind="patent")).total == 3
    assert engine.search(Request(query="hair", published_from="2015", published_to="2015-06")).total == 1


def test_results_are_sorted_by_day_of_publication(engine: TantivyEngine) -> None:
    newest = [hit.published for hit in engine.search(Request(query="kind:patent", sort="newest")).hits]
    oldest = [hit.published for hit in engine.search(Request(query="kind:patent", sort="oldest")).hits]

    assert newest == ["2018", "2015-06-02", "2015-06-02", "2013-01-03", "2009-11"]
    assert oldest == newest[::-1]


def test_a_snippet_says_where_the_words_stand(engine: TantivyEngine) -> None:
    (hit,) = engine.search(Request(query="housing ionic")).hits
    (nozzle,) = engine.search(Request(query="nozzles")).hits
    (chinese,) = engine.search(Request(query="壳体")).hits

    (claim,) = hit.snippet
    assert (claim.place, [claim.text[first:last] for first, last in claim.marks]) == ("claim 1", ["housing"])
    (paragraph,) = nozzle.snippet
    assert (paragraph.place, [paragraph.text[first:last] for first, last in paragraph.marks]) == ("paragraph 0041", ["nozzle"])
    (abstract,) = chinese.snippet
    assert (abstract.place, [abstract.text[first:last] for first, last in abstract.marks]) == ("abstract", ["壳体"])


def test_the_title_is_in_the_language_of_the_reader(tmp_path: Path) -> None:
    both = msgspec.structs.replace(patent("99990009", ""), titles=(Text("Dryer", "en"), Text("干燥机", "zh")))
    engine = TantivyEngine(tmp_path)
    engine.apply(changes([both]), 1)

    (chinese,) = engine.search(Request(query="dryer", language="zh")).hits
    (english,) = engine.search(Request(query="dryer", language="en")).hits

    assert (chinese.title, chinese.other_title) == ("干燥机", "Dryer")
    assert (english.title, english.other_title) == ("Dryer", "干燥机")


def test_a_snippet_is_in_the_language_of_the_reader_and_no_place_is_shown_twice(tmp_path: Path) -> None:
    texts = (Text("Haartrockner; Bluetooth-Geräte", "de"), Text("Hair dryers; Bluetooth devices", "en"), Text("吹风机; Bluetooth", "zh"))
    goods = (GoodsServices(class_number=11, texts=texts),)
    engine = TantivyEngine(tmp_path)
    engine.apply(changes([msgspec.structs.replace(mark("099990007", "BERGWIND"), goods_services=goods)]), 1)

    def snippet(query: str, language: Literal["zh", "en"]) -> list[str | None]:
        (hit,) = engine.search(Request(query=query, language=language)).hits
        return [fragment.language for fragment in hit.snippet]

    assert (snippet("bergwind", "en"), snippet("bergwind", "zh")) == (["en"], ["zh"])
    assert (snippet("bluetooth", "en"), snippet("bluetooth", "zh")) == (["en"], ["zh"])
    assert snippet("haartrockner", "en") == ["de"]


def walked(engine: TantivyEngine, request: Request) -> list[str]:
    found: list[str] = []
    cursor: str | None = None
    while True:
        result = engine.search(msgspec.structs.replace(request, cursor=cursor))
        found += [hit.id for hit in result.hits]
        cursor = result.next
        if cursor is None:
            return found


SORTS: list[Sort] = ["relevance", "newest", "oldest"]


@given(st.integers(1, 9), st.sampled_from(["comb", "comb OR fan", "title:comb", ""]), st.sampled_from(SORTS))
@settings(max_examples=60)
def test_walking_all_pages_shows_every_hit_once(many: TantivyEngine, limit: int, query: str, sort: Sort) -> None:
    request = Request(query=query, limit=limit, sort=sort)

    found = walked(many, request)

    assert len(found) == len(set(found)) == many.search(request).total


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> TantivyEngine:
    """Fifty rights in several segments, most of them with equal scores."""
    engine = TantivyEngine(tmp_path_factory.mktemp("many"))
    for batch in range(5):
        engine.apply(changes(patent(f"9998{batch}{number:03}", "Comb" + " fan" * (number % 2)) for number in range(10)), batch)
    return engine


def test_a_cursor_goes_on_where_it_was_while_the_register_grows(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    first = [patent(f"9997{number:04}", "Comb" + " tooth" * (number % 7)) for number in range(60)]
    engine.apply(changes(first), 1)
    seen: list[str] = []
    cursor, batch = None, 1
    while True:
        page: Result = engine.search(Request(query="comb", limit=7, cursor=cursor))
        seen += [hit.id for hit in page.hits]
        cursor = page.next
        if cursor is None:
            break
        batch += 1
        if batch < 6:
            grown = [patent(f"9996{batch}{number:03}", "Comb" + " tooth" * (number % 5)) for number in range(9)]
            engine.apply(changes([*grown, first[batch]], batch), batch)

    assert len(seen) == len(set(seen))
    assert {right.id for right in first} <= set(seen)


def test_a_long_walk_by_relevance_repeats_and_loses_nothing_while_better_hits_arrive(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    first = [patent(f"9995{number:04}", "Comb" + " tooth" * (number % 7)) for number in range(900)]
    engine.apply(changes(first), 1)
    seen: list[str] = []
    cursor, batch = None, 1
    while True:
        page: Result = engine.search(Request(query="comb", limit=90, cursor=cursor))
        seen += [hit.id for hit in page.hits]
        cursor = page.next
        if cursor is None:
            break
        batch += 1
        if batch < 10:
            engine.apply(changes([patent(f"9994{batch}{number:03}", "Comb comb comb") for number in range(20)], batch), batch)

    assert len(seen) == len(set(seen))
    assert {right.id for right in first} <= set(seen)


@pytest.mark.parametrize("cursor", ["", "nonsense", "k6RhYmNk", "%%%", "电池"])
def test_what_is_no_cursor_is_refused(engine: TantivyEngine, cursor: str) -> None:
    with pytest.raises(BadCursor):
        engine.search(Request(query="hair", cursor=cursor or "x"))


def test_a_cursor_of_another_search_is_refused(engine: TantivyEngine) -> None:
    cursor = engine.search(Request(query="hair", limit=1)).next

    with pytest.raises(BadCursor):
        engine.search(Request(query="comb", limit=1, cursor=cursor))


def test_an_unknown_facet_is_refused(engine: TantivyEngine) -> None:
    with pytest.raises(UnknownFacet, match="no facet 'colour'"):
        engine.search(Request(query="hair", facets=("colour",)))


def test_applying_the_same_changes_twice_changes_nothing(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)

    for _ in range(2):
        assert engine.apply(changes(RIGHTS), 3) == len(RIGHTS)

    assert (engine.count(), engine.batch) == (len(RIGHTS), 3)
    assert len(ids(engine, "")) == len(RIGHTS)


def test_a_new_version_replaces_the_old_and_a_deletion_takes_it_away(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    engine.apply(changes(RIGHTS), 1)

    engine.apply(changes([patent("99990001", "Curling iron")], 2), 2)
    engine.apply(changes([RIGHTS[2]], 3, deleted=True), 3)

    assert ids(engine, "curling") == [GRANT]
    assert set(ids(engine, "hair")) == {APPLICATION, WORD_MARK}
    assert engine.count() == len(RIGHTS) - 1


def test_a_change_set_that_fails_half_way_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    engine.apply(changes(RIGHTS[:2]), 1)

    def broken() -> "list[Change]":
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        engine.apply((change for part in (changes(RIGHTS[2:]), None) for change in (part if part is not None else broken())), 2)

    again = TantivyEngine(tmp_path)
    assert (again.count(), again.batch) == (2, 1)
    assert again.apply(changes(RIGHTS), 2) == len(RIGHTS)


def test_another_reader_moves_on_when_it_looks_again(tmp_path: Path) -> None:
    writer, reader = TantivyEngine(tmp_path), TantivyEngine(tmp_path)

    writer.apply(changes(RIGHTS), 1)

    assert (reader.count(), reader.batch) == (0, -1)
    assert reader.reload() == 1
    assert reader.count() == len(RIGHTS)
