"""One small screen for one living fact: shows what stands, saves at once, and never overwrites what it has not shown."""

from django.shortcuts import get_object_or_404, render
from django.views import View

from cooperatives.people import short_name
from cooperatives.stall.answers import saved
from cooperatives.stall.changes import FACTS, OvertakenError, save_fact, version_of
from cooperatives.stall.kept import take_kept


class Conflict:
    """What the screen shows when somebody else was faster: whose it is, and the lines in which the two differ."""

    def __init__(self, overtaken, mine, kind):
        change = overtaken.change
        self.who = short_name(change.user) if change else ""
        self.made_at = change.made_at if change else None
        theirs, mine = kind.tell(overtaken.values), kind.tell(mine)
        self.theirs, self.mine = differing(theirs, mine), differing(mine, theirs)
        self.version = version_of(overtaken.values)


def differing(lines, others):
    """Return the lines that the others do not have; all of them where nothing stands out."""
    return [line for line in lines if line not in others] or lines


class FactScreen(View):
    """Base of the screens; used as `member_view(SomeScreen.as_view())`, which hands over the producer.

    A form of these screens is any object with `is_valid()` and `values()`; `form(values, data)` makes it, unbound from
    what stands now or bound to what was sent. A form sent with `redraw` (or a button of that name) is drawn again and
    not saved: for one row more, and for what a script or the session had kept.
    """

    fact = None
    template_name = ""
    pages = None  # a function: producer -> queryset of the pages whose fact this is

    def form(self, page, values, data=None):
        """Return the screen's form."""
        raise NotImplementedError

    def done_url(self, page):
        """Return where a member stands after saving."""
        raise NotImplementedError

    def get(self, request, producer, pk):
        page = self.page(producer, pk)
        values = FACTS[self.fact].read(page.pk)
        kept = take_kept(request)
        if kept is not None:
            return self.draw(page, self.form(page, values, kept), kept.get("seen", ""), is_kept=True)
        return self.draw(page, self.form(page, values), version_of(values))

    def post(self, request, producer, pk):
        page = self.page(producer, pk)
        values = FACTS[self.fact].read(page.pk)
        seen = request.POST.get("seen", "")
        form = self.form(page, values, request.POST)
        if "redraw" in request.POST:
            return self.draw(page, form, seen, is_kept=request.POST["redraw"] == "kept")
        if not form.is_valid():
            return self.draw(page, form, seen, has_errors=True)
        if doubts := self.doubts(form):
            return self.draw(page, form, seen, doubts=doubts)
        mine = form.values()
        if version_of(mine) == version_of(values) and FACTS[self.fact].missing(page.pk, mine):
            return self.saved(page, None)
        try:
            change = save_fact(self.fact, page, request.user, mine, seen)
        except OvertakenError as overtaken:
            conflict = Conflict(overtaken, mine, FACTS[self.fact])
            return self.draw(page, form, conflict.version, conflict=conflict, status=409)
        return self.saved(page, change)

    def doubts(self, form):
        """Return what a valid form says that is asked about once before it is saved."""
        return []

    def saved(self, page, change):
        """Answer to a change that was saved (None: nothing differed)."""
        return saved(self.request, change, self.done_url(page))

    def page(self, producer, pk):
        """Return the producer's own page of this number; 404 for anybody else's."""
        return get_object_or_404(type(self).pages(producer), pk=pk)

    def draw(self, page, form, seen, status=200, **more):
        """Draw the screen around a form; `seen` is the version that the form answers to."""
        context = {"subject": page, "form": form, "seen": seen, "fact": self.fact, **self.context(page), **more}
        return render(self.request, self.template_name, context, status=status)

    def context(self, page):
        """Return what else the screen's template draws."""
        return {}
