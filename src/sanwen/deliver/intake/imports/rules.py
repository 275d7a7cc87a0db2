"""Who may take in a file, and when."""

from django.utils.translation import gettext as _

from sanwen.core.ruling import ALLOWED, Ruling, all_of, refused
from sanwen.deliver.intake.models import ImportRun, RunState
from sanwen.people.models import User
from sanwen.people.roles import Role
from sanwen.places.models import Unit


def may_import_at_all(by: User) -> Ruling:
    if by.holds(Role.INTAKE):
        return ALLOWED
    return refused(_("Only a registration desk takes in files."))


def may_import(unit: Unit, by: User) -> Ruling:
    if by.covers(unit, Role.INTAKE):
        return ALLOWED
    return refused(_("Only the desk of this unit takes in files for it."))


def may_prepare(run: ImportRun, by: User) -> Ruling:
    return all_of(may_import(run.received_by, by), _is_in(run, RunState.CHECKED))


def may_start(run: ImportRun, by: User) -> Ruling:
    return all_of(
        may_import(run.received_by, by),
        _is_in(run, RunState.CHECKED, RunState.STOPPED),
        _has_columns(run),
        _has_its_file(run),
    )


def may_stop(run: ImportRun, by: User) -> Ruling:
    return all_of(may_import(run.received_by, by), _is_in(run, RunState.WAITING, RunState.RUNNING))


def may_go_on_with(known: ImportRun, run: ImportRun) -> Ruling:
    """The same file was begun before: it goes on only where it stopped, with the same columns."""
    if known.state == RunState.DONE:
        return refused(
            _("This file was already taken in, on %(day)s.") % {"day": known.started_at.date()}
        )
    if known.state != RunState.STOPPED and known.file:
        return refused(_("This file is being taken in right now."))
    if known.last_line and known.mapping != run.mapping:
        return refused(
            _("This file was begun with other columns. Go on with the same ones, or not at all.")
        )
    return ALLOWED


def _is_in(run: ImportRun, *states: RunState) -> Ruling:
    if run.state in states:
        return ALLOWED
    return refused(
        _("This cannot be done now: the file is “%(state)s”.") % {"state": run.get_state_display()}
    )


def _has_columns(run: ImportRun) -> Ruling:
    if "text" in run.mapping:
        return ALLOWED
    return refused(_("Say first which column holds the message."))


def _has_its_file(run: ImportRun) -> Ruling:
    if run.file:
        return ALLOWED
    return refused(_("The file is no longer here. Upload it again; it goes on where it stopped."))
