"""How much one connection may do in ten minutes; a village behind one address votes, too."""

from datetime import timedelta

from django.conf import settings

from sanwen.core.throttle import Limit

TEN_MINUTES = timedelta(minutes=10)
VOTES = Limit("ballot-vote", tries=settings.FORM_LIMIT, window=TEN_MINUTES)
