"""How a voice and a matter look to a program. The OpenAPI document is made from these."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import ConfigDict, Field

LONGEST_TEXT = 20_000


class ContactIn(Schema):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(default="", description="As the person wants to be addressed.")
    phone: str = ""
    email: str = ""
    wishes: Literal["code_only", "phone", "sms", "email"] = Field(
        default="code_only", description="How the person wants to be reached."
    )
    openness: Literal["anonymous", "confidential", "open"] = Field(
        default="confidential",
        description="Who may know who it was. An anonymous voice brings no contact at all.",
    )


class VoiceIn(Schema):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(
        ..., description=f"The person's own words, up to {LONGEST_TEXT} characters. Kept verbatim."
    )
    place: str = Field(default="", description="Where it is, in words, up to 200 characters.")
    said_at: datetime | None = Field(
        default=None,
        description="When it was said, if not now. A date in the future counts as now.",
    )
    contact: ContactIn = ContactIn()


class MatterOut(Schema):
    number: str = Field(..., examples=["M-12"])
    state: str = Field(..., examples=["registered"])
    state_words: str = Field(..., description="The state in the language of the request.")


class VoiceOut(Schema):
    ok: Literal[True] = True
    number: str = Field(..., examples=["V-12"])
    code: str = Field(
        ..., examples=["7K3M-9QXR-2WPD"], description="For the person only: it opens their matter."
    )
    receipt: str = Field(..., description="Signed; hand it to the person as it is.")
    promised_on: date = Field(..., description="The day by which the answer is promised.")
    provisional: bool = Field(
        ..., description="The days off of that year are not announced yet; the day may move."
    )
    matter: MatterOut
    running: bool = Field(
        ..., description="The same person had said the same before; this is the running matter."
    )


class LookupIn(Schema):
    model_config = ConfigDict(extra="forbid")

    code: str = Field(..., description="As it stands on the receipt; spaces and dashes are fine.")


class StepOut(Schema):
    at: datetime
    words: str
    reason: str = Field(default="", description="What was said about it, where something was.")


class LookupOut(Schema):
    ok: Literal[True] = True
    number: str
    matter: MatterOut
    headline: str = Field(..., description="One sentence: what is the state, whose turn it is.")
    registered_at: datetime
    promised_on: date
    first_promised_on: date = Field(..., description="The first promise; it never changes.")
    provisional: bool
    late: bool
    answered: bool = Field(..., description="An answer waits; it is read on the page, by code.")
    timeline: list[StepOut] = Field(..., description="Newest first.")


class Refusal(Schema):
    ok: Literal[False] = False
    error: str = Field(..., examples=["invalid"], description="For the program.")
    reason: str = Field(..., description="For a person, in the language of the request.")
