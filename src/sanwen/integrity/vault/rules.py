"""Who may see a contact and when; what may be kept at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sanwen.core.actors import Actor
from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.integrity.vault.models import FIELDS, NEEDS, Contact, Openness, Reason, Reveal, Way

LONGEST = {"name": 100, "phone": 60, "email": 254, "address": 400, "wechat": 100}
LONGEST_MESSAGE = 2000


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """What somebody told about how to reach them, in plain text, before it enters the vault."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    wechat: str = ""
    wishes: Way = Way.CODE_ONLY
    openness: Openness = Openness.CONFIDENTIAL

    @property
    def given(self) -> list[str]:
        return [field for field in FIELDS if getattr(self, field).strip()]


def from_a_list(cells: Mapping[str, str], *ways: Way) -> ContactDraft | None:
    """Of somebody on a list that was brought: reached by the first of the ways that is told."""
    told = {name: cells.get(name, "") for name in ("name", "phone", "email", "address")}
    if not any(told.values()):
        return None
    wishes = next((way for way in ways if told[NEEDS[way]]), Way.CODE_ONLY)
    return ContactDraft(
        name=told["name"],
        phone=told["phone"],
        email=told["email"],
        address=told["address"],
        wishes=wishes,
    )


def may_keep(draft: ContactDraft) -> Ruling:
    return all_of(_anonymous_is_empty(draft), _way_leads_somewhere(draft), _not_too_long(draft))


def _anonymous_is_empty(draft: ContactDraft) -> Ruling:
    if draft.openness == Openness.ANONYMOUS and draft.given:
        return refused(
            _("An anonymous message keeps no contact details. Choose “confidential” to be reached.")
        )
    return ALLOWED


def _way_leads_somewhere(draft: ContactDraft) -> Ruling:
    needed = NEEDS.get(Way(draft.wishes))
    if needed and needed not in draft.given:
        return refused(
            {
                "phone": _("To be called or texted, leave a telephone number."),
                "email": _("To get an e-mail, leave an e-mail address."),
                "wechat": _("To be reached by WeChat, leave your WeChat name."),
                "address": _("To get a letter, leave an address."),
            }[needed]
        )
    return ALLOWED


def _not_too_long(draft: ContactDraft) -> Ruling:
    for field, most in LONGEST.items():
        if len(getattr(draft, field)) > most:
            return refused(_("Use at most %(most)d characters.") % {"most": most})
    return ALLOWED


def may_reveal(contact: Contact, *, reason: str, third_party: bool) -> Ruling:
    if third_party:
        return refused(_("A company or other third party never sees who the resident is."))
    if reason not in Reason.values:
        return refused(_("Choose a reason from the list."))
    return _has_something(contact)


def _has_something(contact: Contact) -> Ruling:
    if contact.erased_at:
        return refused(_("The contact details were erased when their time was over."))
    if contact.openness == Openness.ANONYMOUS or not contact.held:
        return refused(_("The resident left no contact details. Write through the relay instead."))
    return ALLOWED


def keeps_the_confidence(contact: Contact, *, at_the_desk: bool) -> Ruling:
    """Who chose “confidential” was told: not the unit that does the work."""
    if at_the_desk or contact.openness != Openness.CONFIDENTIAL:
        return ALLOWED
    return refused(
        _(
            "The resident asked that the unit which does the work does not learn who they are. "
            "Write a message; in an emergency, ask the desk that registered the matter to call."
        )
    )


def may_read(reveal: Reveal, contact: Contact, by: Actor, *, now: datetime) -> Ruling:
    if reveal.contact_id != contact.pk or reveal.actor != by.actor_ref:
        return refused(_("These details were shown to somebody else."))
    if now >= reveal.expires_at:
        return refused(_("The time to see the details is over. Give your reason again."))
    return _has_something(contact)


def may_relay(contact: Contact, text: str) -> Ruling:
    if contact.erased_at:
        return refused(_("The contact details were erased when their time was over."))
    if not text.strip():
        return refused(_("Write a few words first."))
    if len(text) > LONGEST_MESSAGE:
        return refused(_("Use at most %(most)d characters.") % {"most": LONGEST_MESSAGE})
    return ALLOWED
