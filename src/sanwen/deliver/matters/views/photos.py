"""A photo, shown only to who may see the matter it belongs to."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sanwen.deliver.matters.models import Matter
from sanwen.listen.voices.models import Photo
from sanwen.people.requests import StaffRequest


@require_safe
@cache_control(private=True, max_age=600)
def photo(request: StaffRequest, number: int) -> FileResponse:
    visible = Matter.objects.visible_to(request.user)
    one = get_object_or_404(Photo, pk=number, voice__joining__matter__in=visible)
    return FileResponse(one.file.open("rb"), content_type="image/jpeg")
