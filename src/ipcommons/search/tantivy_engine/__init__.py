"""The embedded engine: Tantivy, in this process, in one folder.

`engine.TantivyEngine` is what the rest sees (through `search.engine.Engine`). `schema` says what
is kept, `documents` makes it from records, `compiling` turns trees into queries, `explaining`,
`snippets`, `facets` and `cursor` make a page of hits.
"""

from ipcommons.search.tantivy_engine.engine import TantivyEngine

__all__ = ["TantivyEngine"]
