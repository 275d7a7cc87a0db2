"""Pictures as they arrive: checked, turned upright, made smaller, re-encoded as pixels only."""

import secrets
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

LARGEST_FILE = 15 * 1024 * 1024
LARGEST_SIDE = 2000
# A small file may unfold into a huge picture; nobody's camera makes more than this.
LARGEST_AREA = 60_000_000
# Two pictures in one file (MPO) are opened as JPEG. A name that Pillow does not know is a KeyError.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")


@dataclass(frozen=True, slots=True)
class Picture:
    name: str
    jpeg: bytes
    width: int
    height: int


def read(file: IO[bytes], *, size: int) -> Picture:
    """The picture in the file, re-encoded; a ValidationError in words if there is none."""
    if size > LARGEST_FILE:
        raise ValidationError(
            _("This picture is %(size)d MB. Please choose one below 15 MB."),
            params={"size": size // 1024 // 1024},
        )
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _reencoded(Image.open(file, formats=FORMATS))
        except ValidationError:
            raise
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning) as fault:
            raise ValidationError(
                _("This file is not a picture that can be opened. JPEG, PNG and WebP work.")
            ) from fault


def _reencoded(image: Image.Image) -> Picture:
    if image.width * image.height > LARGEST_AREA:
        raise ValidationError(_("This picture has too many pixels. Please choose a smaller one."))
    image.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
    upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    # A new image holds pixels only: no EXIF, no position, no hidden thumbnail.
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    out = BytesIO()
    clean.save(out, "JPEG", quality=85)
    return Picture(secrets.token_hex(16), out.getvalue(), clean.width, clean.height)
