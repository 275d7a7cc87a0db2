"""Who may do what in a review: role by relation by state; whoever had a part has no say."""

from collections.abc import Callable

import pytest

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.models import Recusal, RecusalGround
from sanwen.deliver.matters.states import State as MatterState
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.verdict.reviews import bodies, rules
from sanwen.verdict.reviews.actions import asking, deciding, hearing, naming, serving, writing
from sanwen.verdict.reviews.models import Result, Review, ReviewBody
from sanwen.verdict.reviews.stakes import stakes
from tests.factories import reviews
from tests.factories.matters import Cast, matter
from tests.factories.moments import later
from tests.factories.people import also, person
from tests.factories.unchanged import nothing_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


def who(cast: Cast, name: str) -> User:
    """The people of the table: by role, and by what they had to do with the matter."""
    return PEOPLE[name](cast)


PEOPLE: dict[str, Callable[[Cast], User]] = {
    "writer of the body": reviews.reviewer,
    "head of the body": reviews.reader,
    "leader of the body": lambda c: c.who(Role.LEADER, c.units.county),
    "handler of the matter": lambda c: c.handler,
    "head of the unit": lambda c: c.head,
    "handler of the matter, now in the body": lambda c: also(
        c.handler, Role.HANDLER, c.units.county
    ),
    "head of the unit, now in the body": lambda c: also(c.head, Role.UNIT_LEAD, c.units.county),
    "clerk who assigned it, now in the body": lambda c: also(c.clerk, Role.HANDLER, c.units.county),
    "another unit": lambda c: c.who(Role.UNIT_LEAD, c.units.water),
    "desk": lambda c: person(Role.INTAKE, c.units.desk),
    "supervisor": lambda c: c.who(Role.SUPERVISOR, c.units.county),
    "administrator": lambda c: c.who(Role.ADMINISTRATOR, c.units.county),
}
# who, writes the opinion, reads it second, sees the page while it runs, takes down a request
TABLE = [
    ("writer of the body", True, False, True, False),
    ("head of the body", True, True, True, False),
    ("leader of the body", False, True, True, False),
    ("handler of the matter", False, False, False, False),
    ("head of the unit", False, False, False, False),
    ("handler of the matter, now in the body", False, False, True, False),
    ("head of the unit, now in the body", False, False, True, False),
    ("clerk who assigned it, now in the body", False, False, True, True),
    ("another unit", False, False, False, False),
    ("desk", False, False, True, True),
    ("supervisor", False, False, True, False),
    ("administrator", False, False, False, False),
]


@pytest.mark.parametrize(("name", "writes", "reads", "sees", "takes"), TABLE)
def test_the_table(cast, name, writes, reads, sees, takes):
    one = matter(cast, MatterState.IN_REVIEW)
    review, by = reviews.review_of(one), who(cast, name)
    known = stakes(review)
    opinion = deciding.write(
        review=review, finding=reviews.finding(), by=person(Role.HANDLER, cast.units.county),
        now=later(days=1),
    )  # fmt: skip

    assert bool(rules.may_write(review, by, known, being_read=False)) is writes
    assert bool(rules.may_work(review, by, known)) is writes
    assert bool(rules.may_draft(review, by, known, kind="review")) is writes
    assert bool(rules.may_read(review, opinion, by, known)) is reads
    assert Review.objects.visible_to(by).filter(pk=review.pk).exists() is sees
    assert bool(rules.may_take_down(one, by)) is takes


@pytest.mark.parametrize("name", [row[0] for row in TABLE if not row[1]])
def test_whoever_may_not_decide_changes_nothing_by_trying(cast, name):
    review, by = reviews.review_of(matter(cast, MatterState.IN_REVIEW)), who(cast, name)

    with nothing_changes(), pytest.raises(NotAllowed):
        deciding.write(review=review, finding=reviews.finding(), by=by, now=later(days=1))
    with nothing_changes(), pytest.raises(NotAllowed):
        hearing.call(review=review, plan=reviews.plan(later(days=12)), by=by, now=later(days=1))


@pytest.mark.parametrize("state", set(MatterState) - {MatterState.JOINED})
def test_asking_is_possible_where_an_answer_stands(cast, state):
    one = matter(cast, state)
    joining = reviews.voice(one).joining
    place = asking.place_of(reviews.voice(one), joining.matter)

    allowed = bool(rules.may_ask(joining, second=place.second, running=place.running))
    assert allowed is (
        joining.matter.state
        in (
            MatterState.ANSWERED,
            MatterState.CLOSED,
            MatterState.IN_REVIEW,
            MatterState.REVIEWED,
            MatterState.IN_SECOND,
        )
    )


@pytest.mark.parametrize(("ground", "of"), [("person", "user"), ("unit", "unit")])
def test_a_standing_recusal_shuts_out_and_hides(cast, ground, of):
    one = matter(cast, MatterState.IN_REVIEW)
    review, by = reviews.review_of(one), reviews.reviewer(cast)
    value = by if of == "user" else cast.units.county
    Recusal.objects.create(
        matter=one,
        ground=RecusalGround.DECLARED,
        found_at=later(),
        found_by="staff:x",
        **{of: value},
    )

    assert not Review.objects.visible_to(by).filter(pk=review.pk).exists()
    if of == "user":
        with nothing_changes(), pytest.raises(NotAllowed, match="recus|回避"):
            deciding.write(review=review, finding=reviews.finding(), by=by, now=later(days=1))


def test_a_recused_unit_is_passed_over_when_the_body_is_looked_for(cast):
    one = matter(cast, MatterState.ANSWERED)
    reviews.body(cast, second=True)
    Recusal.objects.create(
        matter=one, ground=RecusalGround.COMPLAINED_OF, found_at=later(), found_by="staff:x",
        unit=cast.units.county,
    )  # fmt: skip

    assert asking.place_of(reviews.voice(one), one).above.unit == reviews.city()


def test_a_unit_that_assisted_is_passed_over_as_well(cast):
    one = matter(cast, MatterState.ANSWERED)
    reviews.body(cast, second=True)
    one.assignments.create(
        unit=cast.units.county, part="assist", given_at=later(), given_by="staff:x"
    )

    assert asking.place_of(reviews.voice(one), one).above.unit == reviews.city()


def test_the_people_of_the_first_review_do_not_decide_the_second(cast):
    one = matter(cast, MatterState.IN_SECOND)
    first = [also(user, Role.UNIT_LEAD, reviews.city()) for user in (
        reviews.reviewer(cast), reviews.reader(cast)
    )]  # fmt: skip
    review = reviews.review_of(one)

    for by in first:
        with nothing_changes(), pytest.raises(NotAllowed, match="earlier review|上一次|参加过"):
            deciding.write(review=review, finding=reviews.finding(), by=by, now=later(days=2))
    assert rules.may_work(review, reviews.reviewer(cast, second=True), stakes(review))


def test_after_a_redo_the_same_body_may_look_at_the_new_answer(cast):
    one = matter(cast, MatterState.IN_REVIEW)
    reviews.decide(cast, one, later(days=1), Result.REDO)

    assert cast.units.county.pk not in bodies.had_a_part(one)


def test_a_county_above_decides_nothing_in_the_name_of_the_body(cast):
    """Those above cover everything below, but they may have to look at it a second time."""
    village = cast.units.village
    ReviewBody.objects.create(unit=cast.units.roads, body=cast.units.town)
    review = reviews.review_of(matter(cast, MatterState.IN_REVIEW))
    above = cast.who(Role.UNIT_LEAD, cast.units.county)

    assert review.body == cast.units.town
    assert not rules.works_for_the_body(review, above)
    assert not rules.works_for_the_body(review, cast.who(Role.UNIT_LEAD, village))


def test_nobody_reads_their_own_opinion(cast):
    review = reviews.review_of(matter(cast, MatterState.IN_REVIEW))
    head = reviews.reader(cast)
    opinion = deciding.write(review=review, finding=reviews.finding(), by=head, now=later(days=1))

    with nothing_changes(), pytest.raises(NotAllowed):
        deciding.read(opinion=opinion, agreed=True, by=head, now=later(days=1))


def test_whoever_answered_reads_the_opinion_once_it_is_sent(cast):
    one = matter(cast, MatterState.IN_REVIEW)
    review = reviews.review_of(one)
    assert not Review.objects.visible_to(cast.head).filter(pk=review.pk).exists()

    reviews.decide(cast, one, later(days=1))

    assert Review.objects.visible_to(cast.head).filter(pk=review.pk).exists()


def test_paper_is_recorded_by_the_body_the_desk_or_the_unit_and_nobody_else(cast):
    one = matter(cast, MatterState.REVIEWED)
    opinion = reviews.review_of(one).opinions.get()
    voice = reviews.voice(one)

    with nothing_changes(), pytest.raises(NotAllowed):
        serving.hand_over(
            opinion=opinion, voice=voice, by=cast.who(Role.UNIT_LEAD, cast.units.water)
        )
    assert serving.hand_over(opinion=opinion, voice=voice, by=cast.clerk).way == "paper"


def test_only_an_administrator_names_bodies_and_never_one_below(cast):
    admin = cast.who(Role.ADMINISTRATOR, cast.units.county)

    with nothing_changes(), pytest.raises(NotAllowed):
        naming.name_body(unit=cast.units.roads, body=cast.units.town, by=cast.head)
    with nothing_changes(), pytest.raises(NotAllowed):
        naming.name_body(unit=cast.units.town, body=cast.units.village, by=admin)
    with nothing_changes(), pytest.raises(NotAllowed):
        naming.name_body(unit=cast.units.town, body=cast.units.town, by=admin)
    assert naming.name_body(unit=cast.units.town, body=cast.units.water, by=admin)
    assert naming.name_body(unit=cast.units.town, by=admin) is None
    assert not ReviewBody.objects.exists()


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.HANDLER, True), (Role.UNIT_LEAD, True), (Role.LEADER, True), (Role.SUPERVISOR, True),
        (Role.INTAKE, True), (Role.AUDITOR, False), (Role.ADMINISTRATOR, False),
    ],
)  # fmt: skip
def test_the_queue_is_for_those_who_decide_or_oversee(cast, role, allowed):
    assert bool(rules.may_see_queue(cast.who(role, cast.units.county))) is allowed
    assert bool(rules.may_name_bodies(cast.who(role, cast.units.county))) is (
        role == Role.ADMINISTRATOR
    )


def test_a_paper_that_no_review_has_is_not_drafted(cast):
    review = reviews.review_of(matter(cast, MatterState.IN_REVIEW))

    with nothing_changes(), pytest.raises(NotAllowed):
        writing.draft(request=review.requests.get(), kind="urging", by=reviews.reviewer(cast))


def test_every_right_is_asked_somewhere_in_this_table(cast):
    """`may_publish`, `may_minute`, `may_cancel`, `may_call_hearing`, `may_drop` and `may_take_up`
    have their own pages of tests beside this one."""
    told = {name for name in vars(rules) if name.startswith("may_")}
    here = {
        "may_ask", "may_take_down", "may_work", "may_write", "may_draft", "may_read", "may_serve",
        "may_name_bodies", "may_see_queue", "may_move", "may_record_delivery",
    }  # fmt: skip
    beside = {
        "may_publish", "may_minute", "may_cancel", "may_call_hearing", "may_drop", "may_take_up",
    }  # fmt: skip

    assert told == here | beside
    assert not rules.may_move(reviews.review_of(matter(cast, MatterState.REVIEWED)), "drop")
