"""What templates show, made from records: numbers as printed, claims as a tree, dates on a ruler, counts as bars.

Comes in: rights, entries, hits, counts. Goes out: small frozen structs without markup; the words
of the interface are chosen in the templates.
"""
