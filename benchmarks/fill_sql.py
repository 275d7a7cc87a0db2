"""The statements of fill.py: one plan of random choices, then every table from the plan."""
# ruff: noqa: E501  (a statement is read best with its columns in one line)

NUMBERED = {"contact": "vault_contact", "voice": "voices_voice", "matter": "matters_matter"}

PLACES = (
    """INSERT INTO places_unit (id, code, name, name_en, kind, level, parent_id, path, phone, address,
         hours, is_active, third_party)
       SELECT i, 'unit-' || i, CASE WHEN i = 1 THEN '县' WHEN i <= 30 THEN i || '号局'
           WHEN i <= 50 THEN i || '号镇' ELSE i || '号村' END, '',
         CASE WHEN i = 1 THEN 'hall' WHEN i <= 30 THEN 'bureau' WHEN i <= 50 THEN 'town'
           ELSE 'village' END,
         CASE WHEN i <= 30 THEN 2 WHEN i <= 50 THEN 3 ELSE 4 END, p,
         CASE WHEN i = 1 THEN '/1/' WHEN i <= 50 THEN '/1/' || i || '/'
           ELSE '/1/' || p || '/' || i || '/' END, '', '', '', true, false
       FROM (SELECT i, CASE WHEN i = 1 THEN NULL WHEN i <= 50 THEN 1 ELSE 31 + i % 20 END AS p
             FROM generate_series(1, 60) i) x""",
    "SELECT setval(pg_get_serial_sequence('places_unit', 'id'), 60)",
    """INSERT INTO places_area (code, year, name, name_en, aliases, path)
       SELECT (990100000 + i)::text, 2026, i || '号社区', '', '{}', '' FROM generate_series(1, 80) i""",
    """INSERT INTO triage_category (code, name, name_en, words, urgent_words, is_active)
       SELECT 'subject-' || i, i || '类', 'subject ' || i, '{}', '{}', true
       FROM generate_series(1, 40) i""",
)
PEOPLE = """
INSERT INTO people_user (password, username, name, email, is_active, must_change_password, date_joined)
SELECT '!', 'fill.' || i, '填充' || i, '', true, false, now() - interval '11 years'
FROM generate_series(1, 120) i"""

# The words as they are searched; a benchmark may put others in their place.
SOUGHT = """
CREATE FUNCTION fill_sought(words text, voice bigint) RETURNS text LANGUAGE sql AS
$$ SELECT translate($1, '，。', '') $$"""
# Indexes of words are built in one go afterwards, as a restored backup would.
WORD_INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = current_schema() AND indexdef LIKE '%sought_codes%'"""

# The last five of a hundred are still open. Units get unequal shares, as they do.
PLAN = """
CREATE TEMP TABLE plan AS
WITH known AS (
    SELECT (SELECT array_agg(id ORDER BY level, id) FROM places_unit WHERE parent_id IS NOT NULL
              AND NOT third_party) AS units,
           (SELECT coalesce(min(id) FILTER (WHERE code IN ('hub', 'desk')), min(id))
              FROM places_unit) AS desk,
           (SELECT array_agg(id ORDER BY id) FROM places_area) AS areas,
           (SELECT array_agg(id ORDER BY id) FROM triage_category) AS categories,
           (SELECT array_agg(id ORDER BY id) FROM people_user) AS people,
           ARRAY['门前的路灯坏了半个月，晚上看不见路', '小区三号楼下水道堵了，污水流到楼道里',
             '工地夜里施工到两点，孩子睡不着', '公司拖欠我们七个人两个月工资',
             '公交车最近总是不按时来，老人等了一个小时', '村里的自来水发黄，能不能来看一看',
             '学校门口没有斑马线，请求加一条', '菜市场的摊位占了消防通道',
             '物业不公布账目，请问依据是什么', '医保报销跑了三次还没有办完',
             '河边有人倒垃圾，气味很大', '电动车在楼道里充电，怕着火'] AS texts
), drawn AS (
    SELECT i, i::float8 / %(n)s::bigint AS share, random() AS a, random() AS b, random() AS c, random() AS d
    FROM generate_series(%(low)s::bigint, %(high)s::bigint) i
), staged AS (
    SELECT drawn.*, share > 0.95 AS recent,
      CASE WHEN share > 0.95 THEN
          now() - interval '15 days' * ((1 - share) * 20) - interval '1 minute'
        ELSE now() - interval '15 days' - interval '3640 days' * (1 - share) END AS opened_at,
      CASE WHEN share > 0.95 THEN
          CASE WHEN a < .12 THEN 'registered' WHEN a < .14 THEN 'accepted' WHEN a < .34 THEN 'assigned'
            WHEN a < .70 THEN 'in_hand' WHEN a < .74 THEN 'returned' WHEN a < .82 THEN 'waiting'
            WHEN a < .86 THEN 'reopened' ELSE 'answered' END
        ELSE CASE WHEN i %% 20 = 7 THEN 'joined' WHEN a < .03 THEN 'redirected'
            WHEN a < .06 THEN 'withdrawn' ELSE 'closed' END END AS state
    FROM drawn
)
SELECT i, i + %(contact)s::bigint AS contact, i + %(voice)s::bigint AS voice,
  i + %(matter)s::bigint AS matter,
  opened_at, state, recent, a, b, c, d,
  texts[1 + (i %% array_length(texts, 1))] || '，在' || (i %% 997) || '号附近，第' || i || '件。' AS text,
  desk,
  CASE WHEN state IN ('registered', 'accepted', 'joined', 'withdrawn', 'redirected') THEN NULL
    ELSE units[1 + floor(b * b * array_length(units, 1))::int] END AS unit,
  areas[1 + floor(c * array_length(areas, 1))::int] AS area,
  categories[1 + floor(d * array_length(categories, 1))::int] AS category,
  CASE WHEN state IN ('in_hand', 'waiting', 'answered', 'closed')
    THEN people[1 + floor(c * d * array_length(people, 1))::int] END AS handler,
  people[1] AS someone,
  opened_at::date + 7 AS first_due,
  opened_at::date + 7 + CASE WHEN d < .15 OR recent THEN floor(d * 14)::int ELSE 0 END AS due,
  i - i %% 20 + 1 + %(matter)s::bigint AS into_matter,
  state IN ('closed', 'answered') AS answered
FROM staged, known"""

ROWS = (
    """INSERT INTO vault_contact (id, pseudonym, wishes, openness, created_at, phone, phone_hash)
       SELECT contact, substr(translate(upper(md5(i::text)), '01', 'XY'), 1, 4),
         CASE WHEN a < .5 THEN 'phone' ELSE 'code_only' END, 'confidential', opened_at,
         CASE WHEN a < .5 THEN sha256(int8send(i)) || sha256(int8send(i + 1)) END,
         CASE WHEN a < .5 THEN sha256(int8send((c * 400000)::int8)) END FROM plan""",
    """INSERT INTO voices_voice (id, channel, text, summary, place, area_id, contact_id, said_at,
         registered_at, registered_by, promised_on, promise_is_provisional, fingerprint, code_hash,
         submission_key, source, sought)
       SELECT voice, CASE WHEN b < .5 THEN 'phone' ELSE 'web' END, text, '', (i % 997) || '号', area,
         contact, opened_at, opened_at, 'machine:fill', first_due, false,
         sha256(convert_to(text, 'UTF8')), sha256(int8send(voice)), 'fill-' || voice, '',
         fill_sought(text, voice) FROM plan""",
    """INSERT INTO triage_suggestion (voice_id, category_id, unit_id, urgent, because, likely,
         likely_units, inside, unsure, urgency_p, urgency_because, needs)
       SELECT voice, category, unit, a < .02, '{路灯,晚上}', '[]', '[]', '{}', category IS NULL,
         0, '{}', '{}' FROM plan""",
    """INSERT INTO matters_matter (id, title, public_summary, category_id, area_id, place, state, urgent,
         received_by_id, lead_unit_id, handler_id, opened_at, state_since, first_due_on, due_on,
         due_is_provisional, voices_count, returns, extensions, reopenings, designated,
         joined_into_id, outcome, answered_at, closed_at, ending, version, subject_is_confirmed)
       SELECT matter, left(text, 38), '', category, area, (i % 997) || '号', state, recent AND a < .3
           AND d < .1, desk, unit, handler, opened_at, opened_at + interval '2 days', first_due, due,
         false, 1, CASE WHEN state = 'returned' THEN 1 ELSE 0 END,
         CASE WHEN due > first_due THEN 1 ELSE 0 END,
         CASE WHEN state = 'reopened' THEN 1 ELSE 0 END, false,
         CASE WHEN state = 'joined' THEN into_matter END, CASE WHEN answered THEN 'done' ELSE '' END,
         CASE WHEN answered THEN opened_at + interval '5 days' END,
         CASE WHEN state = 'closed' THEN opened_at + interval '12 days' END,
         CASE WHEN state <> 'closed' THEN '' WHEN c < .4 THEN 'verdict' ELSE 'silence' END, 3,
         unit IS NOT NULL
       FROM plan""",
    """INSERT INTO matters_wording (matter_id, received_by_id, sought)
       SELECT matter, desk, left(fill_sought(text, voice), 300) FROM plan
       WHERE state IN ('registered', 'accepted', 'assigned', 'in_hand', 'returned', 'waiting', 'reopened')""",
    """INSERT INTO matters_joining (voice_id, matter_id, home_id, joined_at, joined_by)
       SELECT voice, CASE WHEN state = 'joined' THEN into_matter ELSE matter END, matter, opened_at,
         'machine:fill' FROM plan""",
    """INSERT INTO matters_assignment (matter_id, unit_id, part, task, beyond_list_because, given_at,
         given_by, taken_at, ended_at)
       SELECT matter, unit, 'lead', '', '', opened_at + interval '3 hours', 'machine:fill',
         opened_at + interval '9 hours', CASE WHEN state = 'closed' THEN opened_at + interval '12 days'
         END FROM plan WHERE unit IS NOT NULL""",
    """INSERT INTO matters_assignment (matter_id, unit_id, part, task, beyond_list_because, given_at,
         given_by, ended_at)
       SELECT matter, u.id, 'assist', '', '', opened_at + interval '3 hours', 'machine:fill',
         CASE WHEN state = 'closed' THEN opened_at + interval '12 days' END
       FROM plan JOIN places_unit u ON u.id = 2 + plan.i % 20
       WHERE unit IS NOT NULL AND c < .1 AND u.id <> unit""",
    """INSERT INTO matters_clock (matter_id, assignment_id, rule, started_at, first_due_on, due_on,
         provisional, stopped_at)
       SELECT matter, a.id, r.rule, opened_at, first_due, due, false,
         CASE WHEN NOT recent OR state = 'answered' OR r.rule = 'service.dispatch' AND unit > 0
           THEN opened_at + interval '5 days' END
       FROM plan CROSS JOIN (VALUES ('service.reply'), ('service.dispatch'), ('service.leg'),
           ('service.objection')) r(rule)
       LEFT JOIN matters_assignment a ON a.matter_id = plan.matter AND a.part = 'lead'
         AND r.rule IN ('service.leg', 'service.objection')
       WHERE a.id IS NOT NULL OR r.rule IN ('service.reply', 'service.dispatch')""",
    """INSERT INTO matters_step (matter_id, at, verb, unit_id, actor, words, due_on, inside)
       SELECT matter, opened_at + s.later, s.verb, unit, 'machine:fill', '', due, false
       FROM plan CROSS JOIN (VALUES ('register', interval '0'), ('accept', interval '3 hours'),
           ('assign', interval '3 hours'), ('take', interval '9 hours'), ('answer', interval '5 days'),
           ('lapse', interval '12 days')) s(verb, later)
       WHERE s.verb = 'register' OR unit IS NOT NULL AND s.verb IN ('accept', 'assign', 'take')
         OR answered AND s.verb = 'answer' OR state = 'closed' AND s.verb = 'lapse'""",
    """INSERT INTO matters_answer (matter_id, unit_id, outcome, ground_kind, ground, next_step, remedy,
         written_by_id, taken_over_from, written_at, state, reader_words, sent_at)
       SELECT matter, unit, 'done', 'fact', '现场检修记录。', '', '可以请求复查。', someone, '',
         opened_at + interval '5 days', 'sent', '', opened_at + interval '5 days'
       FROM plan WHERE answered AND unit IS NOT NULL""",
    """INSERT INTO matters_answeritem (answer_id, asked, reply)
       SELECT r.id, left(text, 30), '已经修好。' FROM plan JOIN matters_answer r ON r.matter_id = matter""",
    """INSERT INTO matters_delivery (answer_id, voice_id, way, at, review_until, recorded_by)
       SELECT r.id, voice, 'page', opened_at + interval '6 days', (opened_at + interval '36 days')::date,
         'machine:fill'
       FROM plan JOIN matters_answer r ON r.matter_id = matter WHERE a < .6""",
    """INSERT INTO ratings_verdict (voice_id, answer_id, unit_id, solved, satisfaction, contacted, words,
         given_at)
       SELECT voice, r.id, unit,
         CASE WHEN b < .7 THEN 'yes' WHEN b < .85 THEN 'partly' ELSE 'no' END,
         CASE WHEN d < .8 THEN least(5, 1 + floor(5 * sqrt(1 - b))::int) END,
         CASE WHEN d < .6 THEN a < .9 END, '', opened_at + interval '8 days'
       FROM plan JOIN matters_answer r ON r.matter_id = matter WHERE plan.state = 'closed' AND c < .4""",
    """INSERT INTO matters_extension (matter_id, days, reason, asked_at, asked_by, old_due_on, new_due_on,
         decided_at, decided_by, approved)
       SELECT matter, 5, '等配件到货。', opened_at + interval '2 days', 'machine:fill', first_due,
         first_due + 5, CASE WHEN NOT (recent AND c < .2) THEN opened_at + interval '3 days' END,
         CASE WHEN NOT (recent AND c < .2) THEN 'machine:fill' ELSE '' END,
         CASE WHEN NOT (recent AND c < .2) THEN true END
       FROM plan WHERE due > first_due AND state IN ('in_hand', 'closed')""",
    """INSERT INTO matters_objection (matter_id, assignment_id, reason, raised_at, raised_by, decide_by,
         decided_by, decision)
       SELECT matter, a.id, '不属于本单位职责。', opened_at + interval '1 day', 'machine:fill', due, '', ''
       FROM plan JOIN matters_assignment a ON a.matter_id = plan.matter AND a.part = 'lead'
       WHERE state = 'returned'""",
)

GIVE_CODE = """
UPDATE voices_voice SET code_hash = %s
WHERE id = (SELECT voice_id FROM matters_joining WHERE home_id = %s LIMIT 1)"""
