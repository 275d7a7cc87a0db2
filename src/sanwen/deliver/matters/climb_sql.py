"""What has to climb now, as statements: each part reads an index that begins with the rung."""

from sanwen.deliver.matters.models import ClimbGround
from sanwen.deliver.matters.states import OPEN

# How a rung is named in the verb of its step: stuck_head, late_above.
RUNGS = ("", "head", "above", "watch")

_OPEN = "m.state IN ({})".format(", ".join(f"'{state.value}'" for state in sorted(OPEN)))
# Steps that are not anybody's work on the matter.
QUIET = (
    *("force", "recount", "joined_by", "name_needs", "put_first", "put_back", "recuse", "lift"),
    *(f"{ground}_{to}" for ground in ClimbGround for to in RUNGS[1:]),
)

_LATE_RUNG = (
    "CASE WHEN m.due_on <= %(late_3)s THEN 3 WHEN m.due_on <= %(late_2)s OR m.lead_unit_id IS NULL"
    " THEN 2 ELSE 1 END"
)


def _rest_rung(since: str, name: str) -> str:
    return f"CASE WHEN {since} < %({name}_3)s THEN 3 WHEN {since} < %({name}_2)s THEN 2 ELSE 1 END"


def _late(rung: int) -> str:
    return (
        f"(SELECT m.id, {_LATE_RUNG} AS rung, 'late' AS ground, 2 AS weight FROM matters_matter m"
        f" WHERE {_OPEN} AND m.rung = {rung} AND m.due_on <= %(late_{rung + 1})s LIMIT %(most)s)"
    )


def _not_taken(state: str, rung: int) -> str:
    return (
        f"(SELECT m.id, {_rest_rung('m.state_since', 'assigned')}, 'stuck', 1 FROM matters_matter m"
        f" WHERE {_OPEN} AND m.state = '{state}' AND m.rung = {rung}"
        f" AND m.state_since < %(assigned_{rung + 1})s LIMIT %(most)s)"
    )


def _without_a_step(rung: int) -> str:
    return (
        f"(SELECT m.id, {_rest_rung('x.moved', 'in_hand')}, 'stuck', 1 FROM matters_matter m"
        " CROSS JOIN LATERAL (SELECT greatest(max(s.at), m.state_since) AS moved"
        " FROM matters_step s WHERE s.matter_id = m.id AND s.verb <> ALL(%(quiet)s)) x"
        f" WHERE {_OPEN} AND m.state = 'in_hand' AND m.rung = {rung}"
        f" AND m.state_since < %(in_hand_{rung + 1})s AND x.moved < %(in_hand_{rung + 1})s"
        " LIMIT %(most)s)"
    )


_UNOWNED_RUNG = "CASE WHEN {day} <= %(late_2)s THEN 3 ELSE 2 END"
_NOBODYS = (
    f"(SELECT m.id, {_UNOWNED_RUNG.format(day='m.owner_by')}, 'unowned', 3 FROM matters_matter m"
    " WHERE m.owner_by <= %(late_1)s AND m.state IN ('registered', 'accepted')"
    f" AND m.rung < {_UNOWNED_RUNG.format(day='m.owner_by')} LIMIT %(most)s)"
)
_UNDECIDED = (
    f"(SELECT m.id, {_UNOWNED_RUNG.format(day='o.decide_by')}, 'unowned', 3"
    " FROM matters_objection o JOIN matters_matter m ON m.id = o.matter_id"
    " WHERE o.decided_at IS NULL AND o.decide_by <= %(late_1)s AND m.state = 'returned'"
    f" AND m.rung < {_UNOWNED_RUNG.format(day='o.decide_by')} LIMIT %(most)s)"
)
_PARTS = (
    *(_late(rung) for rung in range(3)),
    *(_not_taken(state, rung) for state in ("assigned", "reopened") for rung in range(3)),
    *(_without_a_step(rung) for rung in range(3)),
    _NOBODYS,
    _UNDECIDED,
)
# Where each rung leads to, unit by unit: handed in once a sweep (see ladder.py).
_LADDER = (
    "ladder AS (SELECT * FROM unnest(%(units)s::bigint[], %(above)s::bigint[], %(watch)s::bigint[],"
    " %(last_watch)s::bigint[]) AS l(unit, above, watch, last_watch))"
)
_TO = """CASE h.rung WHEN 1 THEN coalesce(h.unit, h.received_by)
  WHEN 2 THEN coalesce(u.above, d.watch)
  ELSE CASE WHEN h.unit IS NULL THEN d.last_watch ELSE d.watch END END"""
# What went up is written down at once: the climb, and the step that the resident reads.
_WRITTEN = f"""
ups AS (
    SELECT w.*, {_TO} AS "to", EXISTS (SELECT 1 FROM matters_recusal x
      WHERE x.matter_id = w.matter AND x.lifted_at IS NULL) AS kept_away
    FROM written w JOIN held h USING (id)
    LEFT JOIN ladder u ON u.unit = h.unit JOIN ladder d ON d.unit = h.received_by),
climbs AS (INSERT INTO matters_climb (matter_id, rung, ground, to_id, at)
    SELECT matter, rung, ground, "to", %(now)s FROM ups RETURNING id),
steps AS (INSERT INTO matters_step (matter_id, at, verb, unit_id, actor, words, inside)
    SELECT matter, %(now)s, ground || '_' || (%(rungs)s::text[])[rung + 1], "to", %(actor)s, '',
      false FROM ups)
SELECT matter, was, rung, ground, unit, received_by, "to", kept_away,
  (SELECT min(id) FROM climbs) FROM ups"""
# Whoever else sweeps at this moment is not waited for, and what changed meanwhile is asked again.
CLIMB = f"""
WITH found AS ({" UNION ALL ".join(_PARTS)}),
best AS (SELECT DISTINCT ON (id) id, rung, ground FROM found ORDER BY id, rung DESC, weight DESC),
held AS (
    SELECT m.id, m.rung AS was, b.rung, b.ground, m.lead_unit_id AS unit,
      m.received_by_id AS received_by
    FROM best b JOIN matters_matter m ON m.id = b.id
    WHERE {_OPEN} AND m.rung < b.rung
      AND (b.ground <> 'late' OR m.due_on <= %(late_1)s)
      AND (b.ground <> 'stuck' OR m.state_since < %(assigned_1)s)
    FOR UPDATE OF m SKIP LOCKED),
written AS (UPDATE matters_matter m SET rung = h.rung FROM held h WHERE m.id = h.id
    RETURNING m.id, m.id AS matter, h.was, h.rung, h.ground, h.unit, h.received_by),
{_LADDER}, {_WRITTEN}"""

# No unit has it, and the day for deciding is over.
NOBODYS = """
SELECT m.id, m.received_by_id
FROM matters_clock c JOIN matters_matter m ON m.id = c.matter_id
WHERE c.rule = 'service.dispatch' AND c.stopped_at IS NULL AND c.due_on < %(today)s
  AND m.state IN ('registered', 'accepted') AND m.owner_by IS NULL
LIMIT %(most)s FOR UPDATE OF m SKIP LOCKED"""

_CALL_RUNG = (
    "CASE WHEN w.respond_by <= %(late_2)s THEN 3 WHEN w.respond_by <= %(late_1)s THEN 2 ELSE 1 END"
)
CALLS = f"""
WITH held AS (
    SELECT w.id, w.rung AS was, {_CALL_RUNG} AS rung, 'called' AS ground, w.called_id AS unit,
      m.received_by_id AS received_by
    FROM matters_whistle w JOIN matters_matter m ON m.id = w.matter_id
    WHERE w.responded_at IS NULL AND w.ended_at IS NULL AND w.respond_at <= %(now)s
      AND w.rung < {_CALL_RUNG} AND {_OPEN}
    LIMIT %(most)s FOR UPDATE OF w SKIP LOCKED),
written AS (UPDATE matters_whistle w SET rung = h.rung FROM held h WHERE w.id = h.id
    RETURNING w.id, w.matter_id AS matter, h.was, h.rung, h.ground, h.unit, h.received_by),
{_LADDER}, {_WRITTEN}"""
