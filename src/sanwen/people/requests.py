"""A request by somebody who is signed in, as the types see it."""

from sanwen.core.moment import MomentRequest
from sanwen.people.models import User


class StaffRequest(MomentRequest):
    user: User
