"""Elements of XML as text, and how a file says of itself that its filings are made up."""

from xml.sax.saxutils import escape

__all__ = ["declared", "escape", "leaf", "leaves", "tag"]


def declared(seed: int, *before: str, encoding: str = "UTF-8") -> str:
    """What stands before the root: the declaration, a document type if any, and the mark of invention."""
    return "\n".join((f'<?xml version="1.0" encoding="{encoding}"?>', *before, f'<?ipcommons-invented seed="{seed}"?>', ""))


def tag(name: str, *content: str, **attributes: object) -> str:
    """An element around content that is markup already; `_` in an attribute's name stands for `-`."""
    told = "".join(f' {key.replace("_", "-")}="{escape(str(value))}"' for key, value in attributes.items())
    inside = "".join(content)
    return f"<{name}{told}>{inside}</{name}>\n" if inside else f"<{name}{told}/>\n"


def leaf(name: str, text: object, **attributes: object) -> str:
    """An element that holds text; nothing where there is none."""
    return "" if text is None or text == "" else tag(name, escape(str(text)), **attributes)


def leaves(**texts: object) -> str:
    """Elements of these names (`_` for `-`) and texts, one behind the other."""
    return "".join(leaf(name.replace("_", "-"), text) for name, text in texts.items())
