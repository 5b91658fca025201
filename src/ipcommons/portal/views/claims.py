"""Claims as a tree: a claim on several parents stands under the first and names all."""

from collections.abc import Sequence

import msgspec

from ipcommons.rights.patent import Claim

DEEPEST = 3
"""Deeper claims stay at this depth, or a chain of twenty would leave no width on a phone; their label names the parent."""


class Node(msgspec.Struct, frozen=True):
    claim: Claim
    depends_on: tuple[str, ...]
    children: tuple["Node", ...]


def claim_tree(claims: Sequence[Claim]) -> tuple[Node, ...]:
    """The independent claims, each with the claims that refer to it."""
    known = {claim.number for claim in claims}
    below: dict[int | None, list[Claim]] = {}
    depth: dict[int, int] = {}
    place: dict[int, int | None] = {}
    for claim in claims:
        parent = next((number for number in claim.depends_on if number in known and number in depth), None)
        if parent is not None and depth[parent] == DEEPEST:
            parent = place[parent]
        place[claim.number] = parent
        depth[claim.number] = 0 if parent is None else depth[parent] + 1
        below.setdefault(parent, []).append(claim)

    def nodes(parent: int | None) -> tuple[Node, ...]:
        return tuple(Node(claim, ranges(claim.depends_on), nodes(claim.number)) for claim in below.get(parent, ()))

    return nodes(None)


def independent(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims if not claim.depends_on)


def ranges(numbers: Sequence[int]) -> tuple[str, ...]:
    """Claim numbers as runs: 1, 2, 3, 4, 7 -> "1-4", "7"; two in a row stay apart."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return tuple(part for run in runs for part in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)))
