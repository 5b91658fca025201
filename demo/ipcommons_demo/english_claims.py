"""The claims of an invention in English, as a US filing words them."""

from collections.abc import Callable, Sequence

from ipcommons_demo.inventions import ClaimPlan, Invention, Measured, Placed
from ipcommons_demo.wording import ClaimText


def thing(invention: Invention) -> str:
    """What is claimed, without article: "low-noise hair dryer", "low-complexity image coding apparatus"."""
    name = f"{invention.quality.en} {invention.field.name.en}"
    return f"{name} apparatus" if invention.field.style == "computing" else name


def article(noun: str) -> str:
    """The noun with its indefinite article, by sound."""
    vowel = noun[0].lower() in "aeiou" and not noun.lower().startswith(("uni", "use", "ul-", "one"))
    return f"{'an' if vowel or noun.startswith(('LED', 'S-')) else 'a'} {noun}"


def listed(items: Sequence[str]) -> str:
    """ "a, b and c"."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1]


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def purpose(placed: Placed) -> str:
    return f"configured to {placed.part.purpose.en}"


def _component(invention: Invention, placed: Placed) -> str:
    """A part as a claim introduces it, with the place it has relative to a part named before."""
    name = placed.part.name.en
    if invention.field.style == "composition":
        return f"{placed.low} to {placed.high} parts by mass of {name}"
    if invention.field.style == "computing" or placed is invention.parts[0]:
        return f"{article(name)} {purpose(placed)}"
    other = invention.parts[placed.to].part.name.en
    return f"{article(name)} {placed.relation.en.format(other)} and {purpose(placed)}"


def span(measured: Measured) -> str:
    return f"from {measured.low} to {measured.measure.shown(measured.high)}"


def claim_text(invention: Invention, plan: ClaimPlan) -> ClaimText:
    writer = _CLAIMS[plan.kind]
    preamble, features, reference = writer(invention, plan)
    return ClaimText(plan.number, plan.depends_on, preamble, features, reference)


ClaimWords = tuple[str, tuple[str, ...], str]


def _reference(plan: ClaimPlan) -> str:
    """How the earlier claims are named; a US claim with several is one of any of them."""
    numbers = plan.depends_on
    return f"claim {numbers[0]}" if len(numbers) == 1 else f"any one of claims {numbers[0]} to {numbers[-1]}"


def _kind_of_root(invention: Invention, plan: ClaimPlan) -> str:
    """ "The hair dryer" or "The method": what the claim at the root of this one is about."""
    root = plan
    while root.depends_on:
        root = invention.claims[root.depends_on[0] - 1]
    return "method" if root.kind == "method" else thing(invention)


def _depending(invention: Invention, plan: ClaimPlan) -> tuple[str, str]:
    reference = _reference(plan)
    return f"The {_kind_of_root(invention, plan)} of {reference}", reference


def _thing_claim(invention: Invention, _plan: ClaimPlan) -> ClaimWords:
    features = [_component(invention, placed) for placed in invention.parts[: invention.core]]
    if invention.field.style != "composition":
        return f"{sentence(article(thing(invention)))}, comprising:", _enumerated(features), ""
    return f"{sentence(article(thing(invention)))}, comprising, in parts by mass:", _enumerated(features), ""


def _enumerated(features: Sequence[str]) -> tuple[str, ...]:
    last = len(features) - 1
    return tuple(f + (";" if n < last - 1 else "; and" if n == last - 1 else ".") for n, f in enumerate(features))


def _method_claim(invention: Invention, _plan: ClaimPlan) -> ClaimWords:
    field = invention.field
    if field.style == "computing":
        start = f"{sentence(article(invention.quality.en))} {field.name.en} method, performed by a computing device, the method comprising:"
        return start, _enumerated([step.en for step in invention.steps]), ""
    method = field.method.en if field.method else "using"
    start = f"A method for {method} {article(thing(invention))}, comprising:"
    return start, _enumerated([step.en for step in invention.steps]), ""


def _medium_claim(_invention: Invention, plan: ClaimPlan) -> ClaimWords:
    reference = _reference(plan)
    medium = "A non-transitory computer-readable storage medium storing instructions which, when executed by a processor,"
    return f"{medium} cause the processor to perform the method of {reference}.", (), reference


def _part_claim(invention: Invention, plan: ClaimPlan) -> ClaimWords:
    start, reference = _depending(invention, plan)
    return f"{start}, further comprising {_component(invention, invention.parts[plan.about])}.", (), reference


def _material_claim(invention: Invention, plan: ClaimPlan) -> ClaimWords:
    start, reference = _depending(invention, plan)
    material = plan.material.en if plan.material else ""
    return f"{start}, wherein a material of the {invention.parts[plan.about].part.name.en} comprises {material}.", (), reference


def _measure_claim(invention: Invention, plan: ClaimPlan) -> ClaimWords:
    start, reference = _depending(invention, plan)
    measured = invention.measures[plan.about]
    return f"{start}, wherein {article(measured.measure.name.en)} is {span(measured)}.", (), reference


def _preferred_claim(invention: Invention, plan: ClaimPlan) -> ClaimWords:
    start, reference = _depending(invention, plan)
    measured = invention.measures[plan.about]
    inner = f"from {measured.inner_low} to {measured.measure.shown(measured.inner_high)}"
    return f"{start}, wherein the {measured.measure.name.en} is {inner}.", (), reference


def _relation_claim(invention: Invention, plan: ClaimPlan) -> ClaimWords:
    start, reference = _depending(invention, plan)
    part, first = invention.parts[plan.about].part.name.en, invention.parts[0].part.name.en
    return f"{start}, wherein the {part} is replaceable without detaching the {first}.", (), reference


def _step_claim(invention: Invention, plan: ClaimPlan) -> ClaimWords:
    start, reference = _depending(invention, plan)
    return f"{start}, wherein the step of {invention.steps[plan.about].en} is repeated at least once.", (), reference


def _system_claim(invention: Invention, plan: ClaimPlan) -> ClaimWords:
    reference, name = _reference(plan), thing(invention)
    return f"A system comprising the {name} of {reference} and a monitoring terminal in communication with the {name}.", (), reference


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
