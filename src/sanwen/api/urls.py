"""The API's addresses. A key or a code opens them, never a session: none leads to the sign-in."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from sanwen.api.v1 import api

# Django would take a module's own `app_name` for a name space, so it is not called that.
_patterns, _kind, _space = api.urls
for pattern in _patterns:
    if pattern.callback:
        pattern.callback = login_not_required(pattern.callback)

urlpatterns = [path("api/v1/", include((_patterns, _kind), namespace=_space))]
