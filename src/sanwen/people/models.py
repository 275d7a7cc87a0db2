"""Staff accounts and the roles they hold, each within one unit and everything under it."""

from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanwen.people.roles import Branch, Role
from sanwen.places.models import Unit

USERNAME = r"^[a-z][a-z0-9._-]{1,39}$"


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def holding(self, *roles: Role) -> Self:
        held = Membership.objects.now().filter(role__in=roles).values("user")
        return self.filter(pk__in=held)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Django's sign-in asks the manager for get_by_natural_key; the rest is the QuerySet."""


class User(AbstractBaseUser):
    """One member of staff. No superuser: what one may do follows from memberships alone."""

    username = models.CharField(_("user name"), max_length=40, unique=True)
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    date_joined = models.DateTimeField()

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("username",)
        constraints = [
            models.CheckConstraint(
                name="user_username_is_lower_case_and_plain", condition=Q(username__regex=USERNAME)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def actor_ref(self) -> str:
        return f"staff:{self.username}"

    @property
    def display_name(self) -> str:
        return self.name or self.username

    @cached_property
    def memberships_now(self) -> list["Membership"]:
        """What this person holds, read once per instance: a request asks many questions of it."""
        return list(Membership.objects.now().filter(user=self).select_related("unit"))

    def holds(self, *roles: Role) -> bool:
        """Whether the person holds any of the roles, anywhere."""
        return any(held.role in roles for held in self.memberships_now)

    def scopes(self, *roles: Role) -> list[str]:
        """Paths of the units where the person holds any of the roles, none inside another."""
        paths = sorted({held.unit.path for held in self.memberships_now if held.role in roles})
        widest: list[str] = []
        for path in paths:
            if not any(path.startswith(outer) for outer in widest):
                widest.append(path)
        return widest

    def reach(self, *roles: Role) -> list[int]:
        """Ids of the units within those scopes, asked once per instance."""
        known: dict[tuple[str, ...], list[int]] = self.__dict__.setdefault("_reach", {})
        paths = tuple(self.scopes(*roles))
        if paths not in known:
            units = Unit.objects.in_reach_of(list(paths))
            known[paths] = list(units.values_list("pk", flat=True))
        return known[paths]

    def covers(self, unit: Unit, *roles: Role) -> bool:
        """Whether the person holds any of the roles in the unit or above it."""
        return any(unit.path.startswith(path) for path in self.scopes(*roles))

    def units(self, *roles: Role) -> list[Unit]:
        """The units the person was given any of the roles in (any role when none is named)."""
        held = (held for held in self.memberships_now if not roles or held.role in roles)
        return list({member.unit_id: member.unit for member in held}.values())


class MembershipQuerySet(models.QuerySet["Membership"]):
    def now(self) -> Self:
        """Roles still held: a role ends at the moment someone ends it, so no clock is asked."""
        return self.filter(until=None)

    def supervising(self, unit: Unit) -> Self:
        """Supervisors of today whose reach this unit lies in."""
        above = [unit.path[:end] for end in range(1, len(unit.path) + 1)]
        held = self.now().filter(role=Role.SUPERVISOR, user__is_active=True)
        return held.filter(unit__path__in=above)


_PERIOD = Func(F("since"), F("until"), function="tstzrange", output_field=DateTimeRangeField())
_BRANCH = Case(
    When(role=Role.ADMINISTRATOR, then=Value(int(Branch.ADMINISTRATION))),
    When(role=Role.AUDITOR, then=Value(int(Branch.AUDIT))),
    default=Value(int(Branch.BUSINESS)),
    output_field=models.IntegerField(),
)


class Membership(models.Model):
    """One person holds one role in one unit from one moment to another."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=14, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("user_id", "since", "id")
        constraints = [
            models.CheckConstraint(
                name="membership_role_is_known", condition=Q(role__in=Role.values)
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(until=None),
                name="membership_is_held_once_at_a_time",
            ),
            ExclusionConstraint(
                name="nobody_works_and_administers_or_audits_at_once",
                expressions=[
                    (F("user"), RangeOperators.EQUAL),
                    (_BRANCH, RangeOperators.NOT_EQUAL),
                    (_PERIOD, RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "role"], condition=Q(until=None), name="membership_now"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"
