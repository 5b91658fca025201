"""The claims of an invention in Chinese, as a filing at the Chinese office words them."""

from collections.abc import Callable, Sequence

from ipcommons_demo.inventions import ClaimPlan, Invention, Placed
from ipcommons_demo.wording import ClaimText


def thing(invention: Invention) -> str:
    """What is claimed: 低噪声电吹风; for computing the device: 低复杂度图像编码装置."""
    name = invention.quality.zh + invention.field.name.zh
    return f"{name}装置" if invention.field.style == "computing" else name


def _component(invention: Invention, placed: Placed) -> str:
    name = placed.part.name.zh
    if invention.field.style == "composition":
        return f"{name}{placed.low}～{placed.high}份"
    if invention.field.style == "computing" or placed is invention.parts[0]:
        return f"{name}，用于{placed.part.purpose.zh}"
    return f"{name}，{placed.relation.zh.format(invention.parts[placed.to].part.name.zh)}，用于{placed.part.purpose.zh}"


ClaimWords = tuple[str, tuple[str, ...], str]


def claim_text(invention: Invention, plan: ClaimPlan) -> ClaimText:
    preamble, features, reference = _CLAIMS[plan.kind](invention, plan)
    return ClaimText(plan.number, plan.depends_on, preamble, features, reference)


def _reference(plan: ClaimPlan) -> str:
    numbers = plan.depends_on
    if len(numbers) == 1:
        return f"权利要求{numbers[0]}"
    return f"权利要求{numbers[0]}或{numbers[1]}" if len(numbers) == 2 else f"权利要求{numbers[0]}至{numbers[-1]}中任一项"


def _depending(invention: Invention, plan: ClaimPlan) -> tuple[str, str]:
    root = plan
    while root.depends_on:
        root = invention.claims[root.depends_on[0] - 1]
    reference = _reference(plan)
    name = method_name(invention) if root.kind == "method" else thing(invention)
    return f"根据{reference}所述的{name}，其特征在于，", reference


def method_name(invention: Invention) -> str:
    field = invention.field
    if field.method is None:
        return f"{invention.quality.zh}{field.name.zh}方法"
    return f"{field.name.zh}的{field.method.zh}方法"


def _listed(features: Sequence[str]) -> tuple[str, ...]:
    return tuple(f + ("。" if n == len(features) - 1 else "；") for n, f in enumerate(features))


def _thing_claim(invention: Invention, _plan: ClaimPlan) -> ClaimWords:
    features = _listed([_component(invention, placed) for placed in invention.parts[: invention.core]])
    what = "按质量份计，包括" if invention.field.style == "composition" else "包括"
    return f"一种{thing(invention)}，其特征在于，{what}：", features, ""


def _method_claim(invention: Invention, _plan: ClaimPlan) -> ClaimWords:
    return f"一种{method_name(invention)}，其特征在于，包括以下步骤：", _listed([step.zh for step in invention.steps]), ""


def _medium_claim(_invention: Invention, plan: ClaimPlan) -> ClaimWords:
    reference = _reference(plan)
    return (
        f"一种计算机可读存储介质，其上存储有计算机程序，其特征在于，所述计算机程序被处理器执行时实现{reference}所述的方法。",
        (),
        reference,
    )


def _part_claim(invention: Invention, plan: ClaimPlan) -> ClaimWords:
    start, reference = _depending(invention, plan)
    return f"{start}还包括{_component(invention, invention.parts[plan.about])}。", (), reference


def _material_claim(invention: Invention, plan: ClaimPlan) -> ClaimWords:
    start, reference = _depending(invention, plan)
    material = plan.material.zh if plan.material else ""
    return f"{start}所述{invention.parts[plan.about].part.name.zh}的材料包括{material}。", (), reference


def _measure_claim(invention: Invention, plan: ClaimPlan) -> ClaimWords:
    start, reference = _depending(invention, plan)
    measured = invention.measures[plan.about]
    return f"{start}{measured.measure.name.zh}为{measured.low}～{measured.high}{measured.measure.unit}。", (), reference


def _preferred_claim(invention: Invention, plan: ClaimPlan) -> ClaimWords:
    start, reference = _depending(invention, plan)
    measured = invention.measures[plan.about]
    return f"{start}所述{measured.measure.name.zh}为{measured.inner_low}～{measured.inner_high}{measured.measure.unit}。", (), reference


def _relation_claim(invention: Invention, plan: ClaimPlan) -> ClaimWords:
    start, reference = _depending(invention, plan)
    part, first = invention.parts[plan.about].part.name.zh, invention.parts[0].part.name.zh
    return f"{start}所述{part}能够在不拆卸所述{first}的情况下更换。", (), reference


def _step_claim(invention: Invention, plan: ClaimPlan) -> ClaimWords:
    start, reference = _depending(invention, plan)
    return f"{start}将“{invention.steps[plan.about].zh}”的步骤重复至少一次。", (), reference


def _system_claim(invention: Invention, plan: ClaimPlan) -> ClaimWords:
    reference = _reference(plan)
    name = thing(invention)
    return f"一种系统，其特征在于，包括{reference}所述的{name}以及与所述{name}通信的监控终端。", (), reference


_CLAIMS: dict[str, Callable[[Invention, ClaimPlan], ClaimWords]] = {
    "thing": _thing_claim,
    "method": _method_claim,
    "medium": _medium_claim,
    "part": _part_claim,
    "material": _material_claim,
    "measure": _measure_claim,
    "preferred": _preferred_claim,
    "relation": _relation_claim,
    "step": _step_claim,
    "system": _system_claim,
}
