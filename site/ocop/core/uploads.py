"""Reads past a file that is far too large, so that its form can say so: nothing of it is kept, and the rest arrives."""

import io

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.urls import Resolver404, resolve


class LargeFile(UploadedFile):
    """A file that nobody kept: it is empty, and knows how large it was."""


def largest_file(request):
    """Return the largest file, in bytes, that is taken at the address of a request: more than others where films arrive."""
    try:
        here = resolve(request.path_info).view_name
    except Resolver404:
        here = ""
    usual = max(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)
    return settings.LARGE_UPLOADS.get(here, usual)


class LargeUploadHandler(FileUploadHandler):
    """Stands before the handlers that keep what arrives, and stops handing it on beyond what any form takes."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803  (Django's name)
        """Refuse a request that says it is far too large before anything of it is read."""
        if content_length > settings.OCOP_MAX_REQUEST_SIZE:
            raise RequestDataTooBig(f"{content_length} bytes")

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0
        self.limit = largest_file(self.request)

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        return None if self.received > self.limit else raw_data

    def file_complete(self, file_size):
        if self.received <= self.limit:
            return None  # the next handler has it
        self.drop_what_others_kept()
        return LargeFile(
            file=io.BytesIO(),
            name=self.file_name,
            content_type=self.content_type,
            size=self.received,
            charset=self.charset,
        )

    def drop_what_others_kept(self):
        """Close the beginning of the file that the next handler has written to disk: closing deletes it."""
        for handler in self.request.upload_handlers:
            if handler is not self and getattr(handler, "file", None):
                handler.file.close()
