"""One save of a page at a time: a press on "Publish" and the autosave beside it never write over each other."""

from django.db import transaction
from django.db.models import F
from wagtail.models import Page

# Views that save a page's form, and which of their arguments names the page that the others have to wait for.
SAVING = {"wagtailadmin_pages:edit": "page_id", "wagtailadmin_pages:add": "parent_page_id"}


class OneSaveAtATimeMiddleware:
    """Lets a posted page form in when the one before it has been answered; what it finds is then what that one left.

    Wagtail reads the page, and writes it a good while later. Stands last: no other middleware looks at a view after it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Run the view inside a transaction that holds the page's row."""
        argument = SAVING.get(request.resolver_match.view_name)
        if request.method != "POST" or argument is None:
            return None
        with transaction.atomic():
            # Writing what is there waits on every database, and is the first thing that SQLite's transaction does.
            Page.objects.filter(pk=kwargs[argument]).update(numchild=F("numchild"))
            return view(request, *args, **kwargs)
