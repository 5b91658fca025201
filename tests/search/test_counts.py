"""What is counted is what is there: facets and totals against counting by hand, over small random collections."""

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.search.collection import changes, mark, patent

from ipcommons.rights import Right
from ipcommons.rights.patent import Patent
from ipcommons.rights.trademark import TradeMark
from ipcommons.search.engine import FACETS, Request
from ipcommons.search.tantivy_engine import TantivyEngine

WORDS = ("comb", "fan", "nozzle")
SYMBOLS = ("A45D20/12", "A45D24/00", "H01T23/00")

patents = st.builds(
    lambda number, word, office, year, symbols: patent(f"9993{number:04}", word, office=office, published=str(year), symbols=symbols),
    st.integers(0, 30),
    st.sampled_from(WORDS),
    st.sampled_from(["US", "EP", "CN"]),
    st.integers(2001, 2004),
    st.lists(st.sampled_from(SYMBOLS), max_size=3).map(tuple),
)
marks = st.builds(
    lambda number, word, nice, owner: mark(f"09993{number:04}", word, nice=nice, owner=owner),
    st.integers(0, 30),
    st.sampled_from(WORDS),
    st.integers(8, 11),
    st.sampled_from(["Quellmark", "Bergwind"]),
)
collections = st.lists(st.one_of(patents, marks), max_size=25, unique_by=lambda right: right.id)


def by_hand(right: Right) -> dict[str, set[str]]:
    """Values of each facet, read from the record."""
    assert isinstance(right, Patent | TradeMark)
    assert right.publication_date
    if isinstance(right, Patent):
        classes = {item.symbol[:4] for item in right.classifications}
    else:
        classes = {f"nice:{goods.class_number}" for goods in right.goods_services}
    return {
        "kind": {right.id.split(":")[0]},
        "office": {right.office},
        "year": {right.publication_date.iso[:4]},
        "class": classes,
        "applicant": {party.name or "" for party in right.applicants},
        "status": {"unknown"},
        "source": {"invented-source"},
    }


def words(right: Right) -> set[str]:
    texts = right.titles if isinstance(right, Patent) else right.verbal_elements if isinstance(right, TradeMark) else ()
    return {text.value for text in texts}


@given(collections, st.sampled_from(WORDS))
@settings(max_examples=25)
def test_facets_and_totals_equal_a_count_by_hand(rights: list[Right], word: str) -> None:
    wanted = [right for right in rights if word in words(right)]
    with tempfile.TemporaryDirectory() as folder:
        engine = TantivyEngine(Path(folder), 30)
        engine.apply(changes(rights), 1)

        result = engine.search(Request(query=f"title:{word}", limit=1, facets=FACETS))

    assert result.total == len(wanted)
    for facet in FACETS:
        expected = Counter(value for right in wanted for value in by_hand(right)[facet])
        assert {value.value: value.count for value in result.facets[facet]} == expected
