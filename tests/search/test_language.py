"""Oddities of Chinese, English and mixed text: one line each."""

from pathlib import Path

import pytest
from tests.search.collection import changes, mark, patent

from ipcommons.search.engine import Request
from ipcommons.search.tantivy_engine import TantivyEngine

TITLES = {
    "battery": "一种锂离子电池隔膜",
    "scrambled": "子电与离子和锂离或电池",
    "pipe": "不锈钢管",
    "manager": "管理系统",
    "traditional": "鋰離子電池的製造方法",
    "wide": "ＵＳＢ接口",
    "mixed": "USB接口电路",
    "model": "A型号B",
    "rare": "𠮷野家",
    "zero": "二〇二〇年历",
    "kana": "ハンドドライヤー装置",
    "hangul": "헤어드라이어",
    "batteries": "Rechargeable batteries",
    "hyphen": "State-of-the-art dryer",
    "accent": "Séchoir à cheveux",
    "umlaut": "Müllverbrennungsanlage",
    "apostrophe": "Driver's seat",
    "bothscripts": "锂电池 Lithium batteries",
    "cpp": "C++ compiler",
    "number": "3D printer 2.0",
}

ODDITIES = [
    ("a word of two characters", "电池", {"battery", "scrambled", "traditional", "bothscripts"}),
    ("a phrase is exact: not the same characters in another order", '"锂离子电池"', {"battery", "traditional"}),
    ("a run of characters is cut into words that must all be there", "锂离子电池", {"battery", "traditional"}),
    ("one character, as a word and inside one", "管", {"pipe", "manager"}),
    ("simplified finds traditional", "制造方法", {"traditional"}),
    ("traditional finds simplified", "隔膜 鋰離子", {"battery"}),
    ("half width finds full width, upper case does not matter", "usb", {"wide", "mixed"}),
    ("full width finds half width", "ＵＳＢ", {"wide", "mixed"}),
    ("a phrase across scripts", '"USB接口"', {"wide", "mixed"}),
    ("a phrase that begins or ends inside a word", '"口电"', {"mixed"}),
    ("a phrase of a letter and one character", '"A型"', {"model"}),
    ("a string that no dictionary cuts there", '"离子电"', {"battery", "traditional"}),
    ("characters beyond the basic plane", "𠮷野家", {"rare"}),
    ("the ideographic zero is a character", '"二〇"', {"zero"}),
    ("kana", '"ドライヤー"', {"kana"}),
    ("hangul", '"드라이어"', {"hangul"}),
    ("the plural finds the plural", "battery", {"batteries", "bothscripts"}),
    ("quotes are exact: no other form of the word", '"battery"', set()),
    ("quotes find the form itself", '"batteries"', {"batteries", "bothscripts"}),
    ("Chinese and English in one title, one query", "锂电池 battery", {"bothscripts"}),
    ("a hyphenated word by its parts", "art dryer", {"hyphen"}),
    ("a hyphenated word as such", "state-of-the-art", {"hyphen"}),
    ("letters without their accents", "sechoir", {"accent"}),
    ("letters with their accents", "Séchoir", {"accent"}),
    ("umlauts both ways", "mullverbrennungsanlage", {"umlaut"}),
    ("an apostrophe", "driver's", {"apostrophe"}),
    ("signs that are no letters", "C++", {"cpp"}),
    ("digits in words", "3D", {"number"}),
    ("a wildcard over exact forms", "batter*", {"batteries", "bothscripts"}),
    ("a wildcard inside", "ba*ies", {"batteries", "bothscripts"}),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> TantivyEngine:
    engine = TantivyEngine(tmp_path_factory.mktemp("language"))
    engine.apply(changes(patent(f"9999{number:04}", title) for number, title in enumerate(TITLES.values())), 1)
    return engine


def found(engine: TantivyEngine, query: str) -> set[str]:
    names = {title: name for name, title in TITLES.items()}
    return {names[hit.title] for hit in engine.search(Request(query=query, limit=100)).hits}


@pytest.mark.parametrize(("oddity", "query", "names"), ODDITIES, ids=[oddity for oddity, _, _ in ODDITIES])
def test_language(engine: TantivyEngine, oddity: str, query: str, names: set[str]) -> None:
    assert found(engine, query) == names


def test_a_word_ranks_above_the_same_character_inside_another_word(engine: TantivyEngine) -> None:
    hits = engine.search(Request(query="管理")).hits

    assert hits[0].title == "管理系统"


def test_names_are_found_by_their_characters_and_by_pinyin(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    engine.apply(changes([patent("99990001", "Dryer", applicant="青禾仪器有限公司"), mark("099990001", "禾苗", owner="Müller & Söhne")]), 1)

    for query in ("applicant:青禾", "applicant:青禾儀器", "applicant:qinghe", 'applicant:"青禾仪器有限公司"', "qinghe dryer"):
        assert [hit.id for hit in engine.search(Request(query=query)).hits] == ["patent:US:99990001:B2"], query
    assert [hit.id for hit in engine.search(Request(query="hemiao")).hits] == ["trademark:EM:099990001"]
    for query in ("owner:muller", "owner:Söhne", 'owner:"Müller & Söhne"'):
        assert [hit.id for hit in engine.search(Request(query=query)).hits] == ["trademark:EM:099990001"], query
