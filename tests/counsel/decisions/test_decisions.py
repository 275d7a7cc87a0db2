"""Every opinion gets its reason, and what was published stays as it was."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from sanwen.core.ruling import NotAllowed
from sanwen.counsel.ballots.states import State as Voted
from sanwen.counsel.consultations.actions.publishing import begin
from sanwen.counsel.consultations.models import Follower
from sanwen.counsel.consultations.phases import Kind
from sanwen.counsel.decisions import covering, shown
from sanwen.counsel.decisions.actions import publishing, witnessing, writing
from sanwen.counsel.decisions.drafts import EvidenceDraft, Wording
from sanwen.counsel.decisions.gates import gates
from sanwen.counsel.decisions.likeness import bundles
from sanwen.counsel.decisions.models import Adopted, Decision, Gate, Point, Source, Version
from sanwen.counsel.decisions.states import State
from sanwen.integrity.audit.models import Entry
from sanwen.integrity.vault import actions as vault
from sanwen.integrity.vault.models import Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.notices.models import Notice, Topic
from sanwen.people.models import User
from tests.factories.ballots import ballot
from tests.factories.consultations import TODAY, statements
from tests.factories.decisions import WORDS, asked, begun, decision, head, point, promise, whole
from tests.factories.moments import MORNING, later
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return head()


def test_a_decision_needs_an_answer_to_every_opinion_that_is_shown(by: User) -> None:
    one = begun(by=by)
    writing.write(decision=one, wording=WORDS, by=by, now=MORNING)
    first = covering.uncovered(one.working).first()
    writing.answer(decision=one, draft=point(first.pk), by=by, now=MORNING)

    with nothing_changes(), pytest.raises(NotAllowed, match="3"):
        publishing.decide(decision=one, by=by, now=MORNING)


def test_what_was_said_later_needs_its_answer_too(by: User) -> None:
    one = whole(begun(by=by), by)
    statements(one.consultation, ["路灯也要装"])

    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.decide(decision=one, by=by, now=MORNING)


def test_a_draft_may_be_shown_before_all_is_answered_and_says_how_many_are_not(by: User) -> None:
    one = begun(by=by)
    writing.write(decision=one, wording=WORDS, by=by, now=MORNING)

    version = publishing.show(decision=one, by=by, now=MORNING)

    assert len(shown.version(version, TODAY).unanswered) == 4


@pytest.mark.parametrize(
    ("adopted", "reason", "instead"),
    [(Adopted.ADOPTED, " ", ""), (Adopted.NOT, "没有钱", " "), (Adopted.NOT, "", "明年再议")],
)
def test_no_opinion_is_answered_without_a_reason(
    by: User, adopted: str, reason: str, instead: str
) -> None:
    one = begun(by=by)
    left = covering.uncovered(one.working).first()
    draft = point(left.pk, adopted=adopted)
    draft = type(draft)(
        title=draft.title, adopted=adopted, reason=reason, instead=instead, statements=[left.pk]
    )

    with nothing_changes(), pytest.raises(NotAllowed):
        writing.answer(decision=one, draft=draft, by=by, now=MORNING)


def test_the_table_itself_knows_that_a_no_says_what_else_there_is(by: User) -> None:
    version = begun(by=by).working

    with pytest.raises(IntegrityError), transaction.atomic():
        Point.objects.create(version=version, number=1, title="x", adopted="not", reason="没有钱")


def test_nothing_is_decided_while_people_are_still_asked(by: User) -> None:
    made = asked(phases=((Kind.GATHER, TODAY - timedelta(days=5), TODAY + timedelta(days=5)),))
    one = whole(begun(made, by), by)

    with nothing_changes(), pytest.raises(NotAllowed, match="3月15日|15 March"):
        publishing.decide(decision=one, by=by, now=MORNING)


def test_an_asking_without_an_end_is_not_decided_either(by: User) -> None:
    made = asked(phases=((Kind.GATHER, TODAY - timedelta(days=5), None),))
    one = whole(begun(made, by), by)

    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.decide(decision=one, by=by, now=MORNING)


def test_a_draft_that_was_announced_is_shown_before_it_is_decided(by: User) -> None:
    made = asked(phases=((Kind.DISCUSS, TODAY - timedelta(days=9), TODAY - timedelta(days=2)),))
    one = whole(begun(made, by), by)
    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.decide(decision=one, by=by, now=MORNING)

    publishing.show(decision=one, by=by, now=MORNING)
    publishing.revise(decision=one, by=by, now=later(hours=1))
    publishing.decide(decision=_written(one, by), by=by, now=later(hours=2))

    one.refresh_from_db()
    assert one.state == State.DECIDED


def _written(one: Decision, by: User) -> Decision:
    writing.write(decision=one, wording=WORDS, by=by, now=later(hours=1))
    return one


@pytest.mark.parametrize("missing", ["gist", "text", "ground", "decided_by", "decided_on"])
def test_a_decision_says_what_who_when_and_on_what_ground(by: User, missing: str) -> None:
    one = whole(begun(by=by), by)
    told = {name: getattr(WORDS, name) for name in Wording.__dataclass_fields__}
    told[missing] = None if missing == "decided_on" else ""
    writing.write(decision=one, wording=Wording(**told), by=by, now=MORNING)

    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.decide(decision=one, by=by, now=MORNING)


def test_a_published_version_is_never_overwritten(by: User) -> None:
    one = decision(State.DECIDED, by=by)
    version = one.published
    point_ = version.points.first()

    for change in (
        lambda: Version.objects.filter(pk=version.pk).update(text="别的"),
        lambda: version.delete(),
        lambda: Point.objects.filter(pk=point_.pk).update(reason="别的"),
        lambda: point_.statements.clear(),
        lambda: version.promises.all().delete(),
        lambda: Point.objects.create(
            version=version, number=9, title="x", adopted="adopted", reason="y"
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_an_amendment_is_a_new_version_and_the_decision_stands_until_then(by: User) -> None:
    one = decision(State.DECIDED, by=by)
    publishing.amend(decision=one, by=by, now=later(days=1))
    changed = Wording(**{**_told(WORDS), "gist": "全部做小广场。", "because": "地质不适合停车。"})
    writing.write(decision=one, wording=changed, by=by, now=later(days=1))
    assert one.published.number == 1

    publishing.decide(decision=one, by=by, now=later(days=2))

    assert [each.gist for each in one.versions.all()] == [WORDS.gist, "全部做小广场。"]
    assert one.published.number == 2
    assert [each.number for each in one.promises] == [1]


def _told(wording: Wording) -> dict[str, object]:
    return {name: getattr(wording, name) for name in Wording.__dataclass_fields__}


def test_an_amendment_says_why(by: User) -> None:
    one = decision(State.AMENDING, by=by)
    writing.write(decision=one, wording=WORDS, by=by, now=later(days=1))

    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.decide(decision=one, by=by, now=later(days=2))


def test_an_amendment_can_be_left_and_nothing_is_lost(by: User) -> None:
    one = decision(State.AMENDING, by=by)

    publishing.leave(decision=one, by=by, now=later(days=1))

    one.refresh_from_db()
    assert (one.state, one.published.number, one.working) == (State.DECIDED, 1, None)


def test_promises_are_there_only_once_it_is_decided_and_keep_their_numbers(by: User) -> None:
    one = whole(begun(by=by), by)
    assert not one.promises.exists()
    writing.drop_promise(promise=one.working.promises.get(), by=by, now=MORNING)
    writing.promise(decision=one, draft=promise(words="装路灯"), by=by, now=MORNING)
    publishing.decide(decision=one, by=by, now=MORNING)
    publishing.amend(decision=one, by=by, now=later(days=1))

    writing.promise(decision=one, draft=promise(words="种树"), by=by, now=later(days=1))

    assert [each.number for each in one.working.promises.all()] == [1, 2]
    assert [each.words for each in one.promises] == ["装路灯"]


def test_whoever_wished_to_hear_of_it_is_told_by_number_only(by: User) -> None:
    one = whole(begun(by=by), by)
    drafts = [
        ContactDraft(email="a@example.org", wishes=Way.EMAIL),
        ContactDraft(phone="13800138000", wishes=Way.PHONE),
    ]
    for contact in vault.keep_many(drafts, now=MORNING):
        Follower.objects.create(consultation=one.consultation, contact=contact)

    publishing.decide(decision=one, by=by, now=MORNING)

    told = Notice.objects.filter(topic=Topic.DECIDED)
    assert [each.subject for each in told] == [one.consultation.ref]


def test_the_trail_tells_what_was_done_and_holds_no_prose(by: User) -> None:
    decision(State.DECIDED, by=by)

    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert [verb for verb in verbs if verb.startswith("decision.")] == [
        "decision.begun", "decision.written", "decision.answered", "decision.answered",
        "decision.promised", "decision.decide",
    ]  # fmt: skip
    assert "停车" not in str(list(Entry.objects.values_list("details")))


def test_opinions_without_an_answer_are_put_together_by_their_words() -> None:
    made = asked()
    extra = statements(made, ["村口要有个停车的地方才行", "村口要有地方停车的"])
    texts = list(made.statements.all())

    found = bundles(texts)

    assert {one.pk for one in extra} <= {one.pk for one in found[0].statements}
    assert sum(len(one.statements) for one in found) == len(texts)


def test_a_gate_says_what_is_missing_and_never_a_figure(by: User) -> None:
    one = decision(State.DECIDED, by=by)

    found = {each.gate: each for each in gates(one.consultation, one, TODAY)}

    assert found[Gate.PLAN].is_passed
    assert not found[Gate.PLAN].missing
    for gate in (Gate.DIAGNOSIS, Gate.ADJUSTMENT, Gate.CARRYING_OUT, Gate.EVALUATION):
        assert found[gate].missing
        assert not found[gate].is_passed


def test_gates_know_origins_drafts_and_what_residents_do_themselves(by: User) -> None:
    made = asked()
    made.origins.create(ref="T-3", words="停车难")
    made.phases.create(kind=Kind.JUDGED, opens_on=TODAY + timedelta(days=90))
    one = whole(begun(made, by), by)
    publishing.show(decision=one, by=by, now=MORNING)
    publishing.revise(decision=one, by=by, now=MORNING)
    writing.promise(
        decision=one, draft=promise(residents_part="村民小组轮流看管"), by=by, now=MORNING
    )
    publishing.decide(decision=_written(one, by), by=by, now=later(hours=3))
    one.refresh_from_db()

    found = {each.gate: each for each in gates(made, one, TODAY)}

    assert found[Gate.DIAGNOSIS].pieces[0].ref == "T-3"
    assert found[Gate.ADJUSTMENT].is_passed
    # Announced is not done.
    for gate in (Gate.CARRYING_OUT, Gate.EVALUATION):
        assert found[gate].pieces
        assert found[gate].missing
        assert not found[gate].is_passed


def test_evidence_is_added_long_after_the_decision_but_never_for_a_day_ahead(by: User) -> None:
    one = decision(State.DECIDED, by=by)
    draft = EvidenceDraft(Gate.EVALUATION, Source.REVIEW, "村民代表现场验收", TODAY, "k-3")
    ahead = EvidenceDraft(Gate.EVALUATION, Source.REVIEW, "验收", TODAY + timedelta(days=99))
    with nothing_changes(), pytest.raises(NotAllowed):
        witnessing.add_evidence(decision=one, draft=ahead, by=by, now=MORNING)

    row = witnessing.add_evidence(decision=one, draft=draft, by=by, now=MORNING)

    found = {each.gate: each for each in gates(one.consultation, one, TODAY)}
    assert found[Gate.EVALUATION].is_passed
    assert found[Gate.EVALUATION].pieces[0].url.endswith("/talks/K-3/")
    witnessing.remove_evidence(evidence=row, by=by, now=MORNING)
    assert not one.evidence.exists()


def test_the_question_is_decided_with_the_publication_and_an_amendment_moves_no_day(
    by: User,
) -> None:
    one = decision(State.AMENDING, by=by)
    wording = replace(WORDS, because="多了两个车位")
    with_day = replace(wording, decided_on=TODAY + timedelta(days=9))
    writing.write(decision=one, wording=with_day, by=by, now=later(days=10))
    publishing.decide(decision=one, by=by, now=later(days=10))

    noted = one.consultation.phases.get(kind=Kind.DECIDED)
    assert (noted.opens_on, noted.closes_on) == (TODAY, None)
    assert Entry.objects.filter(verb="consultation.phase_begun").count() == 1


def test_a_decision_that_is_refused_notes_no_phase(by: User) -> None:
    one = begun(by=by)

    with nothing_changes(), pytest.raises(NotAllowed):
        publishing.decide(decision=one, by=by, now=MORNING)


def test_the_last_gate_says_what_is_missing_from_the_work_to_the_judgement(by: User) -> None:
    one = decision(State.DECIDED, by=by)
    asked_of = one.consultation

    def missing() -> str:
        with override("en"):
            return {each.gate: each for each in gates(asked_of, one, TODAY)}[
                Gate.EVALUATION
            ].missing

    assert "no day is set" in missing()
    note = partial(begin, consultation=asked_of, on=TODAY, by=by, now=later(hours=4))
    note(kind=Kind.CARRIED_OUT, words="铺好了")
    assert "nothing says where" in missing()
    note(kind=Kind.JUDGED, words="小组会上", link="https://a.cn/j")
    assert "does not stand here yet" in missing()
    draft = EvidenceDraft(Gate.EVALUATION, Source.REVIEW, "四十二户都说好", TODAY)
    witnessing.add_evidence(decision=one, draft=draft, by=by, now=later(hours=5))
    assert missing() == ""


def test_what_residents_do_themselves_is_planned_until_all_is_carried_out(by: User) -> None:
    one = whole(begun(by=by), by)
    draft = promise(residents_part="轮流看管")
    writing.promise(decision=one, draft=draft, by=by, now=MORNING)
    publishing.decide(decision=one, by=by, now=later(hours=3))
    one.refresh_from_db()

    def is_passed() -> bool:
        found = {each.gate: each for each in gates(one.consultation, one, TODAY)}
        return found[Gate.CARRYING_OUT].is_passed

    assert not is_passed()
    begin(
        consultation=one.consultation, kind=Kind.CARRIED_OUT, on=TODAY, words="铺好了", by=by,
        now=later(hours=4),
    )  # fmt: skip
    assert is_passed()


def test_a_vote_counts_at_the_gate_that_its_first_day_falls_into(by: User) -> None:
    one = decision(State.REVISING, by=by)
    asked_of = one.consultation
    of = partial(ballot, asked_of.unit, consultation=asked_of)
    ideas = of(opens_on=TODAY - timedelta(days=9))
    on_draft = of(opens_on=TODAY, closes_on=TODAY)
    of(state=Voted.WITHDRAWN, opens_on=TODAY)
    of(state=Voted.DRAFT, opens_on=TODAY)
    publishing.decide(decision=_written(one, by), by=by, now=later(days=5))
    planned = of(opens_on=TODAY + timedelta(days=8))
    one.refresh_from_db()

    found = {each.gate: each for each in gates(asked_of, one, TODAY + timedelta(days=6))}
    votes = {
        gate: [(piece.ref, piece.is_planned) for piece in each.pieces if piece.ref[:2] == "B-"]
        for gate, each in found.items()
    }

    assert votes == {
        Gate.PLAN: [(ideas.ref, False)],
        Gate.DIAGNOSIS: [],
        Gate.ADJUSTMENT: [(on_draft.ref, False)],
        Gate.CARRYING_OUT: [(planned.ref, True)],
        Gate.EVALUATION: [],
    }
    assert found[Gate.PLAN].pieces[-1].url == f"/ballots/B-{ideas.pk}/"
