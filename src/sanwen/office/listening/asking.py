"""What many speak of, or one matter that concerns many, becomes a question to everybody."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sanwen.counsel.consultations.views.desk import prepare_page
from sanwen.deliver.matters.models import Joining, Matter
from sanwen.listen.topics.models import Topic
from sanwen.office.listening.rules import may_read_topics
from sanwen.people.requests import StaffRequest

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@BOTH
def ask_about_topic(request: StaffRequest, pk: int) -> HttpResponse:
    """Whoever is in the topic is invited, as far as their matters may be seen by who asks."""
    may_read_topics(request.user).require()
    topic = get_object_or_404(Topic.objects.visible_to(request.user), pk=pk)
    seen = Matter.objects.visible_to(request.user)
    raised = Joining.objects.filter(voice__topicvoice__topic=topic, matter__in=seen)
    return prepare_page(request, origins=[(topic.ref, topic.name)], invite=_contacts(raised))


@never_cache
@BOTH
def ask_about_matter(request: StaffRequest, pk: int) -> HttpResponse:
    """The line that everybody may read goes with it; without one, its number alone."""
    matter = get_object_or_404(Matter.objects.visible_to(request.user), pk=pk)
    raised = Joining.objects.filter(matter=matter)
    return prepare_page(
        request, origins=[(matter.ref, matter.public_summary)], invite=_contacts(raised)
    )


def _contacts(raised: "QuerySet[Joining]") -> list[int]:
    """Not of what was withdrawn: whoever took it back is left in peace."""
    standing = raised.filter(withdrawn_at=None)
    return list(standing.values_list("voice__contact", flat=True))
