"""The query language: `parse` gives the tree of a text, `printed` the text of a tree; one language for people, API and CLI.

The language is told in docs/query-language.md, its grammar is `grammar.lark`, its fields are
`search/fields.py`. An engine compiles the tree; nothing else needs to know how a query is written.
"""

from ipcommons.search.query.parser import parse
from ipcommons.search.query.printer import printed
from ipcommons.search.query.tree import Query

__all__ = ["Query", "parse", "printed"]
