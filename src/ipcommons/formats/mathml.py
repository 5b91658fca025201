"""MathML as one line of text: (a)/(b), x_i, x^2, √(a). Every token is kept; what it looks like is in the source."""

from lxml import etree

from ipcommons.formats.entities import resolved
from ipcommons.formats.errors import DocumentError
from ipcommons.formats.xml import parse, text_of


def linear_markup(markup: str) -> str:
    """A formula that stands in a document as markup in text; where it is not well-formed, as it stands."""
    try:
        return linear(parse(resolved(markup.strip().encode())))
    except DocumentError:
        return markup


def linear(element: etree._Element) -> str:  # noqa: PLR0911 (a table of shapes)
    """The text of a MathML element."""
    name = str(element.tag).rpartition("}")[2]
    parts = [linear(child) for child in element.iterchildren(tag=etree.Element)]
    match name, parts:
        case "mfrac", [above, below]:
            return f"{_grouped(above)}/{_grouped(below)}"
        case "msub" | "munder", [base, low]:
            return f"{base}_{_grouped(low)}"
        case "msup" | "mover", [base, high]:
            return f"{base}^{_grouped(high)}"
        case "msubsup" | "munderover", [base, low, high]:
            return f"{base}_{_grouped(low)}^{_grouped(high)}"
        case "msqrt", _:
            return f"√({''.join(parts)})"
        case "mroot", [base, degree]:
            return f"{_grouped(degree)}√({base})"
        case "mfenced", _:
            separator = element.get("separators", ",").strip()[:1]
            return element.get("open", "(") + separator.join(parts) + element.get("close", ")")
        case "mtr", _:
            return ", ".join(parts)
        case "mtable", _:
            return "; ".join(parts)
    return "".join(parts) or " ".join(str(text_of(element)).split())


def _grouped(text: str) -> str:
    return text if len(text) <= 1 else f"({text})"
