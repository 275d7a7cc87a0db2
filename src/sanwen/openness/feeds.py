"""What is new on the open side as Atom, in the reader's language; identifiers never change."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any, ClassVar

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sanwen.core.dates import day_words, local_day
from sanwen.core.names import name_of
from sanwen.listen.topics.models import Topic
from sanwen.openness import choosing
from sanwen.openness.models import Checkpoint, PublicMatter, Release
from sanwen.openness.shown import matters as shown
from sanwen.openness.shown import topics as topics_shown
from sanwen.verdict.promises.models import Entry
from sanwen.verdict.surveys.models import Result, Survey

MOST = 40


class Atom(Atom1Feed):
    """With the type that readers of feeds look for."""

    content_type = "application/atom+xml; charset=utf-8"


class OpenFeed(Feed):  # type: ignore[type-arg]
    feed_type = Atom
    page: ClassVar[str]

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.host = request.get_host()
        self.language = get_language()
        return super().__call__(request, *args, **kwargs)

    def link(self) -> str:
        return reverse(self.page)

    def feed_guid(self) -> str:
        return f"tag:{self.host.partition(':')[0]},2026:{self.page}"

    def item_guid(self, item: Any) -> str:
        """Neither the language nor a later address changes what it is."""
        return f"tag:{self.host.partition(':')[0]},2026:{self.page}:{item.pk}"

    item_guid_is_permalink = False


class Matters(OpenFeed):
    title = _("Public matters")
    page = "open_matters"

    def items(self) -> Iterable[PublicMatter]:
        return choosing.newest(MOST)

    def item_title(self, item: PublicMatter) -> str:
        return f"{item.ref} {item.summary}"

    def item_description(self, item: PublicMatter) -> str:
        row = shown.row(item)
        return f"{row.state} · {row.under}"

    def item_link(self, item: PublicMatter) -> str:
        return reverse("open_matter", args=[item.number])

    def item_pubdate(self, item: PublicMatter) -> datetime:
        return _noon(item.opened_on)

    def item_updateddate(self, item: PublicMatter) -> datetime:
        return _noon(item.closed_on or item.opened_on)


class Checkpoints(OpenFeed):
    title = _("Checkpoints of the trail")
    page = "open_trail"

    def items(self) -> Iterable[Checkpoint]:
        return Checkpoint.objects.all()[:MOST]

    def item_title(self, item: Checkpoint) -> str:
        return f"{item.day}"

    def item_description(self, item: Checkpoint) -> str:
        return item.text

    def item_link(self, item: Checkpoint) -> str:
        return f"{reverse('open_trail')}#{item.day}"

    def item_pubdate(self, item: Checkpoint) -> datetime:
        return _noon(item.day)

    item_updateddate = item_pubdate


class Data(OpenFeed):
    title = _("Open data")
    page = "open_data"

    def items(self) -> Iterable[Release]:
        return Release.objects.defer("basis").order_by("-made_at", "-pk")[:MOST]

    def item_title(self, item: Release) -> str:
        return f"{item.get_dataset_display()} {item.period:%Y-%m}"

    def item_description(self, item: Release) -> str:
        return item.because

    def item_link(self, item: Release) -> str:
        name, given = "open_release", [item.dataset, f"{item.period:%Y-%m}"]
        if item.version > 1:
            return reverse("open_release_version", args=[*given, item.version])
        return reverse(name, args=given)

    def item_pubdate(self, item: Release) -> datetime:
        return timezone.localtime(item.made_at)

    item_updateddate = item_pubdate


def _noon(day: Any) -> datetime:
    """A day has no hour here; noon is the same day for everybody near."""
    return datetime.combine(day, time(4), tzinfo=UTC)


class Topics(OpenFeed):
    title = _("What many speak of")
    page = "open_topics"

    def items(self) -> Iterable[Topic]:
        return topics_shown.public().order_by("-since", "-pk")[:MOST]

    def item_title(self, item: Topic) -> str:
        return " · ".join(part for part in (name_of(item.category), name_of(item.area)) if part)

    def item_description(self, item: Topic) -> str:
        return gettext("%(people)d people") % {"people": item.people}

    def item_link(self, item: Topic) -> str:
        return f"{reverse('open_topics')}#{item.ref}"

    def item_pubdate(self, item: Topic) -> datetime:
        return _noon(local_day(item.since))

    def item_updateddate(self, item: Topic) -> datetime:
        return _noon(local_day(item.counted_at))


class Promises(OpenFeed):
    title = _("Promises")
    page = "open_promises"

    def items(self) -> Iterable[Entry]:
        return Entry.objects.public().order_by("-told_on", "-pk")[:MOST]

    def item_title(self, item: Entry) -> str:
        return f"{item.ref} {item.words}"

    def item_description(self, item: Entry) -> str:
        words = gettext("First promised for %(first)s, now for %(now)s.")
        return words % {"first": day_words(item.first_due_on), "now": day_words(item.due_on)}

    def item_link(self, item: Entry) -> str:
        return reverse("open_promise", args=[item.pk])

    def item_pubdate(self, item: Entry) -> datetime:
        return _noon(item.told_on)

    item_updateddate = item_pubdate


class Surveys(OpenFeed):
    """Results, as they were published."""

    title = _("Results of surveys")
    page = "open_surveys"

    def items(self) -> Iterable[Result]:
        found = Result.objects.filter(survey__in=Survey.objects.public())
        return found.select_related("survey").order_by("-published_at", "-pk")[:MOST]

    def item_title(self, item: Result) -> str:
        return f"Q-{item.survey_id} {item.survey.title}"

    def item_description(self, item: Result) -> str:
        return item.because

    def item_link(self, item: Result) -> str:
        return f"{reverse('open_surveys')}Q-{item.survey_id}/"

    def item_pubdate(self, item: Result) -> datetime:
        return timezone.localtime(item.published_at)

    item_updateddate = item_pubdate


matters = login_not_required(Matters())
topics = login_not_required(Topics())
promises = login_not_required(Promises())
surveys = login_not_required(Surveys())
checkpoints = login_not_required(Checkpoints())
data = login_not_required(Data())
