"""The first buttons on an editor's home: to begin something new."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from news.models import ArticleIndexPage, ArticlePage, StoryIndexPage, StoryPage, VideoIndexPage, VideoPage
from trade.models import EventIndexPage, EventPage

# What is begun, below which section, in which words.
STARTS = [
    (ArticlePage, ArticleIndexPage, gettext_lazy("Write an article"), "edit"),
    (EventPage, EventIndexPage, gettext_lazy("New event"), "calendar-alt"),
    (VideoPage, VideoIndexPage, gettext_lazy("New video"), "media"),
    (StoryPage, StoryIndexPage, gettext_lazy("New story"), "openquote"),
]


@dataclass
class Start:
    """One button: the form of a new page."""

    label: str
    url: str
    icon: str


def starts(user):
    """Return the `Start`s of what `user` may write, the article first: the same few queries on any site."""
    allowed = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "add")
    sections = {
        ContentType.objects.get_for_id(kind).model_class(): pk
        for kind, pk in allowed.exact_type(*[section for __, section, *__ in STARTS])
        .order_by("-path")
        .values_list("content_type", "pk")
    }
    return [
        Start(label, new_url(model, sections[section]), icon)
        for model, section, label, icon in STARTS
        if section in sections
    ]


def new_url(model, parent_id):
    """Return the address of the form of a new page below `parent_id`."""
    return reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent_id])


class StartPanel(Component):
    """Buttons for what an editor writes most, above all that waits."""

    name = "desk_starts"
    template_name = "home/desk/starts.html"
    order = 90

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        return {"starts": starts(self.user), "label": _("Begin something new")}
