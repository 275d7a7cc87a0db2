"""Small elections by rule and by chance."""

from fractions import Fraction

from hypothesis import strategies as st

from sanwen.methods.ballots import Election, Kind, Project, election


def village(votes: list[str], *, budget: int = 100, **costs: int) -> Election:
    """Each vote is the letters of the projects approved; each project has its cost."""
    projects = [Project(name, Fraction(cost)) for name, cost in costs.items()]
    return election(projects, budget, [list(vote) for vote in votes])


@st.composite
def elections(draw: st.DrawFn, *, weighted: bool = False, cost: int = 60) -> Election:
    count = draw(st.integers(1, 6))
    projects = [Project(f"p{n}", Fraction(draw(st.integers(0, cost)))) for n in range(count)]
    ids = [project.id for project in projects]
    points = st.dictionaries(st.sampled_from(ids), st.integers(0, 5), max_size=count)
    votes = st.lists(
        points if weighted else st.lists(st.sampled_from(ids), unique=True), min_size=1, max_size=9
    )
    kind = Kind.SCORING if weighted else Kind.APPROVAL
    return election(projects, draw(st.integers(1, 120)), draw(votes), kind=kind)
