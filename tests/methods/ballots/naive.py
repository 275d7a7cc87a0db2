"""Equal shares as it is written in the paper, voter by voter, in fractions: slow and plain."""

from collections.abc import Callable
from fractions import Fraction

from sanwen.methods.ballots import Election, Utility


def shares(election: Election, utility: Utility, each: Fraction) -> list[str]:
    voters = [dict(marks) for marks, many in election.ballots.items() for _ in range(many)]
    money, funded = [each] * len(voters), []
    while True:
        asked = {}
        for place, project in enumerate(election.projects):
            if place in funded or not (project.cost or utility is Utility.VOTES):
                continue
            weights = [Fraction(max(points.get(place, 0), 0)) for points in voters]
            price = _price(money, weights, project.cost)
            if price is not None:
                worth = project.cost if utility is Utility.COST else 1
                asked[price / worth, project.id] = (place, price, weights)
        if not asked:
            return [election.projects[place].id for place in funded]
        place, price, weights = asked[min(asked)]
        funded.append(place)
        money = [
            left - min(left, price * weight) for left, weight in zip(money, weights, strict=True)
        ]


def _price(money: list[Fraction], weights: list[Fraction], cost: Fraction) -> Fraction | None:
    payers = sorted(
        (
            (left / weight, left, weight)
            for left, weight in zip(money, weights, strict=True)
            if weight
        ),
    )
    if not payers or sum(left for _, left, _ in payers) < cost:
        return None
    volume = sum(weight for _, _, weight in payers)
    for reach, left, weight in payers:
        if cost / volume <= reach:
            return cost / volume
        cost, volume = cost - left, volume - weight
    raise AssertionError


def add1(election: Election, utility: Utility) -> list[str]:
    costs = {project.id: project.cost for project in election.projects}
    supported = {p for marks in election.ballots for p, points in marks if points > 0}
    if utility is Utility.COST:
        supported = {p for p in supported if election.projects[p].cost}
    each = election.budget / election.voters
    best = shares(election, utility, each)
    while len(best) < len(supported):
        each += 1
        found = shares(election, utility, each)
        if sum(costs[one] for one in found) > election.budget:
            break
        best = found
    return best


Naive = Callable[[Election, Utility], list[str]]
