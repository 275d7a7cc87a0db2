"""A posted request is a voice like any other: the same registration, the same limits, the code."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sanwen.core import codes
from sanwen.core.dates import day_words
from sanwen.deliver.intake.actions import TakenIn, take_in
from sanwen.deliver.intake.models import ApiKey
from sanwen.integrity.vault import rules, shapes
from sanwen.integrity.vault.models import Openness, Way
from sanwen.integrity.vault.rules import ContactDraft
from sanwen.listen.voices.actions import Draft, fingerprint
from sanwen.listen.voices.models import Channel
from sanwen.methods.text import visible
from sanwen.open311.faults import Fault
from sanwen.open311.formats import Value
from sanwen.open311.offering import OPENNESS, WISHES, offered
from sanwen.open311.placing import area_of

LONGEST_TEXT, LONGEST_PLACE = 20_000, 200
_KEY_LENGTHS = range(8, 201)
_ATTRIBUTE = re.compile(r"attribute\[(.*)\](?:\[\])?")


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields of the form, trimmed and without signs that cannot be seen."""

    given: Mapping[str, str]

    def field(self, name: str) -> str:
        return visible(self.given.get(name, "")).strip()

    @property
    def attributes(self) -> dict[str, str]:
        found = ((_ATTRIBUTE.fullmatch(name), name) for name in self.given)
        return {match[1]: self.field(name) for match, name in found if match}


def post(given: Mapping[str, str], *, by: ApiKey, key: str, now: datetime) -> dict[str, Value]:
    """`key`, chosen by the program, makes a request sent twice one request."""
    if key and len(key) not in _KEY_LENGTHS:
        raise Fault(400, _("“Idempotency-Key” must have 8 to 200 characters."))
    draft = _draft(Posted(given), submission_key=f"{by.actor_ref}:{key or secrets.token_hex(16)}")
    taken = take_in(draft, received_by=by.unit, by=by, now=now)
    if bytes(taken.voice.fingerprint) != fingerprint(draft.text):
        raise Fault(
            409, _("This Idempotency-Key was used before, for other words. Choose a new one.")
        )
    return {
        "service_request_id": taken.matter.ref,
        "service_notice": _notice(taken),
        "account_id": None,
    }


def _notice(taken: TakenIn) -> str:
    """The code opens the matter: it is told here, to who hands it on, and nowhere else."""
    return _(
        "Registered as %(voice)s. You get an answer by %(day)s. Your code: %(code)s. Keep it: "
        "with it you follow the matter and judge the answer, and nobody else can see it."
    ) % {
        "voice": taken.voice.ref,
        "day": day_words(taken.voice.promised_on),
        "code": codes.grouped(taken.code or ""),
    }


def _draft(posted: Posted, *, submission_key: str) -> Draft:
    code = posted.field("service_code")
    if not code:
        raise Fault(400, _("“service_code” is missing."))
    service = offered(code)
    place = posted.field("address_string")
    if len(place) > LONGEST_PLACE:
        raise Fault(400, _("“address_string” may have up to 200 characters."))
    return Draft(
        text=_text(posted),
        channel=Channel.API,
        contact=_contact(posted),
        place=place,
        area_id=area_of(*(posted.field(name) for name in ("lat", "long", "address_id"))),
        submission_key=submission_key,
        # What the sender took it for; the desk decides what it is.
        source=f"Open311 {service.code} {service.name}",
    )


def _text(posted: Posted) -> str:
    """A picture's address is kept as words: to fetch it would let anybody send us anywhere."""
    text, media = posted.field("description"), posted.field("media_url")
    if not text:
        raise Fault(400, _("“description” is missing: say in words what it is about."))
    whole = f"{text}\nmedia_url: {media}" if media else text
    if len(whole) > LONGEST_TEXT:
        raise Fault(400, _("The text may have up to %(most)d characters.") % {"most": LONGEST_TEXT})
    return whole


def _contact(posted: Posted) -> ContactDraft:
    phone, email = posted.field("phone"), posted.field("email")
    if phone:
        shapes.phone_is_right(phone).require()
    if email:
        shapes.email_is_right(email).require()
    unset = Way.EMAIL if email else Way.CODE_ONLY
    chosen = posted.attributes
    unknown = set(chosen) - {WISHES, OPENNESS}
    if unknown:
        raise Fault(400, _("The attribute %(name)s is not known.") % {"name": min(unknown)[:40]})
    draft = ContactDraft(
        name=_name(posted.field("first_name"), posted.field("last_name")),
        phone=phone,
        email=email,
        wishes=Way(_one_of(Way.values, chosen.get(WISHES, ""), unset)),
        openness=Openness(
            _one_of(Openness.values, chosen.get(OPENNESS, ""), Openness.CONFIDENTIAL)
        ),
    )
    rules.may_keep(draft).require()
    return draft


def _one_of(values: list[str], chosen: str, unset: str) -> str:
    if chosen and chosen not in values:
        raise Fault(400, _("An attribute's value is one of its keys."))
    return chosen or unset


def _name(first: str, last: str) -> str:
    """王 and 某 are 王某; Ada and Lovelace are Ada Lovelace."""
    if (first + last).isascii():
        return f"{first} {last}".strip()
    return last + first
