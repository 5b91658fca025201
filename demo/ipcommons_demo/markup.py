"""Elements of XML as text, and how a file says of itself that its filings are made up."""


def declared(seed: int, *before: str) -> str:
    """What stands before the root: the declaration, a document type if any, and the mark of invention."""
    return "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', *before, f'<?ipcommons-invented seed="{seed}"?>', ""))


def escape(text: str) -> str:
    """The text with `&`, `<` and `>` as references."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def tag(name: str, *content: str, **attributes: object) -> str:
    """An element around content that is markup already; `_` in an attribute's name stands for `-`. Values hold no markup."""
    told = name
    for key, value in attributes.items():
        told += f' {key.replace("_", "-")}="{value}"'
    inside = "".join(content)
    return f"<{told}>{inside}</{name}>\n" if inside else f"<{told}/>\n"


def leaf(name: str, text: object, **attributes: object) -> str:
    """An element that holds text; nothing where there is none."""
    if text is None or text == "":
        return ""
    if attributes:
        return tag(name, escape(str(text)), **attributes)
    return f"<{name}>{escape(str(text))}</{name}>\n"


def leaves(**texts: object) -> str:
    """Elements of these names (`_` for `-`) and texts, one behind the other."""
    return "".join([leaf(name.replace("_", "-"), text) for name, text in texts.items()])
