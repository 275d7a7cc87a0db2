"""The page where anybody checks a receipt: was it signed here, unchanged, and for these words?"""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from sanwen.core import keys
from sanwen.listen.voices.actions import fingerprint
from sanwen.listen.voices.receipts import check


class ReceiptForm(forms.Form):
    receipt = forms.CharField(
        label=_("The receipt"),
        help_text=_("All of its lines, from “SANWEN RECEIPT 1” to the signature."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false"}),
    )
    words = forms.CharField(
        label=_("The words it is said to be for"),
        help_text=_("Exactly as they were sent. They are compared and not kept."),
        required=False,
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_receipt(request: HttpRequest) -> HttpResponse:
    form = ReceiptForm(request.POST or None)
    context = {"form": form, "public_key": keys.public_key("receipt")}
    if form.is_valid():
        found = check(form.cleaned_data["receipt"])
        context |= {"found": found, "same_words": _same(found.fields, form.cleaned_data["words"])}
    return render(request, "web/check_receipt.html", context)


def _same(fields: dict[str, str], words: str) -> bool | None:
    """None when there is nothing to compare. Browsers send line ends as two signs, we keep one."""
    if not words or "sha256" not in fields:
        return None
    told = (words, words.replace("\r\n", "\n"), words.replace("\r\n", "\n").strip())
    return any(fingerprint(text).hex() == fields["sha256"] for text in told)
