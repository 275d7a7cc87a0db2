"""How much one connection may do in ten minutes; nothing is judged of what was said."""

from datetime import timedelta

from django.conf import settings

from sanwen.core.throttle import Limit

TEN_MINUTES = timedelta(minutes=10)
# A village behind one address takes part, too.
NEW_VOTERS = Limit("ask-voter", tries=settings.FORM_LIMIT, window=TEN_MINUTES)
OPINIONS = Limit("ask-opinion", tries=20, window=TEN_MINUTES)
PROOFS = Limit("ask-proof", tries=20, window=TEN_MINUTES)
PROOFS_TO_ONE = Limit("ask-proof-to", tries=3, window=TEN_MINUTES)
FOLLOWING = Limit("ask-follow", tries=20, window=TEN_MINUTES)
