"""The table of fields: what can be asked, under which names, how it is analysed, and where it stands in the records.

To make something searchable, add a row. `read` names attributes of the record by kind of right; a
dot goes one step further in. Everything else (schema, grammar, facets, documentation) follows.
"""

from collections.abc import Mapping
from functools import cache
from typing import Literal

import msgspec

Analysis = Literal["text", "name", "pinyin", "class", "number", "date", "value"]
"""text: words, stemmed and exact, Chinese by word, bigram and character. name: the same unstemmed, with
pinyin. pinyin: only that. class: a symbol of the scheme of that name finds its whole subtree (see `classes`). number: any
usual writing. date: ranges. value: as it stands."""

Facet = Literal["kind", "office", "status", "source"]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One searchable field. `weight` > 0: plain words are looked for here too, and count that much. `members`: a group of fields."""

    name: str
    aliases: tuple[str, ...] = ()
    analysis: Analysis = "value"
    weight: float = 0.0
    read: Mapping[str, tuple[str, ...]] = {}
    members: tuple[str, ...] = ()
    facet: Facet | None = None
    zh: str
    en: str


def _everywhere(*paths: str) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(("patent", "trademark", "design", "gi"), paths)


FIELDS: tuple[Field, ...] = (
    Field(
        name="title",
        aliases=("ti", "name", "mark", "标题", "名称", "发明名称", "商标名称"),
        analysis="text",
        weight=3.0,
        read={
            "patent": ("titles",),
            "trademark": ("verbal_elements", "transliterations", "translations"),
            "design": ("product_names", "verbal_elements"),
            "gi": ("names", "transliterations"),
        },
        zh="发明名称、商标文字、产品名称、地理标志名称",
        en="title of a patent, words of a mark, name of a product or of a geographical indication",
    ),
    Field(
        name="abstract",
        aliases=("ab", "摘要"),
        analysis="text",
        weight=1.0,
        read={"patent": ("abstracts",), "trademark": ("descriptions", "disclaimers", "colours"), "design": ("descriptions",)},
        zh="摘要；商标或外观设计的说明",
        en="abstract; description of a mark or design",
    ),
    Field(
        name="claims",
        aliases=("claim", "cl", "权利要求"),
        analysis="text",
        weight=0.8,
        read={"patent": ("claims",)},
        zh="权利要求",
        en="claims",
    ),
    Field(
        name="description",
        aliases=("desc", "de", "说明书"),
        analysis="text",
        weight=0.4,
        read={"patent": ("descriptions",)},
        zh="说明书",
        en="description of a patent",
    ),
    Field(
        name="goods",
        aliases=("goods_services", "product", "商品", "服务", "产品"),
        analysis="text",
        weight=1.0,
        read={"trademark": ("goods_services.texts",), "gi": ("products", "product_type", "area", "regions")},
        zh="商品和服务；地理标志的产品和产区",
        en="goods and services; products and area of a geographical indication",
    ),
    Field(
        name="applicant",
        aliases=("owner", "holder", "assignee", "proprietor", "pa", "申请人", "权利人", "专利权人", "所有人"),
        analysis="name",
        weight=1.5,
        read={"patent": ("applicants", "assignees"), "trademark": ("applicants",), "design": ("applicants",), "gi": ("applicants",)},
        zh="申请人、权利人",
        en="applicants, owners, assignees",
    ),
    Field(
        name="inventor",
        aliases=("designer", "in", "发明人", "设计人"),
        analysis="name",
        weight=1.0,
        read={"patent": ("inventors",), "design": ("designers",)},
        zh="发明人、设计人",
        en="inventors, designers",
    ),
    Field(
        name="agent",
        aliases=("attorney", "representative", "代理人", "代理机构"),
        analysis="name",
        read={"patent": ("agents",), "trademark": ("representatives",), "design": ("representatives",)},
        zh="代理人、代理机构",
        en="agents, representatives",
    ),
    Field(
        name="pinyin",
        aliases=("拼音",),
        analysis="pinyin",
        weight=1.5,
        read={"trademark": ("verbal_elements",), "gi": ("names",)},
        zh="商标文字和地理标志名称的拼音",
        en="sound of a Chinese mark or name, in pinyin",
    ),
    Field(
        name="text",
        aliases=("全文",),
        members=("title", "abstract", "claims", "description", "goods"),
        zh="以上各文字字段中的任一个",
        en="any of the text fields above (title, abstract, claims, description, goods)",
    ),
    Field(name="ipc", aliases=("国际专利分类",), analysis="class", zh="国际专利分类", en="IPC symbol"),
    Field(name="cpc", aliases=("联合专利分类",), analysis="class", zh="联合专利分类", en="CPC symbol"),
    Field(
        name="locarno",
        aliases=("洛迦诺分类",),
        analysis="class",
        zh="洛迦诺分类（外观设计）",
        en="Locarno class (designs)",
    ),
    Field(
        name="nice",
        aliases=("尼斯分类", "国际分类"),
        analysis="class",
        zh="尼斯分类（商品和服务）",
        en="Nice class (goods and services)",
    ),
    Field(
        name="vienna",
        aliases=("维也纳分类", "图形要素"),
        analysis="class",
        zh="维也纳分类（图形要素）",
        en="Vienna code (figurative elements)",
    ),
    Field(
        name="uspc",
        aliases=("us-class",),
        analysis="class",
        zh="美国专利分类",
        en="US patent class",
    ),
    Field(
        name="class",
        aliases=("分类", "类别", "分类号"),
        members=("ipc", "cpc", "locarno", "nice", "vienna", "uspc"),
        zh="以上分类中的任一个",
        en="any of the classifications above",
    ),
    Field(
        name="published",
        aliases=("pub", "pd", "publication_date", "公开日", "公告日"),
        analysis="date",
        read=_everywhere("publication_date", "registration_date"),
        zh="公开（公告）日，没有时取注册日",
        en="day of publication, else of registration",
    ),
    Field(
        name="filed",
        aliases=("ad", "application_date", "申请日"),
        analysis="date",
        read=_everywhere("application_date"),
        zh="申请日",
        en="day of filing",
    ),
    Field(
        name="registered",
        aliases=("granted", "registration_date", "注册日", "授权日"),
        analysis="date",
        read={**_everywhere("registration_date"), "patent": ("grant_date",)},
        zh="注册日、授权日",
        en="day of registration or grant",
    ),
    Field(
        name="expires",
        aliases=("expiry_date", "届满日"),
        analysis="date",
        read=_everywhere("expiry_date"),
        zh="届满日",
        en="day on which the right expires",
    ),
    Field(
        name="publication_number",
        aliases=("pn", "公开号", "公告号"),
        analysis="number",
        read={"patent": ("publication",)},
        zh="公开（公告）号",
        en="number of a publication",
    ),
    Field(
        name="application_number",
        aliases=("an", "serial", "申请号"),
        analysis="number",
        read={
            "patent": ("application", "pct_application"),
            "trademark": ("application_number",),
            "design": ("application_number",),
        },
        zh="申请号",
        en="number of an application",
    ),
    Field(
        name="registration_number",
        aliases=("rn", "注册号"),
        analysis="number",
        read={
            "trademark": ("registration_number", "international_number"),
            "design": ("design_number",),
            "gi": ("file_number",),
        },
        zh="注册号",
        en="number of a registration",
    ),
    Field(
        name="number",
        aliases=("no", "nr", "号码", "编号"),
        members=("publication_number", "application_number", "registration_number"),
        zh="以上号码中的任一个，任何常见写法",
        en="any of the numbers above, in any usual writing",
    ),
    Field(name="id", aliases=("标识",), zh="本系统中的标识", en="the record's id"),
    Field(name="family", aliases=("同族",), read={"patent": ("family_id",)}, zh="专利族", en="patent family"),
    Field(name="kind", aliases=("right", "权利类型"), facet="kind", read={}, zh="权利类型", en="patent, trademark, design or gi"),
    Field(
        name="kindcode",
        aliases=("文献类型",),
        read={"patent": ("publication.kind",)},
        zh="文献种类代码（ST.16）",
        en="kind code of a publication (ST.16)",
    ),
    Field(
        name="type",
        aliases=("种类",),
        read={"patent": ("type",), "trademark": ("kind_mark",), "gi": ("gi_type",)},
        zh="专利种类、商标种类、地理标志种类",
        en="type of patent, of mark, of geographical indication",
    ),
    Field(
        name="office", aliases=("局", "受理局"), facet="office", read=_everywhere("office"), zh="主管局（ST.3）", en="office (ST.3 code)"
    ),
    Field(
        name="country",
        aliases=("国家", "原产国"),
        read={
            "patent": ("applicants.address.country", "assignees.address.country"),
            "trademark": ("applicants.address.country",),
            "design": ("applicants.address.country",),
            "gi": ("countries",),
        },
        zh="申请人所在国；地理标志的原产国",
        en="country of the applicants, or of origin",
    ),
    Field(
        name="status",
        aliases=("状态", "法律状态"),
        facet="status",
        read=_everywhere("status.kind"),
        zh="状态：in-force、pending、ended、refused、unknown",
        en="in-force, pending, ended, refused or unknown",
    ),
    Field(
        name="feature",
        aliases=("商标形式",),
        read={"trademark": ("feature",)},
        zh="商标形式",
        en="feature of a mark (Word, Figurative ...)",
    ),
    Field(name="source", aliases=("来源",), facet="source", read={}, zh="数据来源", en="data product the record comes from"),
)

BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}


@cache
def names() -> Mapping[str, str]:
    """Every name and alias, in lower case -> the field's own name."""
    return {alias.lower(): field.name for field in FIELDS for alias in (field.name, *field.aliases)}


@cache
def members(name: str) -> tuple[Field, ...]:
    """The fields that a name stands for: itself, or the members of a group."""
    field = BY_NAME[name]
    return tuple(BY_NAME[member] for member in field.members) or (field,)


@cache
def plain_fields() -> tuple[Field, ...]:
    """Where words without a field are looked for."""
    return tuple(field for field in FIELDS if field.weight)
