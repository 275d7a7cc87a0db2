"""A picture arrives as pixels only: where, when and by whom it was taken does not come in."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, PngImagePlugin

from sanwen.listen.voices import pictures

SECRET = "13800138000"


def with_secrets(kind: str) -> bytes:
    """A picture with a place, an artist, a comment and text chunks, as its format allows."""
    image = Image.new("RGB", (64, 48), "red")
    exif = Image.Exif()
    exif[0x013B] = f"artist {SECRET}"
    exif.get_ifd(0x8825)[1] = "N"
    chunks = PngImagePlugin.PngInfo()
    chunks.add_text("Comment", SECRET)
    chunks.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET}</x>")
    more = {
        "JPEG": {"exif": exif, "comment": SECRET.encode()},
        "PNG": {"exif": exif, "pnginfo": chunks},
        "WEBP": {"exif": exif, "xmp": f"<x>{SECRET}</x>".encode()},
        "GIF": {"comment": SECRET.encode()},
    }[kind]
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_nothing_but_pixels_comes_in(kind: str) -> None:
    data = with_secrets(kind)
    assert SECRET.encode() in data

    jpeg = pictures.read(BytesIO(data), size=len(data)).jpeg

    shown = Image.open(BytesIO(jpeg))
    assert SECRET.encode() not in jpeg
    assert not shown.getexif()
    assert not {"comment", "xmp", "exif", "Comment"} & set(shown.info)


def test_a_heic_file_is_refused_in_words() -> None:
    data = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 64

    with pytest.raises(ValidationError, match="JPEG"):
        pictures.read(BytesIO(data), size=len(data))
