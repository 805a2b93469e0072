"""Photos as phones, chat programs and attackers make them: pixels go over, and nothing else."""

import io
import struct

import pillow_heif
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import SimpleTestCase
from PIL import Image, ImageCms, PngImagePlugin

from ocop.images.forms import CheckedImageField
from tests.images.test_uploads import COLOURS, encoded, photo_with_place
from tests.reading import vi

SCRIPT = b"<script>alert(document.cookie)</script><?php system($_GET['c']); ?>"


def heic(size=(640, 480), **options):
    """Returns a photo as an iPhone stores it."""
    buffer = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", size, COLOURS)).save(buffer, **options)
    return buffer.getvalue()


def heic_that_claims(width, height):
    """Returns an iPhone's photo of a few bytes whose header promises width × height pixels."""
    content = heic()
    claim = struct.pack(">II", 640, 480)
    assert b"ispe\0\0\0\0" + claim in content
    return content.replace(b"ispe\0\0\0\0" + claim, b"ispe\0\0\0\0" + struct.pack(">II", width, height))


def with_red_and_green_swapped():
    """Returns a colour profile in which red means green: what it says shows at once."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"tmp1", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"tmp1", b"gXYZ", 1)


def film(kind):
    """Returns three frames in one file."""
    frames = [Image.new("RGB", (64, 48), (shade, 0, 0)) for shade in (0, 100, 200)]
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=100)
    return buffer.getvalue()


class PhotoFieldTests(SimpleTestCase):
    """The field behind every upload, on single files."""

    def clean(self, content, name="anh.jpg"):
        return CheckedImageField().clean(SimpleUploadedFile(name, content))

    def stored(self, content, name="anh.jpg"):
        """Return (name, bytes, picture) of what would be stored."""
        clean = self.clean(content, name)
        clean.seek(0)
        written = clean.read()
        return clean.name, written, Image.open(io.BytesIO(written))

    def refused(self, content, name="anh.jpg"):
        with self.assertRaises(ValidationError) as caught:
            self.clean(content, name)
        return caught.exception

    def test_a_script_in_comment_metadata_profile_or_tail_stays_behind(self):
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", SCRIPT.decode())
        info.add_itxt("XML:com.adobe.xmp", SCRIPT.decode())
        exif = Image.Exif()
        exif[0x010E] = SCRIPT.decode()
        files = [
            encoded("JPEG", comment=SCRIPT, exif=exif, xmp=SCRIPT),
            encoded("JPEG", icc_profile=SCRIPT),
            encoded("JPEG") + SCRIPT,
            encoded("PNG", pnginfo=info, icc_profile=SCRIPT),
            encoded("PNG") + SCRIPT,
            encoded("WEBP", exif=exif.tobytes(), xmp=SCRIPT),
            heic(exif=exif.tobytes(), xmp=SCRIPT),
        ]
        for content in files:
            with self.subTest(content[:12]):
                assert b"script" in content
                written = self.stored(content, "a.heic" if b"ftyp" in content[:12] else "a.jpg")[1]
                assert b"script" not in written
                assert b"php" not in written

    def test_a_picture_that_is_a_program_as_well_is_only_a_picture(self):
        jar = b"PK\x03\x04" + b"\0" * 26 + b"META-INF/MANIFEST.MF" + SCRIPT
        __, written, picture = self.stored(encoded("JPEG") + jar)
        assert picture.format == "JPEG"
        assert b"PK\x03\x04" not in written

    def test_films_are_refused_in_words(self):
        for kind in ("WEBP", "PNG"):
            with self.subTest(kind):
                error = self.refused(film(kind), f"a.{kind.lower()}")
                assert error.code == "moving"
                assert vi("This is a moving picture. Please choose a photo that stands still.") in error.messages

    def test_a_gif_is_refused_still_or_moving(self):
        for content in (film("GIF"), encoded("GIF")):
            self.refused(content, "a.gif")

    def test_the_photo_in_a_photo_with_a_film_or_a_second_view_is_kept(self):
        film_behind = encoded("JPEG") + b"\0\0\0\x18ftypmp42" + b"\0" * 5000
        two_views = io.BytesIO()
        first, second = Image.new("RGB", (640, 480), COLOURS), Image.new("RGB", (64, 48))
        first.save(two_views, "MPO", save_all=True, append_images=[second])
        for content in (film_behind, two_views.getvalue()):
            __, __, picture = self.stored(content)
            assert (picture.format, picture.size, getattr(picture, "n_frames", 1)) == ("JPEG", (640, 480), 1)

    def test_the_content_counts_and_not_the_name(self):
        # Zalo hands out WebP as .jpg; some phones store HEIC as .jpg or send no ending at all.
        files = [
            (encoded("WEBP"), "zalo.jpg", "zalo.webp"),
            (heic(), "IMG_0001.jpg", "IMG_0001.jpg"),
            (heic(), "IMG_0001.heif", "IMG_0001.jpg"),
            (encoded("JPEG"), "image", "image.jpg"),
            (encoded("JPEG"), "ảnh.vườn.PNG", "ảnh.vườn.jpg"),
            (encoded("PNG"), "anh.exe", "anh.png"),
        ]
        for content, sent, expected in files:
            with self.subTest(sent):
                assert self.stored(content, sent)[0] == expected

    def test_an_iphones_photo_beyond_the_limit_is_refused_before_it_is_unpacked(self):
        for width, height in ((8000, 6400), (60_000, 60_000)):
            with self.subTest((width, height)):
                assert self.refused(heic_that_claims(width, height), "a.heic").code == "too_many_pixels"

    def test_half_an_iphones_photo_is_refused(self):
        whole = heic((1200, 900))
        self.refused(whole[: len(whole) // 2], "a.heic")

    def test_wide_colours_are_turned_into_the_screens(self):
        plain = self.stored(encoded("PNG"), "a.png")[2]
        other = self.stored(encoded("PNG", icc_profile=with_red_and_green_swapped()), "a.png")[2]
        red, green, blue = other.getpixel((5, 5))
        assert plain.getpixel((5, 5)) == COLOURS == (31, 92, 58)
        assert abs(red - 92) + abs(green - 31) + abs(blue - 58) < 9
        assert "icc_profile" not in other.info

    def test_a_printers_colours_become_a_screens(self):
        buffer = io.BytesIO()
        Image.new("CMYK", (64, 48), (0, 255, 255, 0)).save(buffer, "JPEG")
        picture = self.stored(buffer.getvalue())[2]
        assert picture.mode == "RGB"
        red, green, blue = picture.getpixel((5, 5))
        assert red > 200
        assert max(green, blue) < 60

    def test_a_logos_ground_stays_transparent(self):
        content = encoded("PNG", mode="RGBA")
        assert self.stored(content, "logo.png")[2].mode == "RGBA"

    def test_every_way_to_lie_down_is_put_upright(self):
        for orientation in range(1, 9):
            exif = Image.Exif()
            exif[0x0112] = orientation
            with self.subTest(orientation):
                picture = self.stored(encoded("JPEG", exif=exif))[2]
                assert picture.size == ((480, 640) if orientation >= 5 else (640, 480))

    def test_the_place_is_gone(self):
        assert b"Exif" in photo_with_place()
        assert b"Exif" not in self.stored(photo_with_place())[1]

    def test_names_that_are_none(self):
        for name in ("...", "\\", ".jpg", "\u202egpj.exe", " "):
            with self.subTest(name):
                stored = self.stored(encoded("JPEG"), name)[0]
                assert stored.endswith(".jpg")
                assert len(stored) > 4
