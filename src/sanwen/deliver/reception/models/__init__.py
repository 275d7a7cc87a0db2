"""The tables of reception: counters, visits, lists of what to bring, feedback, safety, duty."""

from sanwen.deliver.reception.models.counters import Counter, Day, Hours
from sanwen.deliver.reception.models.duty import Shift
from sanwen.deliver.reception.models.feedback import Feedback
from sanwen.deliver.reception.models.lists import Checklist, ListGap, Told
from sanwen.deliver.reception.models.safety import HelpCall, SafetyEvent
from sanwen.deliver.reception.models.visits import HandOver, Visit

__all__ = [
    "Checklist",
    "Counter",
    "Day",
    "Feedback",
    "HandOver",
    "HelpCall",
    "Hours",
    "ListGap",
    "SafetyEvent",
    "Shift",
    "Told",
    "Visit",
]
