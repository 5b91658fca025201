"""The query language: what it means, that it prints back, and what it says when it is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipcommons.search.errors import QueryError, QuerySyntaxError, TooBroad, UnknownField
from ipcommons.search.fields import FIELDS
from ipcommons.search.query import Query, parse, printed
from ipcommons.search.query.reading import read
from ipcommons.search.query.tree import And, AnyOf, Everything, In, Near, Not, Or, Phrase, Range, Wildcard, Word

hair, dryer = Word("hair"), Word("dryer")

MEANINGS: dict[str, Query] = {
    "": Everything(),
    "*": Everything(),
    "hair dryer": And((hair, dryer)),
    "hair AND dryer": And((hair, dryer)),
    "hair and dryer": And((hair, dryer)),
    "hair oR dryer": Or((hair, dryer)),
    "hair not dryer": And((hair, Not(dryer))),
    "hair OR dryer comb": Or((hair, And((dryer, Word("comb"))))),
    "(hair OR comb) dryer": And((Or((hair, Word("comb"))), dryer)),
    "android or organ": Or((Word("android"), Word("organ"))),
    "hair & beauty": And((hair, Word("beauty"))),
    '"hair dryer"': Phrase("hair dryer"),
    "“hair dryer”": Phrase("hair dryer"),
    "hair NEAR/5 dryer": Near(("hair", "dryer"), 5),
    "a near/2 b NEAR/2 c": Near(("a", "b", "c"), 2),
    "title:hair near/5 dryer": In("title", Near(("hair", "dryer"), 5)),
    "electro*": Wildcard("electro*"),
    "ele*tic": Wildcard("ele*tic"),
    "ipc:A45D20/12": In("ipc", Word("A45D20/12")),
    "pub:[2010 TO 2020]": In("published", Range("2010", "2020")),
    "pub:[2010 to *]": In("published", Range("2010", None)),
    "filed:>=2015-03": In("filed", Range("2015-03", None)),
    "filed:<20150301": In("filed", Range(None, "2015-03-01", with_high=False)),
    "registered:2015": In("registered", Word("2015")),
    "title:(hair dryer)": In("title", And((hair, dryer))),
    "title: hair": In("title", hair),
    "TI:hair": In("title", hair),
    "标题:电池 与 隔膜": And((In("title", Word("电池")), Word("隔膜"))),
    "电池 或 隔膜": Or((Word("电池"), Word("隔膜"))),
    "电池 非 隔膜": And((Word("电池"), Not(Word("隔膜")))),
    "电池与隔膜": Word("电池与隔膜"),
    "申请人：（华为　ＯＲ　中兴）": In("applicant", Or((Word("华为"), Word("中兴")))),
    "id:patent:US:99990001:B2": In("id", Word("patent:US:99990001:B2")),
    "10:1 ratio": And((Word("10:1"), Word("ratio"))),
    "any(hair dryer)": AnyOf(("hair", "dryer")),
}


@pytest.mark.parametrize("text", MEANINGS)
def test_a_query_means_its_tree(text: str) -> None:
    assert parse(text) == MEANINGS[text]


@pytest.mark.parametrize("text", MEANINGS)
def test_a_query_prints_back_to_the_same_tree(text: str) -> None:
    assert parse(printed(parse(text))) == parse(text)


WRONG: dict[str, tuple[type[QueryError], int, str]] = {
    "title:(": (QuerySyntaxError, 8, "a word"),
    "pub:[2010 TO": (QuerySyntaxError, 13, "a date or number"),
    "AND AND": (QuerySyntaxError, 1, "a word"),
    '"open': (QuerySyntaxError, 1, 'a closing quote (")'),
    "nosuchfield:x": (UnknownField, 1, "title"),
    "hair tilte:x": (UnknownField, 6, "title"),
    "a NEAR/x b": (QuerySyntaxError, 8, "a whole number from 1 to 100, as in NEAR/5"),
    "a NEAR/0 b": (QuerySyntaxError, 8, "a whole number from 1 to 100, as in NEAR/5"),
    "a NEAR/5 b NEAR/6 c": (QuerySyntaxError, 17, "the same number in one chain of NEAR"),
    '"a b" NEAR/5 c': (QuerySyntaxError, 7, "AND"),
    "hair OR": (QuerySyntaxError, 8, "a word"),
    "(hair": (QuerySyntaxError, 6, "')'"),
    "hair)": (QuerySyntaxError, 5, "the end of the query"),
    "()": (QuerySyntaxError, 2, "a word"),
    '""': (QuerySyntaxError, 1, "words between the quotes"),
    "*dryer": (TooBroad, 1, "at least 2 letters before the first *"),
    "title:e*": (TooBroad, 7, "at least 2 letters before the first *"),
    "pub:yesterday": (QuerySyntaxError, 5, "a date as 2019, 2019-07 or 2019-07-31"),
    "pub:[2010 TO 2010-02-30]": (QuerySyntaxError, 14, "a date as 2019, 2019-07 or 2019-07-31"),
    "title:[1 TO 2]": (QuerySyntaxError, 8, "a date field before a range (published, filed, registered, expires)"),
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_query_points_at_the_column_and_says_what_was_expected(text: str) -> None:
    kind, column, expected = WRONG[text]

    with pytest.raises(kind) as caught:
        parse(text)

    assert caught.value.column == column
    assert expected in caught.value.expected


def test_a_pasted_text_is_ranked_by_any_of_its_words() -> None:
    claim = "A hair dryer comprising: a housing; a motor (or a turbine) and a fan that is arranged in the housing"

    assert parse(claim) == AnyOf(("hair", "dryer", "comprising", "housing", "motor", "turbine", "fan", "arranged"))
    assert isinstance(parse("一种锂离子电池隔膜，包括多孔基膜以及涂覆在所述多孔基膜至少一个表面上的陶瓷层"), AnyOf)


def test_words_that_say_too_little_are_not_required_unless_nothing_else_is_asked() -> None:
    assert printed(read("dryer for the hair").tree) == "dryer AND hair"
    assert printed(read("for the").tree) == "for AND the"
    assert printed(read('"dryer for the hair"').tree) == '"dryer for the hair"'


def test_a_number_is_looked_up_as_a_number_and_bare_digits_also_as_a_word() -> None:
    assert read("US 99,990,001 B2").tree == In("number", Phrase("US 99,990,001 B2"))
    assert read("patent:US:99990001:B2").tree == In("id", Phrase("patent:US:99990001:B2"))
    assert read("99990001").tree == Or((In("number", Phrase("99990001")), Word("99990001")))


words = st.from_regex(r"[a-z]{2,8}|[电池隔膜锂]{1,4}", fullmatch=True).filter(
    lambda word: word.lower() not in {"and", "or", "not", "near", "any", "to"}
)
dates = st.sampled_from(["2010", "2010-05", "2010-05-17"])
leaves = st.one_of(
    words.map(Word),
    st.lists(words, min_size=1, max_size=3).map(lambda found: Phrase(" ".join(found))),
    words.map(lambda word: Wildcard(f"ab{word}*")),
    st.builds(Near, st.lists(words, min_size=2, max_size=3).map(tuple), st.integers(1, 100)),
    st.lists(words, min_size=1, max_size=4).map(lambda found: AnyOf(tuple(found))),
)
ranges = st.one_of(
    st.builds(Range, dates, dates),
    st.builds(Range, dates, st.none(), st.booleans()),
    st.builds(Range, st.none(), dates, st.just(value=True), st.booleans()),
)
text_fields = st.sampled_from([field.name for field in FIELDS if field.analysis in {"text", "name"}])


def _flat(kind: type[And] | type[Or], parts: list[Query]) -> Query:
    return kind(tuple(inner for part in parts for inner in (part.nodes if isinstance(part, kind) else (part,))))


def _grown(trees: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(trees, min_size=2, max_size=3)
    return st.one_of(
        several.map(lambda parts: _flat(And, parts)),
        several.map(lambda parts: _flat(Or, parts)),
        trees.map(Not),
        st.builds(In, text_fields, trees),
        st.builds(In, st.just("published"), ranges),
    )


trees: st.SearchStrategy[Query] = st.recursive(leaves, _grown, max_leaves=12)


@given(trees)
def test_every_tree_prints_to_a_text_that_parses_to_it(tree: Query) -> None:
    assert parse(printed(tree)) == tree


def error_of(text: str) -> QueryError | None:
    try:
        parse(text)
    except QueryError as error:
        return error
    return None


@given(st.text(max_size=60))
def test_any_text_is_a_query_or_a_query_error_within_it(text: str) -> None:
    error = error_of(text)

    assert error is None or (1 <= error.column <= len(text) + 1 and error.expected)
