"""How much one connection may do in ten minutes; a village behind one address answers, too."""

from datetime import timedelta

from django.conf import settings

from sanwen.core.throttle import Limit

ANSWERS = Limit("survey-answer", tries=settings.FORM_LIMIT, window=timedelta(minutes=10))
