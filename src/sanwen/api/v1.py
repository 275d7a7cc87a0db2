"""Version 1: a program hands in voices with its key; anybody with a code looks up a matter."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Header, NinjaAPI
from ninja.security import HttpBearer

from sanwen.api import asked, decided, judged, refusals, surveyed, voted
from sanwen.api.looking import looked_up
from sanwen.api.refusals import Refused
from sanwen.api.shapes import LookupIn, LookupOut, Refusal, VoiceIn, VoiceOut
from sanwen.api.voices import hand_in
from sanwen.core import throttle
from sanwen.core.moment import MomentRequest
from sanwen.core.source import source
from sanwen.core.throttle import CALLS, WRONG_CODES
from sanwen.deliver.intake.models import ApiKey
from sanwen.deliver.intake.programs.actions import key_for

MINUTES = 10

api = NinjaAPI(
    title="Sanwen",
    version="1",
    description="Hand in what people say, look up what became of it, take part in what is asked.",
    urls_namespace="api-v1",
    # No page that would load scripts from elsewhere; the document itself is openapi.json.
    docs_url=None,
)
refusals.told_by(api)
api.add_router("", asked.router)
api.add_router("", decided.router)
api.add_router("", voted.router)
api.add_router("", judged.router)
api.add_router("", surveyed.router)


class ProgramRequest(MomentRequest):
    auth: ApiKey


class ByKey(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        return key_for(token)


def _wait() -> Refused:
    reason = _("Too many calls. Please wait ten minutes and go on.")
    return Refused(429, "too_many", reason, wait=MINUTES * 60)


@api.post(
    "/voices",
    url_name="voices",
    auth=ByKey(),
    response={201: VoiceOut, 200: VoiceOut, frozenset({400, 401, 409, 422, 429}): Refusal},
    summary="Hand in a voice",
    by_alias=True,
)
def voices(
    request: ProgramRequest,
    voice: VoiceIn,
    idempotency_key: str = Header(  # type: ignore[type-arg]
        ...,
        alias="Idempotency-Key",
        description="Chosen by you, 8 to 200 characters. Sent again, it is the same voice.",
    ),
) -> Any:
    """Registered at once. 201 the first time; 200 with the same body when it was sent before."""
    if throttle.note(CALLS, request.auth.actor_ref, now=request.now) > CALLS.tries:
        raise _wait()
    return hand_in(voice, by=request.auth, key=idempotency_key, now=request.now)


@api.post(
    "/lookup",
    url_name="lookup",
    auth=None,
    response={200: LookupOut, frozenset({400, 404, 422, 429}): Refusal},
    summary="Look up a matter by its code",
)
def lookup(request: MomentRequest, body: LookupIn) -> Any:
    """A code is never part of an address. Wrong and unknown codes are answered alike."""
    here = source(request)
    if throttle.too_many(WRONG_CODES, here, now=request.now):
        raise _wait()
    found = looked_up(body.code, now=request.now)
    if found is None:
        throttle.note(WRONG_CODES, here, now=request.now)
        raise Refused(404, "not_found", _("No message has this code."))
    return found
