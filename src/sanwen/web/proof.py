"""The page where anybody checks a receipt: was it signed here, unchanged, and for these words?"""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from sanwen.core import keys
from sanwen.core.ruling import Ruling
from sanwen.listen.voices.actions import fingerprint
from sanwen.listen.voices.models import Voice
from sanwen.listen.voices.receipts import Check, check, is_still_held, number_of

LONGEST = 4000
# A record holds everything that was said and done.
LONGEST_FILE = 2_000_000


class ReceiptForm(forms.Form):
    receipt = forms.CharField(
        label=_("The receipt"),
        help_text=_("All of its lines, from “SANWEN RECEIPT 1” to the signature."),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 9, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or its file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".txt,.json,text/plain,application/json"}),
    )
    words = forms.CharField(
        label=_("The words it is said to be for"),
        help_text=_("Exactly as they were sent. They are compared and not kept."),
        required=False,
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict[str, Any]:
        """A receipt has a few hundred characters, a record some thousands; no more is read."""
        file = self.cleaned_data.get("file")
        if file is not None:
            self.cleaned_data["receipt"] = file.read(LONGEST_FILE).decode("utf-8", "replace")
        elif not self.cleaned_data.get("receipt") and "receipt" not in self.errors:
            self.add_error("receipt", _("Paste the receipt, or choose its file."))
        return self.cleaned_data


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_receipt(request: HttpRequest) -> HttpResponse:
    form = ReceiptForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        found = check(form.cleaned_data["receipt"])
        same = _same(found.fields, form.cleaned_data["words"])
        context |= {"found": found, "held": _held(found), "same_words": same}
    return render(request, "web/check_receipt.html", context)


@login_not_required
@require_safe
def receipt_key(request: HttpRequest) -> HttpResponse:
    """The public key, and how to check a receipt without asking us."""
    context = {"public_key": keys.public_key("receipt"), "key_id": keys.key_id("receipt")}
    return render(request, "web/receipt_key.html", context)


def _held(found: Check) -> Ruling | None:
    """Asked only for a genuine receipt: whoever shows one knows of the message already."""
    number = number_of(found)
    if number is None:
        return None
    return is_still_held(found, Voice.objects.filter(pk=number).only("fingerprint").first())


def _same(fields: dict[str, str], words: str) -> bool | None:
    """None when there is nothing to compare. Browsers send line ends as two signs, we keep one."""
    if not words or "sha256" not in fields:
        return None
    told = (words, words.replace("\r\n", "\n"), words.replace("\r\n", "\n").strip())
    return any(fingerprint(text).hex() == fields["sha256"] for text in told)
