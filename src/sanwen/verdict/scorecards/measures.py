"""Which sums are kept, and how each is made of a fact `f`: the only list of them.

A measure belongs to the day a matter opened or to the day it ended. 办结 and 解决 never add up:
`ended` and `ratable` count what units finished, `solved` what the people found, and no measure is
made of both.
"""

OPENING = {
    "opened": "1",
    "still_open": "f.is_open::int",
    "pending": "f.is_pending::int",
}
_ASKED = "(f.ratable AND NOT f.excluded)"
ENDING = {
    "ended": "1",
    "redirected": "(f.ending = 'redirected')::int",
    "withdrawn": "(f.ending = 'withdrawn')::int",
    "joined": "(f.ending = 'joined')::int",
    "ratable": "f.ratable::int",
    "excluded": "(f.ratable AND f.excluded)::int",
    "asked": f"{_ASKED}::int",
    "judged": f"({_ASKED} AND f.solved <> '')::int",
    "solved": f"({_ASKED} AND f.solved = 'yes')::int",
    "partly": f"({_ASKED} AND f.solved = 'partly')::int",
    "unsolved": f"({_ASKED} AND f.solved = 'no')::int",
    "people": f"CASE WHEN {_ASKED} THEN f.people ELSE 0 END",
    "people_judged": f"CASE WHEN {_ASKED} THEN f.people_judged ELSE 0 END",
    "people_solved": f"CASE WHEN {_ASKED} THEN f.people_solved ELSE 0 END",
    "contact_said": "(f.ratable AND f.contact <> '')::int",
    "contacted": "(f.ratable AND f.contact = 'yes')::int",
    **{
        f"level_{level}": f"(f.ratable AND coalesce(f.satisfaction = {level}, false))::int"
        for level in (5, 4, 3, 2, 1)
    },
    **{
        name: f"(f.ratable AND f.{name})::int"
        for name in (
            *("reopened", "came_back", "extended", "explained", "refused", "planned"),
            *("alike", "unreached", "in_time"),
        )
    },
    "returned": "(f.ratable AND f.returns > 0)::int",
    "returns": "CASE WHEN f.ratable THEN f.returns ELSE 0 END",
    "days_lost": "CASE WHEN f.ratable THEN f.days_lost ELSE 0 END",
}
MEASURES = (*OPENING, *ENDING)
KEYS = ("grain", "day", "unit", "category", "town", "urgent")
# The columns of a fact, in the order in which `facts_sql` selects them.
FACT = (
    *("matter", "opened_on", "ended_on", "ending", "is_open", "is_pending", "unit", "category"),
    *("town", "urgent", "ratable", "excluded", "solved", "contact", "satisfaction", "people"),
    *("people_judged", "people_solved", "reopened", "came_back", "returns", "days_lost"),
    *("extended", "explained", "refused", "planned", "alike", "unreached", "in_time"),
)
