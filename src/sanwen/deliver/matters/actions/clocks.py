"""What happens when a period is over, or is counted anew: acts of the machine, never a judgement."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from sanwen.core.actors import Machine
from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters import notices
from sanwen.deliver.matters.actions import asking, beats, ending
from sanwen.deliver.matters.clock_rules import rules as clock_rules
from sanwen.deliver.matters.models import Answer, Clock, Extension, Joining, Matter, Presence
from sanwen.deliver.matters.periods import local_day, period
from sanwen.deliver.matters.states import ENDED, State
from sanwen.integrity.audit.actions import TrailRow, record_many
from sanwen.integrity.vault import actions as vault
from sanwen.methods.clock import Due

CLOCKS = Machine("clocks")
BATCH = 500
