"""Sealing a report, opening it with two people, talking by code alone; declaring an interest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from sanwen.core import codes, keys
from sanwen.core.actors import Machine
from sanwen.integrity.audit.actions import record
from sanwen.integrity.conduct import rules, touched
from sanwen.integrity.conduct.models import (
    Conclusion,
    Kind,
    SealedMessage,
    SealedReport,
    Stake,
    StakeKind,
    Unsealing,
)
from sanwen.integrity.conduct.states import State
from sanwen.people.models import User
from sanwen.places.models import Area, Unit

KEY = "conduct"
_DESK = Machine("conduct")
# Whoever keeps matters registers a job of this name: open ones are looked through again.
LOOK_THROUGH = "matters.look_through"


@dataclass(frozen=True, slots=True)
class Sealed:
    """The report and the code, which is told once and never stored."""

    report: SealedReport
    code: str


@dataclass(frozen=True, slots=True)
class Interest:
    """In one of the three."""

    words: str = ""
    unit: Unit | None = None
    area: Area | None = None

    @property
    def kind(self) -> StakeKind:
        if self.unit:
            return StakeKind.UNIT
        return StakeKind.PLACE if self.area else StakeKind.WORDS


@transaction.atomic
def seal_report(
    *,
    kind: Kind,
    text: str,
    about: Iterable[Unit],
    submission_key: str,
    subject: str = "",
    now: datetime | None = None,
) -> Sealed:
    """The trail learns that a report exists; not of whom, not of which matter, not from whom.

    The same submission sent twice is one report.
    """
    now = timezone.now() if now is None else now
    rules.may_seal(text).require()
    code = codes.make(keys.keyed_hash("codes", f"sealed:{submission_key}"))
    report, is_new = SealedReport.objects.get_or_create(
        code_hash=hash_of(code),
        defaults={"kind": kind, "text": _sealed(text), "subject": subject, "received_at": now},
    )
    if is_new:
        report.about_units.set(about)
        report.shut_out.set(_named(text))
        record("report.sealed", on=report.ref, by=_DESK, at=now)
    return Sealed(report, code)


@transaction.atomic
def ask_to_unseal(
    *, report: SealedReport, because: str, by: User, now: datetime | None = None
) -> Unsealing:
    now = timezone.now() if now is None else now
    report = _locked(report, by)
    rules.may_ask_to_unseal(report, by, because).require()
    asked = Unsealing.objects.create(
        report=report, asked_by=by, asked_at=now, because=because.strip()
    )
    record("report.unseal_asked", on=report.ref, by=by, at=now)
    return asked


@transaction.atomic
def agree_to_unseal(*, report: SealedReport, by: User, now: datetime | None = None) -> SealedReport:
    """The second person: from now on the two of them can read the report."""
    now = timezone.now() if now is None else now
    report = _locked(report, by)
    waiting = report.unsealings.filter(agreed_at=None).select_for_update().first()
    rules.may_agree_to_unseal(waiting, by).require()
    report.unsealings.filter(agreed_at=None).update(agreed_by=by, agreed_at=now)
    if report.state == State.RECEIVED:
        report.state, report.first_read_at = State.READ, now
        report.save(update_fields=["state", "first_read_at"])
    record("report.unsealed", on=report.ref, by=by, at=now)
    return report


@transaction.atomic
def open_report(*, report: SealedReport, by: User, now: datetime | None = None) -> list[str]:
    """The words of a report and of each message on it, in their order; a reading is recorded."""
    now = timezone.now() if now is None else now
    report = _locked(report, by)
    rules.may_read(report, by).require()
    record("report.read", on=report.ref, by=by, at=now)
    return [_opened(report.text), *words_of(report)]


@transaction.atomic
def write_to_reporter(
    *, report: SealedReport, text: str, by: User, now: datetime | None = None
) -> SealedMessage:
    now = timezone.now() if now is None else now
    report = _locked(report, by)
    rules.may_write_to_reporter(report, by, text).require()
    return _write(report, text, by=by, now=now)


@transaction.atomic
def conclude(
    *,
    report: SealedReport,
    conclusion: Conclusion,
    text: str,
    by: User,
    now: datetime | None = None,
) -> SealedReport:
    """What was found, with words to whoever made the report."""
    now = timezone.now() if now is None else now
    report = _locked(report, by)
    rules.may_conclude(report, by, text).require()
    report.state, report.conclusion, report.concluded_at = State.CONCLUDED, conclusion, now
    report.save(update_fields=["state", "conclusion", "concluded_at"])
    _write(report, text, by=by, now=now)
    record("report.concluded", on=report.ref, by=by, at=now)
    return report


@transaction.atomic
def add_words(*, report: SealedReport, text: str, now: datetime | None = None) -> SealedMessage:
    """The reporter adds something, by code. On a concluded report it is looked into again."""
    now = timezone.now() if now is None else now
    report = SealedReport.objects.select_for_update().get(pk=report.pk)
    rules.may_add(report, text).require()
    report.shut_out.add(*_named(text))
    if report.state == State.CONCLUDED:
        report.state = State.READ
        report.save(update_fields=["state"])
    return _write(report, text, by=None, now=now)


@transaction.atomic
def declare(
    *, interest: Interest, until: date | None, by: User, now: datetime | None = None
) -> Stake:
    """The trail learns that an interest was declared, not which."""
    now = timezone.now() if now is None else now
    rules.may_declare(
        words=interest.words, area=interest.area, until=until, today=timezone.localdate(now)
    ).require()
    stake = Stake.objects.create(
        user=by,
        kind=interest.kind,
        unit=interest.unit,
        area=interest.area,
        words=_sealed(interest.words) if interest.words else b"",
        declared_at=now,
        until=until,
    )
    record("stake.declared", on=stake.ref, by=by, at=now)
    jobs.configure_task(LOOK_THROUGH).defer(since=now.isoformat())
    transaction.on_commit(touched.forget)
    return stake


@transaction.atomic
def end_stake(*, stake: Stake, by: User, now: datetime | None = None) -> Stake:
    """From today on it counts no more; what it kept away from stays until somebody lifts it."""
    now = timezone.now() if now is None else now
    today = timezone.localdate(now)
    stake = Stake.objects.select_for_update().get(pk=stake.pk)
    rules.may_end(stake, by, today=today).require()
    stake.until = today - timedelta(days=1)
    stake.save(update_fields=["until"])
    record("stake.ended", on=stake.ref, by=by, at=now)
    transaction.on_commit(touched.forget)
    return stake


def words_of(report: SealedReport) -> list[str]:
    """The messages in their order, opened."""
    return [_opened(message.text) for message in report.messages.all()]


def hash_of(code: str) -> bytes:
    return keys.keyed_hash("lookup", f"sealed:{codes.normalise(code)}")


def report_of(code: str) -> SealedReport | None:
    return SealedReport.objects.filter(code_hash=hash_of(code)).first()


def _locked(report: SealedReport, by: User) -> SealedReport:
    visible = SealedReport.objects.visible_to(by)
    return SealedReport.objects.select_for_update().get(pk=visible.get(pk=report.pk).pk)


def _write(report: SealedReport, text: str, *, by: User | None, now: datetime) -> SealedMessage:
    message = SealedMessage.objects.create(report=report, by=by, text=_sealed(text), at=now)
    record("report.message", on=report.ref, by=by or _DESK, at=now)
    return message


def _named(text: str) -> list[User]:
    """Staff whose full name stands in the words; better one reader too few than one too many."""
    plain = "".join(text.split())
    everyone = User.objects.filter(is_active=True).exclude(name="").only("name")
    return [user for user in everyone if len(user.name) > 1 and "".join(user.name.split()) in plain]


def _sealed(text: str) -> bytes:
    return keys.keyring(KEY).encrypt(text.strip().encode())


def _opened(sealed: bytes | memoryview) -> str:
    return keys.keyring(KEY).decrypt(bytes(sealed)).decode()
