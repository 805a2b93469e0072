"""Small guards in front of every view."""

import re
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.paginator import InvalidPage
from django.http import Http404, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, get_resolver, resolve, reverse
from django.utils.datastructures import MultiValueDictKeyError

from ocop.core.ids import could_be_an_id, is_beyond

# What is written here may be long and pasted from anywhere: the bytes go, the text stays.
WRITING = {f"wagtailadmin_pages:{name}" for name in ("add", "edit", "preview_on_add", "preview_on_edit")}

# The bookkeeping of Django's rows and of Wagtail's blocks.
COUNT = re.compile(r"-(TOTAL_FORMS|INITIAL_FORMS|count|order)$")
NUMBER = re.compile(r"[0-9]{1,4}")
ROW = re.compile(r"(?P<rows>.+)-[0-9]+-(id|ORDER)")
NUMBER_OR_NONE = re.compile(r"[0-9]{0,18}")

# How Python and Django say that they were given something else than a number; Python quotes no more than its beginning.
NO_NUMBER = re.compile(
    r"(expected a number but got|invalid literal for int\(\) with base 10:) (?P<found>.+)", re.DOTALL
)
QUOTED = 150
# Numbers behind an address whose views fail without saying over what.
UNTOLD = ("parent_page_id", "offset")


class RefuseNulBytesMiddleware:
    """Keeps NUL bytes, which PostgreSQL can neither store nor compare, away from every view.

    In an address or a posted field they are answered with 400. The query of a public page just loses them, since search
    and filters ignore what means nothing; and so does a page's form, where an hour's writing may stand.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path:
            return render(request, "400.html", status=400)
        if has_nul(posted_values(request)):
            if not is_writing(request):
                return render(request, "400.html", status=400)
            request.POST = without_nul(request.POST)
        if b"\x00" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
            if is_admins(request):
                return render(request, "400.html", status=400)
            request.GET = without_nul(request.GET)
        # Python's cookie parser makes NUL of "\\000"; a session by such a name would reach PostgreSQL.
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if not has_nul([name, value])}
        return self.get_response(request)


class RefuseImpossibleIdsMiddleware:
    """Answers 404 where an address names a row by what can be nobody's number: beyond every database's count, or a word.

    SQLite would fail on the first; on the second Wagtail's screens fail, where they take what stands in their address for
    what a link of theirs wrote there.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Look at what the address was read as, and at those numbers behind it of which no later word is told."""
        if any(is_beyond(value) for value in (*args, *kwargs.values())):
            raise Http404
        if is_admins(request):
            request.said_in_address = [*args, *kwargs.values()]
            if not all(could_be_an_id(request.GET[name] or 0) for name in UNTOLD if name in request.GET):
                raise Http404

    def process_exception(self, request, exception):
        """Tell what only the address is to blame for from a fault of ours, which stays one."""
        if is_admins(request) and is_about_the_address(exception, request):
            raise Http404 from exception


class RefuseForgedFormsMiddleware:
    """Answers 400 where a form's bookkeeping is none: how many rows or blocks it has, their numbers, where it leads afterwards.

    Whoever reads it takes it for what a browser sends. Stands after Django's check of the token, which reads the form first.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Look at what was posted to the admin; the screens of a stall read their rows with care of their own."""
        is_posted = request.method == "POST" and is_admins(request)
        sent = (request.GET, request.POST) if is_posted else ()
        if not all(is_sound(values, name) for values in sent for name in values):
            raise BadRequest("This form was not filled in by a browser.")

    def process_exception(self, request, exception):
        """A row or a block that was counted is not there."""
        if isinstance(exception, MultiValueDictKeyError):
            raise BadRequest("This form was not filled in by a browser.") from exception


def is_admins(request):
    """Whether an address is one of the Wagtail admin's."""
    return request.path.startswith(reverse("wagtailadmin_home"))


def is_about_the_address(exception, request):
    """Whether an exception says itself that it is about what stands in the address: a word for a number, a page of a list
    that is not there, or a day from which midnight in Vietnam is before all days."""
    if isinstance(exception, OverflowError):
        return str(exception) == "date value out of range" and any("0001" in value for value in said_behind(request))
    if isinstance(exception, ValueError) and (wanted := NO_NUMBER.search(str(exception))):
        said = [*getattr(request, "said_in_address", ()), *said_behind(request)]
        return any(wanted["found"].startswith(repr(value)[:QUOTED]) for value in said)
    return isinstance(exception, InvalidPage) and bool(request.GET)


def said_behind(request):
    """Return all values behind the question mark of an address."""
    return [value for _name, values in request.GET.lists() for value in values]


def is_sound(form, name):
    """Whether a posted value is what its name says that it has to be."""
    if name == "next":
        return not form[name] or "/" in form[name]
    if COUNT.search(name):
        return bool(NUMBER.fullmatch(form[name]))
    row = ROW.fullmatch(name)
    return not (row and f"{row['rows']}-TOTAL_FORMS" in form) or bool(NUMBER_OR_NONE.fullmatch(form[name]))


def is_writing(request):
    """Whether the request comes from the form of a page."""
    try:
        return resolve(request.path_info).view_name in WRITING
    except Resolver404:
        return False


def posted_values(request):
    """Return all names and values of a posted form; nothing for uploads, which are read by their own forms."""
    if request.method != "POST" or request.content_type != "application/x-www-form-urlencoded":
        return []
    return [text for name, values in request.POST.lists() for text in (name, *values)]


def has_nul(texts):
    """Whether any of the texts holds a NUL byte."""
    return any("\x00" in text for text in texts)


def without_nul(query):
    """Return a QueryDict without NUL bytes in names and values."""
    clean = QueryDict(mutable=True)
    for name, values in query.lists():
        clean.setlist(name.replace("\x00", ""), [value.replace("\x00", "") for value in values])
    clean._mutable = False
    return clean


class AdminContentSecurityPolicyMiddleware:
    """Widens the policy on the Wagtail admin's own pages, which still carry inline scripts; public pages stay strict."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if is_admins(request):
            response._csp_update = settings.ADMIN_CONTENT_SECURITY_POLICY_EXTRA
        return response


class FramesContentSecurityPolicyMiddleware:
    """Allows frames from elsewhere on exactly those pages whose templates said so with `{% allow_frame %}`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if origins := getattr(request, "allowed_frames", None):
            response._csp_update = {"frame-src": sorted(origins)}
        return response


class OwnNotFoundMiddleware:
    """Answers an address of no page as production does, in place of Django's technical page; for development."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Http404):
            return get_resolver().resolve_error_handler(404)(request, exception=exception)
        return None
