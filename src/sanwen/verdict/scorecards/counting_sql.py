"""The statements that make facts of matters, and sums of facts. Values are always parameters.

%(touched)s is an array of matters' numbers, %(zone)s the time zone of days, %(starts)s and
%(ratable)s the profiles: from which day, which procedures are judged (comma between them).
"""
# ruff: noqa: S608  (names come from the lists of measures.py, values never)

from collections.abc import Sequence

from sanwen.verdict.scorecards.measures import ENDING, FACT, KEYS, MEASURES, OPENING
from sanwen.verdict.scorecards.models.facts import Grain

# Digits, spaces and signs go, so that the same sentence with another date is the same sentence.
PRINTS = r"""
INSERT INTO scorecards_answerprint (answer, matter, print, sent_at)
SELECT a.id, a.matter_id, md5(regexp_replace(
         coalesce((SELECT string_agg(i.reply, '|' ORDER BY i.id) FROM matters_answeritem i
                   WHERE i.answer_id = a.id), ''),
         '[0-9[:space:][:punct:]，。、；：！？（）《》“”]+', '', 'g'
       ))::uuid, a.sent_at
FROM matters_answer a
WHERE a.matter_id = ANY(%(touched)s) AND a.state = 'sent' AND a.taken_over_from = ''
  AND EXISTS (SELECT FROM matters_answeritem i WHERE i.answer_id = a.id)
ON CONFLICT (answer) DO UPDATE SET print = EXCLUDED.print, sent_at = EXCLUDED.sent_at
WHERE scorecards_answerprint.print <> EXCLUDED.print
   OR scorecards_answerprint.sent_at <> EXCLUDED.sent_at
RETURNING print, sent_at"""

GONE_PRINTS = """
WITH gone AS (
  DELETE FROM scorecards_answerprint p WHERE p.matter = ANY(%(touched)s)
    AND NOT EXISTS (SELECT FROM matters_answer a WHERE a.id = p.answer AND a.matter_id = p.matter)
  RETURNING p.print)
INSERT INTO scorecards_touched (matter)
SELECT DISTINCT f.matter FROM gone JOIN scorecards_answerprint o ON o.print = gone.print
JOIN scorecards_fact f ON f.matter = o.matter AND f.alike"""

# A new answer of the same words that was sent before others makes those others alike.
LATER_ALIKE = """
INSERT INTO scorecards_touched (matter)
SELECT DISTINCT f.matter
FROM (SELECT p, min(at) AS at FROM unnest(%(prints)s::uuid[], %(sent)s::timestamptz[]) n(p, at)
      GROUP BY p) n
JOIN scorecards_answerprint later ON later.print = n.p AND later.sent_at > n.at
JOIN scorecards_fact f ON f.matter = later.matter AND NOT f.alike
WHERE f.matter <> ALL(%(touched)s)"""

FACTS = """
SELECT m.id AS matter,
  (m.opened_at AT TIME ZONE %(zone)s)::date AS opened_on,
  e.ended_on,
  CASE WHEN e.ended_on IS NULL THEN '' ELSE m.state END AS ending,
  m.state IN ('registered', 'accepted', 'assigned', 'in_hand', 'returned', 'waiting', 'reopened')
    AS is_open,
  m.state IN ('answered', 'in_review', 'reviewed', 'in_second') AS is_pending,
  coalesce(a.unit_id, m.lead_unit_id, 0) AS unit,
  coalesce(c3.id, c2.id, c1.id, 0) AS category,
  coalesce(left(area.code, 9), '') AS town,
  m.urgent,
  m.state IN ('closed', 'finished') AND a.id IS NOT NULL AND a.taken_over_from = ''
    AND m.procedure = ANY(string_to_array(p.ratable, ',')) AS ratable,
  EXISTS (SELECT FROM scorecards_exclusion x WHERE x.matter_id = m.id AND x.in_force) AS excluded,
  CASE WHEN coalesce(v.said, 0) = 0 THEN '' WHEN v.yes * 2 > v.said THEN 'yes'
    WHEN (v.yes + v.partly) * 2 > v.said THEN 'partly' ELSE 'no' END AS solved,
  CASE WHEN coalesce(v.contact_said, 0) = 0 THEN ''
    WHEN v.contacted * 2 > v.contact_said THEN 'yes' ELSE 'no' END AS contact,
  v.satisfaction,
  greatest(coalesce(j.standing, 0), coalesce(v.said, 0)) AS people,
  coalesce(v.said, 0) AS people_judged,
  coalesce(v.yes, 0) AS people_solved,
  m.reopenings > 0 AS reopened,
  EXISTS (SELECT FROM scorecards_cameback b WHERE b.earlier = m.id
          AND b.came_on BETWEEN e.ended_on AND e.ended_on + 90) AS came_back,
  m.returns AS returns,
  coalesce(o.days, 0) AS days_lost,
  m.extensions > 0 AS extended,
  coalesce(a.outcome = 'explained', false) AS explained,
  coalesce(a.outcome = 'refused', false) AS refused,
  coalesce(a.outcome = 'planned', false) AS planned,
  -- The earliest by the index: all answers of one sentence, set against each other, never end.
  EXISTS (SELECT FROM scorecards_answerprint mine CROSS JOIN LATERAL (
            SELECT FROM scorecards_answerprint other WHERE other.print = mine.print
              AND other.sent_at < mine.sent_at AND other.matter <> mine.matter
            ORDER BY other.sent_at LIMIT 1) earlier
          WHERE mine.answer = a.id) AS alike,
  a.id IS NOT NULL AND NOT EXISTS (SELECT FROM matters_delivery d WHERE d.answer_id = a.id)
    AS unreached,
  coalesce((first.sent_at AT TIME ZONE %(zone)s)::date <= m.first_due_on, false) AS in_time
FROM matters_matter m
CROSS JOIN LATERAL (SELECT CASE
    WHEN m.state = 'closed' THEN (m.closed_at AT TIME ZONE %(zone)s)::date
    WHEN m.state IN ('finished', 'redirected', 'withdrawn', 'joined')
      THEN (m.state_since AT TIME ZONE %(zone)s)::date END AS ended_on) e
LEFT JOIN LATERAL (SELECT r.id, r.unit_id, r.outcome, r.taken_over_from FROM matters_answer r
    WHERE r.matter_id = m.id AND r.state = 'sent' ORDER BY r.sent_at DESC, r.id DESC LIMIT 1) a
  ON true
LEFT JOIN LATERAL (SELECT min(r.sent_at) AS sent_at FROM matters_answer r
    WHERE r.matter_id = m.id AND r.state = 'sent') first ON true
LEFT JOIN LATERAL (SELECT count(*) AS standing FROM matters_joining j
    WHERE j.matter_id = m.id AND j.withdrawn_at IS NULL) j ON true
LEFT JOIN LATERAL (SELECT sum(greatest(0, (o.decided_at AT TIME ZONE %(zone)s)::date
      - (o.raised_at AT TIME ZONE %(zone)s)::date)) AS days FROM matters_objection o
    WHERE o.matter_id = m.id AND o.decided_at IS NOT NULL) o ON true
LEFT JOIN LATERAL (
    SELECT count(*) AS said, count(*) FILTER (WHERE last.solved = 'yes') AS yes,
      count(*) FILTER (WHERE last.solved = 'partly') AS partly,
      count(last.contacted) AS contact_said, count(*) FILTER (WHERE last.contacted) AS contacted,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY last.satisfaction) AS satisfaction
    FROM (SELECT DISTINCT ON (w.voice_id) w.solved, w.contacted, w.satisfaction
          FROM ratings_verdict w JOIN matters_answer r ON r.id = w.answer_id
          WHERE r.matter_id = m.id ORDER BY w.voice_id, r.sent_at DESC, w.id DESC) last
  ) v ON v.said > 0
LEFT JOIN triage_category c1 ON c1.id = m.category_id
LEFT JOIN triage_category c2 ON c2.id = c1.parent_id
LEFT JOIN triage_category c3 ON c3.id = c2.parent_id
LEFT JOIN places_area area ON area.id = m.area_id
LEFT JOIN LATERAL (SELECT q.ratable FROM unnest(%(starts)s::date[], %(ratable)s::text[])
    q(starts, ratable) WHERE q.starts <= e.ended_on ORDER BY q.starts DESC LIMIT 1) p ON true
WHERE m.id = ANY(%(touched)s)"""

_KEYS_OF = {
    Grain.UNIT_DAY: ("{day}", "f.unit", "0", "''", "false"),
    Grain.CELL: ("date_trunc('month', {day})::date", "f.unit", "f.category", "f.town", "f.urgent"),
    Grain.CATEGORY: ("date_trunc('month', {day})::date", "0", "f.category", "''", "false"),
    Grain.TOWN: ("date_trunc('month', {day})::date", "0", "0", "f.town", "false"),
    Grain.UNIT: ("date_trunc('month', {day})::date", "f.unit", "0", "''", "false"),
}
SUMMED = ", ".join(f"sum({name})::int AS {name}" for name in MEASURES)
_KEY_LIST, _MEASURE_LIST = ", ".join(KEYS), ", ".join(MEASURES)


def contributions(source: str) -> str:
    """What each fact of a source adds to the sums: on its first day and on its last."""
    return f"""
SELECT {_KEY_LIST}, {SUMMED} FROM (
  SELECT k.*, {", ".join(f"{sql} AS {name}" for name, sql in OPENING.items())},
    {", ".join(f"0 AS {name}" for name in ENDING)}
  FROM {source} f CROSS JOIN LATERAL ({_key_rows("f.opened_on")}) k
  UNION ALL
  SELECT k.*, {", ".join(f"0 AS {name}" for name in OPENING)},
    {", ".join(f"{sql} AS {name}" for name, sql in ENDING.items())}
  FROM {source} f CROSS JOIN LATERAL ({_key_rows("f.ended_on")}) k WHERE f.ended_on IS NOT NULL
) one GROUP BY {_KEY_LIST}"""


def _key_rows(day: str) -> str:
    rows = (
        f"({grain.value}, {', '.join(part.format(day=day) for part in keys)})"
        for grain, keys in _KEYS_OF.items()
    )
    return f"SELECT * FROM (VALUES {', '.join(rows)}) k({_KEY_LIST})"


def _difference() -> str:
    minus = ", ".join(f"-{name}" for name in MEASURES)
    return f"""
SELECT {_KEY_LIST}, {SUMMED} FROM (
  SELECT {_KEY_LIST}, {_MEASURE_LIST} FROM ({contributions("fresh")}) plus
  UNION ALL SELECT {_KEY_LIST}, {minus} FROM ({contributions("old")}) minus
) change GROUP BY {_KEY_LIST} HAVING {" OR ".join(f"sum({name}) <> 0" for name in MEASURES)}"""


def _row(of: str, names: Sequence[str]) -> str:
    return ", ".join(f"{of}.{name}" for name in names)


_SET = ", ".join(f"{name} = scorecards_tally.{name} + EXCLUDED.{name}" for name in MEASURES)
_SET_FACT = ", ".join(f"{name} = EXCLUDED.{name}" for name in FACT if name != "matter")
_COLUMNS = ", ".join(FACT)
# One statement, so that facts, what they were and the sums are of one moment.
KEEP = f"""
WITH fresh AS MATERIALIZED ({FACTS}),
old AS MATERIALIZED (SELECT * FROM scorecards_fact WHERE matter = ANY(%(touched)s)),
saved AS (INSERT INTO scorecards_fact ({_COLUMNS}) SELECT {_COLUMNS} FROM fresh
  ON CONFLICT (matter) DO UPDATE SET {_SET_FACT}),
gone AS (DELETE FROM scorecards_fact WHERE matter = ANY(%(touched)s)
  AND matter NOT IN (SELECT matter FROM fresh))
INSERT INTO scorecards_tally ({_KEY_LIST}, {_MEASURE_LIST}) {_difference()}
ON CONFLICT ({_KEY_LIST}) DO UPDATE SET {_SET}"""

# Prints of answers that are no longer there or no longer sent.
STALE_PRINTS = """
DELETE FROM scorecards_answerprint p WHERE NOT EXISTS (
  SELECT FROM matters_answer a WHERE a.id = p.answer AND a.matter_id = p.matter
    AND a.state = 'sent' AND a.taken_over_from = '')"""
STALE_FACTS = """
DELETE FROM scorecards_fact f
WHERE NOT EXISTS (SELECT FROM matters_matter m WHERE m.id = f.matter)"""
MEND_FACTS = f"""
INSERT INTO scorecards_fact ({_COLUMNS})
SELECT fresh.* FROM (SELECT {_COLUMNS} FROM ({FACTS}) counted) fresh
LEFT JOIN scorecards_fact kept ON kept.matter = fresh.matter
WHERE ({_row("kept", FACT)}) IS DISTINCT FROM ({_row("fresh", FACT)})
  AND NOT EXISTS (SELECT FROM scorecards_touched t WHERE t.matter = fresh.matter)
ON CONFLICT (matter) DO UPDATE SET {_SET_FACT}"""
FILL_TALLIES = f"""
INSERT INTO scorecards_tally ({_KEY_LIST}, {_MEASURE_LIST}) {contributions("scorecards_fact")}"""
# Rows where the facts as kept differ from the facts as they are; and the same for the sums.
WRONG_FACTS = f"""
SELECT count(*) FROM ({FACTS}) fresh
FULL JOIN (SELECT * FROM scorecards_fact WHERE matter = ANY(%(touched)s)) kept
  ON kept.matter = fresh.matter
WHERE ({_row("kept", FACT)}) IS DISTINCT FROM ({_row("fresh", FACT)})
  AND NOT EXISTS (SELECT FROM scorecards_touched t
                  WHERE t.matter = coalesce(kept.matter, fresh.matter))"""
WRONG_TALLIES = f"""
SELECT count(*) FROM (SELECT * FROM scorecards_tally
                      WHERE {" OR ".join(f"{name} <> 0" for name in MEASURES)}) kept
FULL JOIN ({contributions("scorecards_fact")}) fresh
  ON {" AND ".join(f"kept.{name} = fresh.{name}" for name in KEYS)}
WHERE ({_row("kept", MEASURES)}) IS DISTINCT FROM ({_row("fresh", MEASURES)})"""
