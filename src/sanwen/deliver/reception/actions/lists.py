"""The lists themselves: what is shipped, and a better version of one."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sanwen.core.actors import Actor
from sanwen.deliver.matters.actions.beats import clock
from sanwen.deliver.reception import rules, shipped
from sanwen.deliver.reception.models import Checklist
from sanwen.integrity.audit.actions import record


@dataclass(frozen=True, slots=True)
class ListDraft:
    """A new version of a list. An English that is left out falls back on the Chinese."""

    name: str
    items: list[str]
    where: str
    by_when: str
    takes: str
    name_en: str = ""
    items_en: tuple[str, ...] = ()
    where_en: str = ""
    by_when_en: str = ""
    takes_en: str = ""


@transaction.atomic
def change_list(
    *, code: str, draft: ListDraft, by: Actor, now: datetime | None = None
) -> Checklist:
    """A new version; papers that were given keep the one they show."""
    now = clock(now)
    rules.may_set_up(None, by).require()
    older = Checklist.objects.select_for_update().filter(code=code)
    last = older.aggregate(last=Max("version")) if list(older) else {"last": 0}
    older.update(is_current=False)
    fields = asdict(draft) | {"items_en": list(draft.items_en)}
    made = Checklist.objects.create(code=code, version=last["last"] + 1, **fields)
    record(
        "checklist.changed", on=f"checklist:{code}", by=by, at=now,
        version=made.version, items=len(made.items),
    )  # fmt: skip
    return made


@transaction.atomic
def load_shipped(*, by: Actor, now: datetime | None = None) -> int:
    """The lists that came with the program; what a body changed in its own stays."""
    now = clock(now)
    rules.may_set_up(None, by).require()
    known = set(Checklist.objects.values_list("code", flat=True))
    fresh = [row for row in shipped.lists() if row["code"] not in known]
    Checklist.objects.bulk_create([Checklist(**row) for row in fresh])
    if fresh:
        record("checklists.loaded", on="reception:checklists", by=by, at=now, new=len(fresh))
    return len(fresh)
