"""An invention before it has a language: what it consists of, what is claimed, which claim builds on which.

`english` and `chinese` put the same invention into words, so that a family says the same in both.
"""

from typing import Literal

import msgspec
from msgspec.structs import replace

from ipcommons_demo.chance import Chance
from ipcommons_demo.fields import Field, Measure, Part, Term, fields

ClaimKind = Literal["thing", "method", "medium", "part", "material", "measure", "preferred", "relation", "step", "system"]

RELATIONS = (
    Term("与所述{}连接", "connected to the {}"),
    Term("邻近所述{}设置", "arranged adjacent to the {}"),
    Term("安装于所述{}", "mounted on the {}"),
    Term("可拆卸地连接于所述{}", "detachably connected to the {}"),
    Term("与所述{}相对设置", "arranged opposite the {}"),
    Term("由所述{}支撑", "supported by the {}"),
    Term("与所述{}配合", "engaged with the {}"),
)


class Placed(msgspec.Struct, frozen=True):
    """A part of this invention: where it is, its numeral in the figures, and for a composition its range of parts by mass."""

    part: Part
    relation: Term
    to: int
    numeral: int
    low: str = ""
    high: str = ""


class Measured(msgspec.Struct, frozen=True):
    """A quantity with a claimed range, a narrower preferred one, and the values of three examples."""

    measure: Measure
    low: str
    high: str
    inner_low: str
    inner_high: str
    examples: tuple[str, str, str]


class ClaimPlan(msgspec.Struct, frozen=True):
    """What a claim adds: `about` is a place in parts, measures or steps. `depends_on`: earlier claims only."""

    number: int
    kind: ClaimKind
    depends_on: tuple[int, ...] = ()
    about: int = 0
    material: Term | None = None


class Invention(msgspec.Struct, frozen=True, kw_only=True):
    """`core` parts stand in the first claim, the others in dependent ones. `wording` picks among equal phrases."""

    field: Field
    quality: Term
    core: int
    parts: tuple[Placed, ...]
    measures: tuple[Measured, ...]
    materials: tuple[Term, ...]
    problems: tuple[Term, ...]
    effects: tuple[Term, ...]
    steps: tuple[Term, ...]
    claims: tuple[ClaimPlan, ...]
    wording: int
    figures: int


def invent(seed: int, number: int, field: Field | None = None, *, product_only: bool = False, variant: int = 0) -> Invention:
    """Invention `number` of a seed. `variant` keeps the thing and claims it anew, as a continuation does."""
    chance = Chance(seed, "invention", number)
    field = field or chance.choice(fields())
    core = chance.randint(3, 4)
    count = min(len(field.parts), core + chance.randint(1, 3))
    parts = _placed(chance, field, count)
    measures = tuple(_measured(chance, measure) for measure in chance.sample(field.measures, min(len(field.measures), 3)))
    materials = tuple(chance.sample(field.materials, min(2, len(field.materials))))
    # Later steps build on earlier ones: only the last may be missing.
    steps = field.steps[: chance.randint(max(3, len(field.steps) - 1), len(field.steps))]
    made = Invention(
        field=field,
        quality=chance.choice(field.qualities),
        core=core,
        parts=parts,
        measures=measures,
        materials=materials,
        problems=tuple(chance.some(field.problems, 2)),
        effects=tuple(chance.sample(field.effects, 3)),
        steps=steps,
        claims=(),
        wording=chance.randrange(1 << 30) + variant,
        figures=chance.randint(2, 3),
    )
    return replace(made, claims=_claims(Chance(seed, "claims", number, variant), made, product_only=product_only))


def _placed(chance: Chance, field: Field, count: int) -> tuple[Placed, ...]:
    chosen = [0, *chance.sample(range(1, len(field.parts)), count - 1)]
    placed = []
    for place, which in enumerate(chosen):
        part = field.parts[which]
        to = 0 if place < 2 or chance.happens(0.6) else place - 1
        low, high = _range(chance, part.least, part.most) if part.most else ("", "")
        placed.append(Placed(part, chance.choice(RELATIONS), to, 110 + 10 * place, low, high))
    return tuple(placed)


def _measured(chance: Chance, measure: Measure) -> Measured:
    low, high = measure.low, measure.high
    start = low + (high - low) * chance.uniform(0, 0.3)
    end = high - (high - low) * chance.uniform(0, 0.3)
    spread = end - start
    inner = (start + spread * chance.uniform(0.15, 0.35), end - spread * chance.uniform(0.15, 0.35))
    examples = sorted(chance.uniform(start, end) for _ in range(3))
    low_text, inner_low, one, two, three, inner_high, high_text = (
        _figure(value, high - low) if measure.unit else f"{value:.0f}" for value in (start, inner[0], *examples, inner[1], end)
    )
    return Measured(measure, low_text, high_text, inner_low, inner_high, (one, two, three))


def _range(chance: Chance, least: float, most: float) -> tuple[str, str]:
    span = most - least
    return _figure(least + span * chance.uniform(0, 0.3), span), _figure(most - span * chance.uniform(0, 0.3), span)


def _figure(value: float, span: float) -> str:
    """The value with as many digits as make sense in a range of this width."""
    for limit, step in ((20_000, 1000), (2_000, 100), (400, 10), (100, 5), (20, 1)):
        if span >= limit:
            return f"{round(value / step) * step:.0f}"
    return f"{value:.1f}" if span >= 2 else f"{value:.2f}"


Addition = tuple[ClaimKind, int, Term | None]
"""What a dependent claim adds: its kind, which part, measure or step, and a material."""


def _claims(chance: Chance, made: Invention, *, product_only: bool) -> tuple[ClaimPlan, ...]:
    """The tree of claims: things and methods by themselves, then what builds on them."""
    claims: list[ClaimPlan] = []
    parts: list[Addition] = [("part", place, None) for place in range(made.core, len(made.parts))]
    measures: list[Addition] = [("measure", 0, None)]
    if chance.happens(0.6) and made.measures[0].inner_low != made.measures[0].inner_high:
        measures.append(("preferred", 0, None))
    process: list[Addition] = [("measure", 2, None)]
    if chance.happens(0.5):
        process.append(("step", chance.randrange(len(made.steps)), None))
    if made.field.style == "computing":
        method = _add(claims, "method")
        _depend(chance, claims, method, measures + process)
        _depend(chance, claims, _add(claims, "thing"), parts)
        _add(claims, "medium", (method,))
        return tuple(claims)
    if made.field.style == "apparatus":
        parts.insert(chance.randint(0, len(parts)), ("material", chance.randrange(made.core), chance.choice(made.materials)))
        parts.append(("relation", chance.randrange(1, made.core), None))
    if chance.happens(0.5):
        measures.append(("measure", 1, None))
    _depend(chance, claims, _add(claims, "thing"), parts + measures)
    if chance.happens(0.3) and made.field.style == "apparatus":
        _add(claims, "system", tuple(range(1, len(claims) + 1)))
    if not product_only:
        _depend(chance, claims, _add(claims, "method"), process)
    return tuple(claims)


def _add(claims: list[ClaimPlan], kind: ClaimKind, depends_on: tuple[int, ...] = (), about: int = 0, material: Term | None = None) -> int:
    claims.append(ClaimPlan(len(claims) + 1, kind, depends_on, about, material))
    return len(claims)


def _depend(chance: Chance, claims: list[ClaimPlan], first: int, additions: list[Addition]) -> None:
    """Claims below `first`: on it, on the one before, or on any of those so far; a narrower range on the wider."""
    for kind, about, material in additions:
        last = len(claims)
        if kind == "preferred":
            on: tuple[int, ...] = (max(c.number for c in claims if c.kind == "measure" and c.about == about),)
        elif last > first + 1 and chance.happens(0.25):
            on = tuple(range(first, last + 1))
        else:
            on = (chance.choice((first, first, last)),)
        _add(claims, kind, on, about, material)
