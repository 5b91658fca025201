"""An invention in English, as a US filing words it."""

from collections.abc import Iterator, Sequence
from itertools import cycle

from ipcommons_demo.chance import Chance
from ipcommons_demo.english_claims import article, claim_text, listed, purpose, sentence, span, thing
from ipcommons_demo.fields import Term
from ipcommons_demo.inventions import Invention, Placed
from ipcommons_demo.wording import ClaimText, SectionText, Wording


def word(invention: Invention) -> Wording:
    """Title, abstract, claims, description and captions."""
    chance = Chance("english", invention.wording)
    name = thing(invention)
    claims = tuple(claim_text(invention, plan) for plan in invention.claims)
    captions = _captions(invention, name)
    return Wording(
        title=_title(invention, chance),
        abstract=_abstract(invention, name, chance),
        claims=claims,
        sections=(
            SectionText("technical-field", "TECHNICAL FIELD", (_technical_field(invention, name, chance),)),
            SectionText("background", "BACKGROUND", _background(invention, chance)),
            SectionText("summary", "SUMMARY", _summary(invention, name, claims, chance)),
            SectionText("drawings", "BRIEF DESCRIPTION OF THE DRAWINGS", _drawings(captions)),
            SectionText("detailed", "DETAILED DESCRIPTION", _detailed(invention, name, chance)),
        ),
        captions=captions,
    )


def _title(invention: Invention, chance: Chance) -> str:
    field, name = invention.field, thing(invention)
    if field.style == "computing":
        subject = f"{invention.quality.en} {field.name.en}"
        return sentence(
            chance.choice(
                (
                    f"method and apparatus for {subject}",
                    f"{subject} method, apparatus and storage medium",
                    f"{subject} using {article(invention.parts[1].part.name.en)}",
                )
            )
        )
    method = field.method.en if field.method else "using"
    feature = invention.parts[1].part.name.en
    forms = (
        name,
        f"{name} and method for {method} the same",
        f"{field.name.en} with {feature if field.style == 'composition' else article(feature)}",
        name,
    )
    return sentence(chance.choice(forms))


def _abstract(invention: Invention, name: str, chance: Chance) -> str:
    core = invention.parts[: invention.core]
    effects = [effect.en for effect in invention.effects]
    if invention.field.style == "computing":
        start = chance.choice(("A method and an apparatus for {} are disclosed.", "The disclosure provides a method for {}."))
        start = start.format(f"{invention.quality.en} {invention.field.name.en}")
        body = f"The method includes: {'; '.join(step.en for step in invention.steps)}."
    elif invention.field.style == "composition":
        start = f"{sentence(article(name))} is disclosed."
        body = f"It contains, in parts by mass, {listed([f'{p.low} to {p.high} parts of {p.part.name.en}' for p in core])}."
    else:
        parts = listed([article(p.part.name.en) for p in core])
        start = chance.choice((f"{sentence(article(name))} includes {parts}.", f"Disclosed is {article(name)}, which includes {parts}."))
        body = " ".join(f"The {p.part.name.en} is {purpose(p)}." for p in core[1:])
    end = chance.choice(("This makes it possible to {} and to {}.", "It is thereby possible to {} and {}.", "This helps to {} and to {}."))
    return f"{start} {body} {end.format(effects[0], effects[1])}"


def _technical_field(invention: Invention, name: str, chance: Chance) -> str:
    forms = (
        "The present disclosure relates to the field of {}, and more particularly to {}.",
        "This invention relates to {}, and in particular to {}.",
        "The subject matter described herein belongs to the field of {} and concerns {}.",
    )
    return chance.choice(forms).format(invention.field.domain.en, article(name))


def _background(invention: Invention, chance: Chance) -> tuple[str, ...]:
    field = invention.field
    subject = article(field.name.en) if field.style != "computing" else field.name.en
    kind = {"apparatus": "in daily use", "composition": "in production", "computing": "in practice"}[field.style]
    domain = f"the field of {field.domain.en}"
    first_part = invention.parts[0].part.name.en if field.style == "composition" else article(invention.parts[0].part.name.en)
    first = chance.choice(
        (
            f"Known solutions for {subject} have become common in {domain}. {sentence(kind)}, however, some drawbacks remain.",
            f"In {domain}, demands on {subject} have risen steadily. Conventional designs do not meet them in every respect.",
            f"{sentence(subject)} of the conventional type usually relies on {first_part} alone. Experience {kind} shows its limits.",
        )
    )
    second = chance.choice(
        (
            "For example, {0}. Moreover, {1}.",
            "It has been observed that {0}. In addition, {1}, which limits acceptance by users.",
            "On the one hand, {0}; on the other hand, {1}.",
        )
    ).format(*(problem.en for problem in invention.problems))
    third = f"There is therefore a need for {article(thing(invention))} that can {invention.effects[0].en}."
    return first, second, third


def _summary(invention: Invention, name: str, claims: Sequence[ClaimText], chance: Chance) -> tuple[str, ...]:
    one, two, _ = invention.effects
    aim = f"It is an object of the present disclosure to provide {article(name)} that can {one.en} and {two.en}."
    told = [_told(claim, chance) for claim in claims if claim.number == 1 or not claim.depends_on]
    details = [_told(claim, chance) for claim in claims[1:] if claim.depends_on][:5]
    gain = (
        f"Compared with known solutions, the present disclosure makes it possible to {listed([effect.en for effect in invention.effects])}."
    )
    return aim, *told, *details, gain


def _told(claim: ClaimText, chance: Chance) -> str:
    """A claim retold in the summary."""
    if claim.features:
        head = claim.preamble.rstrip(":").replace(", comprising", " comprises")
        return f"According to one aspect, {head[:1].lower()}{head[1:]}: {' '.join(claim.features)}"
    _, _, addition = claim.preamble.partition(", ")
    lead = chance.choice(("In some embodiments, ", "Optionally, ", "In a possible implementation, ", "Preferably, "))
    addition = addition or claim.preamble
    return lead + addition.removeprefix("wherein ").replace("further comprising", "there is further provided", 1)


def _captions(invention: Invention, name: str) -> tuple[str, ...]:
    second = (
        "is a flow chart of a method according to an embodiment"
        if invention.field.style != "apparatus"
        else f"is a partial view showing the {invention.parts[1].part.name.en}"
    )
    first = (
        f"is a block diagram of {article(name)}"
        if invention.field.style == "computing"
        else f"is a schematic view of {article(name)} according to an embodiment"
    )
    third = f"is a diagram showing {article(invention.measures[0].measure.name.en)} over time"
    return (first, second, third)[: invention.figures]


def _drawings(captions: Sequence[str]) -> tuple[str, ...]:
    ends = [";"] * (len(captions) - 2) + ["; and", "."]
    return (
        "The drawings illustrate embodiments by way of example.",
        *(f"⟦FIG. {n}⟧ {text}{end}" for n, (text, end) in enumerate(zip(captions, ends, strict=True), 1)),
    )


def _detailed(invention: Invention, name: str, chance: Chance) -> tuple[str, ...]:
    style = invention.field.style
    start = chance.choice(
        (
            "Embodiments are described below with reference to the drawings. The same reference numerals denote the same elements.",
            "The following embodiments serve to explain the disclosure and do not limit it.",
            "In order to make the objects and advantages clearer, embodiments are now described in detail.",
        )
    )
    named = str if style == "composition" else article
    numerals = listed([f"{named(p.part.name.en)} «{p.numeral}»" for p in invention.parts[: invention.core]])
    overview = f"Referring to ⟦FIG. 1⟧, {article(name)} «100» includes {numerals}."
    remarks = _remarks(chance, style)
    body = [_element(invention, placed, remarks, chance) for placed in invention.parts]
    process = [_step(n, step, invention, chance) for n, step in enumerate(invention.steps, 1)]
    lead = (
        f"⟦FIG. 2⟧ shows steps of a method carried out with the {name} «100»."
        if style != "apparatus"
        else f"In operation, the {name} «100» works as follows."
    )
    return start, overview, *body, lead, *process, *_examples(invention), _end(chance)


_REMARKS = (
    "In this way it becomes possible to {effect}.",
    "A plurality of {name} units may be provided where more capacity is needed.",
    "If the {name} fails, the remaining elements keep working at reduced output.",
    "Tests have shown that the position of the {name} has a clear influence on the ability to {effect}.",
    "The {name} may take other shapes as long as it can {purpose}.",
    "The {name} can be exchanged without tools, which makes maintenance easier.",
    "Where space is limited, the {name} may be combined with a neighbouring element.",
    "The dimensions of the {name} are chosen by those skilled in the art according to the rated output.",
    "In comparison with an arrangement without the {name}, it was possible to {effect}.",
    "A mark on the outside tells the user whether the {name} is in its working position.",
    "The {name} is tested before assembly in order to exclude early failures.",
    "Preferably, the {name} is accessible from outside.",
    "In a variant, the {name} is delivered as a retrofit kit for existing equipment.",
)
_UNIT_REMARKS = (
    "In this way it becomes possible to {effect}.",
    "The {name} may be implemented in software, in hardware, or in a combination of both.",
    "If the {name} receives no valid input within a preset time, it keeps its last output.",
    "The {name} may run on a processor of its own or share one with other units.",
    "Intermediate results of the {name} may be cached so that they need not be calculated again.",
    "Parameters of the {name} are obtained beforehand from a training set.",
    "Experiments have shown that omitting the {name} makes it harder to {effect}.",
    "The output of the {name} may be logged for later inspection.",
    "Where the load is high, several instances of the {name} work in parallel.",
)
_INGREDIENT_REMARKS = (
    "Below {low} parts the ability to {effect} is insufficient; above {high} parts the cost rises without benefit.",
    "The {name} may be used in the form of a commercially available grade without further purification.",
    "Together with the other components, the {name} helps to {effect}.",
    "The {name} is preferably dried before use.",
    "Samples without the {name} did not make it possible to {effect}.",
    "A supplier of the {name} may be changed without adapting the process.",
    "The order in which the {name} is added is not critical.",
    "For storage of more than a week, the {name} is kept in a closed container.",
)


def _remarks(chance: Chance, style: str) -> Iterator[str]:
    """Remarks in an order of this invention, so that none comes up again before all were used."""
    remarks = {"apparatus": _REMARKS, "computing": _UNIT_REMARKS, "composition": _INGREDIENT_REMARKS}[style]
    return cycle(chance.sample(remarks, len(remarks)))


def _element(invention: Invention, placed: Placed, remarks: Iterator[str], chance: Chance) -> str:
    """What a part is for, where it is, and what else there is to say of it."""
    part, first = placed.part, invention.parts[0]
    name = f"{part.name.en} «{placed.numeral}»"
    if invention.field.style == "composition":
        place = f"The {part.name.en} serves to {part.purpose.en}. Its amount is {placed.low} to {placed.high} parts by mass."
    elif placed is first or invention.field.style == "computing":
        place = f"The {name} is {purpose(placed)}."
    else:
        other = invention.parts[placed.to]
        place = f"The {name} is {placed.relation.en.format(other.part.name.en + f' «{other.numeral}»')} and {purpose(placed)}."
    told = [
        next(remarks).format(
            name=part.name.en, purpose=part.purpose.en, effect=chance.choice(invention.effects).en, low=placed.low, high=placed.high
        )
        for _ in range(chance.randint(1, 2))
    ]
    if invention.field.style == "apparatus" and placed in invention.parts[1:3]:
        told.append(f"A suitable material for the {part.name.en} is {chance.choice(invention.materials).en}.")
    return " ".join([place, *told])


def _step(number: int, step: Term, invention: Invention, chance: Chance) -> str:
    more = (
        f"This step helps to {chance.choice(invention.effects).en}.",
        f"It may begin while step S{number + 1}0 of a previous run is still under way.",
        "The duration of this step depends on the surroundings and may be set by the user.",
        f"During this step, {article(invention.measures[0].measure.name.en)} is kept {span(invention.measures[0])}.",
    )
    return f"Step S{number}0: {step.en}. {chance.choice(more)}"


def _examples(invention: Invention) -> list[str]:
    texts = []
    for n in range(3):
        values = listed([f"the {m.measure.name.en} was {m.measure.shown(m.examples[n])}" for m in invention.measures])
        texts.append(f"Example {n + 1}: {values}. It was confirmed that this makes it possible to {invention.effects[n].en}.")
    return texts


def _end(chance: Chance) -> str:
    return chance.choice(
        (
            "The embodiments described above may be combined with each other. The scope of protection is defined by the claims.",
            "The foregoing describes preferred embodiments only. Modifications and equivalents fall within the scope of the claims.",
            "Although the disclosure has been described with reference to particular embodiments, it is not limited to them.",
        )
    )
