"""An invention in Chinese, as a filing at the Chinese office words it."""

from collections.abc import Iterator, Sequence
from itertools import cycle

from ipcommons_demo.chance import Chance
from ipcommons_demo.chinese_claims import claim_text, method_name, thing
from ipcommons_demo.fields import Term
from ipcommons_demo.inventions import Invention, Placed
from ipcommons_demo.wording import ClaimText, SectionText, Wording

Kind = str
"""本发明 (an invention) or 本实用新型 (a utility model): what the description calls itself."""


def word(invention: Invention, *, itself: Kind = "本发明") -> Wording:
    """Title, abstract, claims, description and captions."""
    chance = Chance("chinese", invention.wording)
    name = thing(invention)
    claims = tuple(claim_text(invention, plan) for plan in invention.claims)
    captions = _captions(invention, name)
    return Wording(
        title=_title(invention, chance),
        abstract=_abstract(invention, name, itself, chance),
        claims=claims,
        sections=(
            SectionText("technical-field", "技术领域", (_technical_field(invention, name, itself, chance),)),
            SectionText("background", "背景技术", _background(invention, chance)),
            SectionText("summary", "发明内容" if itself == "本发明" else "实用新型内容", _summary(invention, name, claims, itself, chance)),
            SectionText("drawings", "附图说明", tuple(f"图{n}为{text}；" for n, text in enumerate(captions, 1))),
            SectionText("detailed", "具体实施方式", _detailed(invention, name, itself, chance)),
        ),
        captions=captions,
    )


def _title(invention: Invention, chance: Chance) -> str:
    field = invention.field
    base = invention.quality.zh + field.name.zh
    if field.style == "computing":
        return chance.choice((f"{base}方法、装置及存储介质", f"一种{base}方法及装置", f"{base}方法、电子设备和可读介质"))
    method = field.method.zh if field.method else "使用"
    return chance.choice(
        (f"一种{base}", f"{base}及其{method}方法", f"带有{invention.parts[1].part.name.zh}的{field.name.zh}", f"一种{base}及{method}方法")
    )


def _abstract(invention: Invention, name: str, itself: Kind, chance: Chance) -> str:
    core = invention.parts[: invention.core]
    start = chance.choice(
        (f"{itself}公开了一种{name}，", f"{itself}提供一种{name}，", f"{itself}涉及{invention.field.domain.zh}领域，具体涉及一种{name}，")
    )
    if invention.field.style == "computing":
        body = f"其方法包括：{'；'.join(step.zh for step in invention.steps)}。"
    elif invention.field.style == "composition":
        body = f"按质量份计，包括：{'、'.join(f'{p.part.name.zh}{p.low}～{p.high}份' for p in core)}。"
    else:
        body = (
            f"包括{'、'.join(p.part.name.zh for p in core)}。"
            + "；".join(f"所述{p.part.name.zh}用于{p.part.purpose.zh}" for p in core[1:])
            + "。"
        )
    effects = "，".join(effect.zh for effect in invention.effects[:2])
    end = chance.choice((f"{itself}能够{effects}。", f"由此可以{effects}。", f"与现有技术相比，{itself}能够{effects}。"))
    return start + body + end


def _technical_field(invention: Invention, name: str, itself: Kind, chance: Chance) -> str:
    return chance.choice(
        (
            f"{itself}涉及{invention.field.domain.zh}技术领域，尤其涉及一种{name}。",
            f"{itself}属于{invention.field.domain.zh}技术领域，具体涉及一种{name}。",
        )
    )


def _background(invention: Invention, chance: Chance) -> tuple[str, ...]:
    field = invention.field
    first = chance.choice(
        (
            f"随着{field.domain.zh}技术的发展，{field.name.zh}得到了越来越广泛的应用。",
            f"{field.name.zh}是{field.domain.zh}领域中常见的技术方案，市场对其性能的要求不断提高。",
            f"在{field.domain.zh}领域，现有的{field.name.zh}通常仅依靠{invention.parts[0].part.name.zh}实现基本功能。",
        )
    )
    one, two = (problem.zh for problem in invention.problems)
    second = chance.choice(
        (f"然而，现有的{field.name.zh}存在以下不足：其一，{one}；其二，{two}。", f"但在实际使用中，{one}，并且{two}，影响了使用效果。")
    )
    return first, second, f"因此，如何{invention.effects[0].zh}，是本领域技术人员亟待解决的问题。"


def _summary(invention: Invention, name: str, claims: Sequence[ClaimText], itself: Kind, chance: Chance) -> tuple[str, ...]:
    one, two = invention.problems
    aim = f"{itself}的目的在于提供一种{name}，以解决现有技术中{one.zh}、{two.zh}的问题。"
    told = [
        f"为实现上述目的，{itself}采用如下技术方案：" + claim.preamble.replace("其特征在于，", "") + "".join(claim.features)
        for claim in claims
        if claim.features
    ]
    leads = ("进一步地，", "优选地，", "可选地，", "作为一种可能的实现方式，")
    additions = [addition for claim in claims if claim.depends_on and (addition := claim.preamble.partition("其特征在于，")[2])]
    details = [chance.choice(leads) + addition for addition in additions[:5]]
    gain = f"与现有技术相比，{itself}的有益效果在于：{'；'.join(f'（{n}）{effect.zh}' for n, effect in enumerate(invention.effects, 1))}。"
    return aim, *told, *details, gain


def _captions(invention: Invention, name: str) -> tuple[str, ...]:
    computing = invention.field.style == "computing"
    first = f"一个实施例的{name}的结构{'框图' if computing else '示意图'}"
    second = f"{invention.parts[1].part.name.zh}的局部放大图" if invention.field.style == "apparatus" else "一个实施例的方法流程图"
    return (first, second, f"{invention.measures[0].measure.name.zh}随时间的变化曲线")[: invention.figures]


def _detailed(invention: Invention, name: str, itself: Kind, chance: Chance) -> tuple[str, ...]:
    start = chance.choice(
        (
            f"下面结合附图和实施例对{itself}作进一步说明。应当理解，此处描述的实施例仅用于解释{itself}，并不用于限定{itself}。",
            "为使目的、技术方案和优点更加清楚，以下结合附图对实施例进行详细描述。",
        )
    )
    numerals = "、".join(f"{p.part.name.zh}«{p.numeral}»" for p in invention.parts[: invention.core])
    overview = f"如图1所示，一种{name}«100»包括{numerals}。"
    remarks = _remarks(chance, invention.field.style)
    body = [_element(invention, placed, remarks, chance) for placed in invention.parts]
    process = [_step(n, step, invention, chance) for n, step in enumerate(invention.steps, 1)]
    lead = f"下面说明{method_name(invention)}。" if invention.field.style == "apparatus" else "如图2所示，所述方法包括以下步骤。"
    end = chance.choice(
        (
            f"以上所述仅为{itself}的较佳实施例，凡在{itself}的精神和原则之内所作的修改、等同替换和改进，均应包含在{itself}的保护范围之内。",
            "上述各实施例中的技术特征可以任意组合，只要不存在矛盾，都应当认为是本说明书记载的范围。",
        )
    )
    return start, overview, *body, lead, *process, *_examples(invention), end


_REMARKS = (
    "这样设置，可以{effect}。",
    "根据实际需要，所述{name}的数量可以为一个或多个。",
    "当所述{name}失效时，其余部件仍能降额工作。",
    "试验表明，所述{name}的位置对能否{effect}有明显影响。",
    "本领域技术人员可以理解，所述{name}也可以采用其他形状，只要能够{purpose}即可。",
    "所述{name}可以免工具拆装，便于维护。",
    "在空间受限的场合，所述{name}可以与相邻部件合并设置。",
    "所述{name}的尺寸由本领域技术人员根据额定输出选取。",
    "与未设置所述{name}的对比例相比，能够{effect}。",
    "外侧设有标识，用于提示所述{name}是否处于工作位置。",
    "装配前对所述{name}进行检测，以剔除早期失效件。",
    "优选地，所述{name}可以从外部操作。",
    "在一种变型中，所述{name}可以作为改装件用于既有设备。",
)
_UNIT_REMARKS = (
    "这样设置，可以{effect}。",
    "所述{name}可以由软件、硬件或者二者的结合实现。",
    "若所述{name}在预设时间内未收到有效输入，则保持上一次的输出。",
    "所述{name}可以独占一个处理器，也可以与其他单元共用处理器。",
    "所述{name}的中间结果可以缓存，以避免重复计算。",
    "所述{name}的参数预先由训练集得到。",
    "实验表明，省略所述{name}时难以{effect}。",
    "所述{name}的输出可以记录，以备核查。",
    "在负载较高时，可以并行运行多个所述{name}。",
)
_INGREDIENT_REMARKS = (
    "当{name}少于{low}份时，难以{effect}；多于{high}份时，成本增加而效果不再提高。",
    "所述{name}可以直接使用市售产品。",
    "所述{name}与其他组分配合，有助于{effect}。",
    "所述{name}在使用前优选经过干燥。",
    "未添加{name}的对比样品不能{effect}。",
    "更换{name}的供应商时，无需调整工艺。",
    "{name}的加入顺序不作限定。",
    "存放超过一周时，所述{name}应密闭保存。",
)


def _remarks(chance: Chance, style: str) -> Iterator[str]:
    """Remarks in an order of this invention, so that none comes up again before all were used."""
    remarks = {"apparatus": _REMARKS, "computing": _UNIT_REMARKS, "composition": _INGREDIENT_REMARKS}[style]
    return cycle(chance.sample(remarks, len(remarks)))


def _element(invention: Invention, placed: Placed, remarks: Iterator[str], chance: Chance) -> str:
    """What a part is for, where it is, and what else there is to say of it."""
    part, first = placed.part, invention.parts[0]
    name = f"{part.name.zh}«{placed.numeral}»"
    if invention.field.style == "composition":
        place = f"所述{part.name.zh}用于{part.purpose.zh}，其用量为{placed.low}～{placed.high}质量份。"
    elif placed is first or invention.field.style == "computing":
        place = f"所述{name}用于{part.purpose.zh}。"
    else:
        other = invention.parts[placed.to]
        place = f"所述{name}{placed.relation.zh.format(f'{other.part.name.zh}«{other.numeral}»')}，用于{part.purpose.zh}。"
    told = [
        next(remarks).format(
            name=part.name.zh, purpose=part.purpose.zh, effect=chance.choice(invention.effects).zh, low=placed.low, high=placed.high
        )
        for _ in range(chance.randint(1, 2))
    ]
    if invention.field.style == "apparatus" and placed in invention.parts[1:3]:
        told.append(f"所述{part.name.zh}可以采用{chance.choice(invention.materials).zh}制成。")
    return place + "".join(told)


def _step(number: int, step: Term, invention: Invention, chance: Chance) -> str:
    measured = invention.measures[0]
    more = (
        f"该步骤有助于{chance.choice(invention.effects).zh}。",
        "该步骤的时长可以根据环境条件由使用者设定。",
        f"在该步骤中，{measured.measure.name.zh}保持在{measured.low}～{measured.high}{measured.measure.unit}。",
        f"该步骤完成后进入步骤S{number + 1}0。" if number < len(invention.steps) else "该步骤完成后流程结束。",
    )
    return f"步骤S{number}0：{step.zh}。{chance.choice(more)}"


def _examples(invention: Invention) -> list[str]:
    texts = []
    for n, ordinal in enumerate("一二三"):
        values = "，".join(f"{m.measure.name.zh}为{m.examples[n]}{m.measure.unit}" for m in invention.measures)
        texts.append(f"实施例{ordinal}：{values}。经检测，能够{invention.effects[n % len(invention.effects)].zh}。")
    return texts
