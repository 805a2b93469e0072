"""The form behind every picture upload: what is not a picture is refused in plain words, what is gets written anew."""

import io
import warnings
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from pillow_heif import HeifImagePlugin  # noqa: F401  lets Pillow open the photos of an iPhone
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

WRITTEN_AS = {"PNG": ("PNG", "png"), "WEBP": ("WEBP", "webp")}
# What the file is, whatever it is called: Zalo and Facebook hand out WebP under the name .jpg, and cameras two views in one.
EXTENSIONS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "HEIF": "heic"}
MOVING = {"PNG", "WEBP"}  # kinds that may hold a film; a camera's MPO and HEIC hold stills, of which the first counts
UNREADABLE = (OSError, ValueError, SyntaxError, EOFError)  # what Pillow raises on files that break off or lie
LONGEST_SIDE = 4000  # pixels; a phone photo keeps enough for print, and a re-encoded file stays small


class CheckedImageField(WagtailImageField):
    """Refuses over-large and damaged pictures before Pillow unpacks them; writes the rest anew without EXIF."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A picture is named by what it is (`check_header`): what still bears another's name is none that we take.
        self.error_messages["invalid_image_known_format"] = _(
            "This file does not open as a photo. Please choose another one, or take the photo again."
        )

    def to_python(self, data):
        """Return the re-encoded upload, or raise ValidationError with one sentence that says what to do."""
        if data is None or not hasattr(data, "read"):
            return super().to_python(data)
        self.check_image_file_size(data)
        self.check_header(data)
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            try:
                upload = super().to_python(data)
            except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
                raise too_many_pixels() from error
            except UNREADABLE as error:
                raise damaged() from error
        if upload is None or not hasattr(upload, "read"):
            return upload
        return written_anew(upload)

    def check_header(self, data):
        """Read only the header: size, kind and number of frames are known before a single pixel is unpacked."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                picture = Image.open(data)
                width, height = picture.size
                moves = picture.format in MOVING and getattr(picture, "is_animated", False)
        except Image.DecompressionBombError as error:
            raise too_many_pixels() from error
        except (UnidentifiedImageError, *UNREADABLE):
            return  # no picture at all: the parent's check words the message
        finally:
            data.seek(0)
        if width * height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            raise too_many_pixels()
        if moves:
            raise ValidationError(
                _("This is a moving picture. Please choose a photo that stands still."), code="moving"
            )
        if picture.format in EXTENSIONS:
            data.name = f"{PurePath(data.name or '').stem.strip('. ') or 'anh'}.{EXTENSIONS[picture.format]}"


def too_many_pixels():
    """The error for a picture with more pixels than the setting allows."""
    return ValidationError(
        _("This picture has too many pixels (more than %(limit)s million). Please make it smaller and send it again."),
        code="too_many_pixels",
        params={"limit": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000},
    )


def damaged():
    """The error for a picture whose pixels cannot be read to the end."""
    return ValidationError(
        _("This picture is damaged or incomplete. Please choose it again, or take a new photo."), code="damaged"
    )


def written_anew(upload):
    """Return `upload` decoded, turned upright, shrunk to LONGEST_SIDE and encoded again, without any metadata.

    EXIF carries the place a photo was taken; a farm's home coordinates must never reach the public. What hides in comments,
    profiles or behind the picture's end stays behind too: nothing but pixels goes over.
    Raises ValidationError when the file's pixels cannot be read to the end.
    """
    try:
        upload.seek(0)
        picture = Image.open(upload)
        source_format = picture.format
        picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unpacked no larger than it is needed
        picture.load()
        picture = ImageOps.exif_transpose(picture)
    except (*UNREADABLE, Image.DecompressionBombError) as error:
        raise damaged() from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kind, extension = WRITTEN_AS.get(source_format, ("JPEG", "jpg"))
    picture = in_screen_colours(picture)
    if kind == "JPEG" and picture.mode not in ("RGB", "L"):
        picture = picture.convert("RGB")
    picture.info = {}
    buffer = io.BytesIO()
    picture.save(buffer, kind, quality=88, optimize=True)
    buffer.seek(0)
    stem = (upload.name or "picture").rsplit(".", 1)[0]
    clean = InMemoryUploadedFile(
        buffer,
        upload.field_name if hasattr(upload, "field_name") else None,
        f"{stem}.{extension}",
        f"image/{kind.lower()}",
        buffer.getbuffer().nbytes,
        None,
    )
    clean.image = picture
    clean.content_type = f"image/{kind.lower()}"
    return clean


def in_screen_colours(picture):
    """Return the picture in sRGB: without its profile, a phone's wide colours would come out pale."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK"):
        return picture
    target = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        return ImageCms.profileToProfile(
            picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode=target
        )
    except (ImageCms.PyCMSError, *UNREADABLE):
        return picture  # a broken profile: the colours as they are


class SiteImageForm(BaseImageForm):
    """Asks for a description in words, because a reader who cannot see the picture hears that instead."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            old = self.fields["file"]
            self.fields["file"] = field = CheckedImageField(label=old.label, required=old.required, widget=old.widget)
            field.help_text = old.help_text
        if "description" in self.fields:
            # The page for many pictures sends each file alone and asks for the words in a second step. Refusing the file
            # for want of words would make Wagtail keep it as it came, with the place where it was taken.
            self.fields["description"].required = not self.is_bound or self.add_prefix("description") in self.data
            self.fields["description"].label = _("What the picture shows")
            self.fields["description"].help_text = _(
                "One sentence for readers who cannot see the picture, such as: A bamboo tray of ripe strawberries."
            )
