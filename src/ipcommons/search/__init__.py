"""Finding rights: one query grammar, one tree, engines that compile the tree, an index that follows the register.

Comes in: a query as people type it. Goes out: ranked hits with snippets, explanations that add up,
facets, a cursor. The door is `follow.open_index`: a register -> an index that has caught up with it.
"""
