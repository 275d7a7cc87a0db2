"""The desk decides who does it; the unit begins, or says that it is not theirs."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanwen.core.ruling import NotAllowed
from sanwen.deliver.matters.actions import assigning, opening
from sanwen.deliver.matters.actions.assigning import Assign
from sanwen.deliver.matters.forms import (
    AcceptForm,
    ActForm,
    AssignForm,
    DecideForm,
    DesignateForm,
    JoinForm,
    ReturnForm,
    SortingForm,
    TakeForm,
)
from sanwen.deliver.matters.models import Matter
from sanwen.deliver.matters.shown.complaints import suspected
from sanwen.deliver.matters.shown.procedures import choices
from sanwen.deliver.matters.shown.suggesting import preselected
from sanwen.deliver.matters.views.frame import Page, found, perform, queue_key
from sanwen.listen.triage.models import Category
from sanwen.people.requests import StaffRequest
from sanwen.places.models import Unit

BOTH = require_http_methods(["GET", "HEAD", "POST"])


@BOTH
def assign(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    form = SortingForm(
        request.POST or None,
        matter=matter,
        units=Unit.objects.active().order_by("level", "code"),
        categories=Category.objects.filter(is_active=True),
        procedures=choices(request.now),
        initial={"queue": queue_key(request), **preselected(matter)},
        suspected=suspected(matter),
    )
    page = Page(_("Assign"), _("Assign"), template="matters/assign.html")
    return perform(
        request,
        matter,
        form,
        page,
        lambda: assigning.assign(
            matter=matter, to=_decided(form), by=request.user, version=_version(form)
        ),
        done=_("%(ref)s is with its unit.") % {"ref": matter.ref},
        next_in_queue=True,
    )


@require_POST
def accept(request: StaffRequest, number: int) -> HttpResponse:
    """The suggestion as it stands, with one key; where it may complain of a unit, by the page."""
    matter = found(request, number)
    if suspected(matter):
        messages.info(request, _("Look once more: the message may complain of a unit."))
        return redirect("matter_assign", matter.pk)
    form = AcceptForm(request.POST, matter=matter)
    page = Page(_("Assign"), _("Assign"))
    return perform(
        request,
        matter,
        form,
        page,
        lambda: assigning.assign(
            matter=matter,
            to=Assign(
                lead=get_object_or_404(Unit, pk=form.cleaned_data["lead"]),
                category=get_object_or_404(Category, pk=form.cleaned_data["category"]),
            ),
            by=request.user,
            version=_version(form),
        ),
        done=_("%(ref)s is with its unit.") % {"ref": matter.ref},
        next_in_queue=True,
    )


@BOTH
def take(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    form = TakeForm(request.POST or None, matter=matter, initial=_queue(request))
    page = Page(
        _("Begin"), _("I have it in hand"), _("The resident is told that your unit has begun.")
    )
    return perform(
        request,
        matter,
        form,
        page,
        lambda: assigning.take(matter=matter, by=request.user, version=_version(form)),
        done=_("You have %(ref)s in hand.") % {"ref": matter.ref},
    )


@BOTH
def return_(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    form = ReturnForm(request.POST or None, matter=matter, initial=_queue(request))
    hint = _(
        "It stays with you until it is decided. A matter is returned once; then an arbiter decides."
    )
    page = Page(_("Return: not ours"), _("Return it"), hint)
    return perform(
        request,
        matter,
        form,
        page,
        lambda: assigning.object_to(
            matter=matter,
            reason=form.cleaned_data["reason"],
            by=request.user,
            version=_version(form),
        ),
        done=_("The return of %(ref)s is with whoever decides.") % {"ref": matter.ref},
    )


@BOTH
def decide(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    form = DecideForm(request.POST or None, matter=matter, initial=_queue(request))
    page = Page(_("Decide on the return"), _("Decide"), template="matters/decide.html")
    page.more["objection"] = matter.objections.filter(decided_at=None).first()

    def act() -> None:
        agreed = form.cleaned_data["agreed"] == "yes"
        verb = assigning.agree if agreed else assigning.refuse_return
        words = form.cleaned_data["words"]
        verb(matter=matter, words=words, by=request.user, version=_version(form))

    done = _("The return of %(ref)s is decided.") % {"ref": matter.ref}
    return perform(request, matter, form, page, act, done=done)


@BOTH
def designate(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    form = DesignateForm(
        request.POST or None,
        matter=matter,
        units=Unit.objects.active().order_by("level", "code"),
        categories=Category.objects.filter(is_active=True),
        initial={"queue": queue_key(request), "category": matter.category_id},
        suspected=suspected(matter),
    )
    hint = _("Nobody returns the matter after this.")
    page = Page(_("Name the unit"), _("Name the unit"), hint, template="matters/assign.html")
    return perform(
        request,
        matter,
        form,
        page,
        lambda: assigning.designate(
            matter=matter,
            to=_decided(form),
            words=form.cleaned_data["words"],
            by=request.user,
            version=_version(form),
        ),
        done=_("%(ref)s is with its unit.") % {"ref": matter.ref},
    )


@BOTH
def join(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    form = JoinForm(request.POST or None, matter=matter, initial=_queue(request))
    hint = _(
        "The messages go over to the other matter; each keeps its own answer. It can be undone."
    )
    page = Page(_("Join to another matter"), _("Join"), hint)
    return perform(
        request,
        matter,
        form,
        page,
        lambda: opening.join(
            matter=matter,
            into=_other(request, form.cleaned_data["into"]),
            by=request.user,
            version=_version(form),
        ),
        done=_("%(ref)s is joined.") % {"ref": matter.ref},
        next_in_queue=True,
    )


@BOTH
def part(request: StaffRequest, number: int) -> HttpResponse:
    matter = found(request, number)
    form = TakeForm(request.POST or None, matter=matter, initial=_queue(request))
    hint = _("The messages that came from this matter come home, and it is registered again.")
    page = Page(_("Undo the joining"), _("Undo"), hint)
    return perform(
        request,
        matter,
        form,
        page,
        lambda: opening.part(matter=matter, by=request.user, version=_version(form)),
        done=_("%(ref)s stands alone again.") % {"ref": matter.ref},
    )


def _other(request: StaffRequest, number: int) -> Matter:
    other = Matter.objects.visible_to(request.user).filter(pk=number).first()
    if other is None:
        raise NotAllowed(_("There is no matter of this number, or it is not open to you."))
    return other


def _version(form: ActForm) -> int:
    return int(form.cleaned_data["version"])


def _queue(request: StaffRequest) -> dict[str, str]:
    return {"queue": queue_key(request)}


def _decided(form: AssignForm) -> Assign:
    fields = form.cleaned_data
    return Assign(
        lead=form.lead_unit,
        category=form.subject,
        assists=form.helpers,
        parts=form.level_parts(form.units),
        task=fields["task"],
        beyond_list_because=fields["beyond_list_because"],
        public_summary=fields["public_summary"],
        as_written=fields["as_written"],
        urgent=fields["urgent"],
        procedure=fields.get("procedure", ""),
        procedure_because=fields.get("procedure_because", ""),
        complained_of=form.complained,
    )
