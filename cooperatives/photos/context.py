"""What the screens of pictures draw."""

from dataclasses import dataclass

from django.conf import settings

from cooperatives.access.belongings import own_images, own_pages
from cooperatives.photos.forms import PhotoForm
from cooperatives.photos.placing import Role
from cooperatives.photos.usage import Use, draft_uses, public_among, saved_uses, uses_of
from cooperatives.stall.reviews import page_state
from ocop.images.models import SiteImage
from ocop.images.sizes import SQUARE, load_sizes


@dataclass
class Card:
    """One picture in the list. `is_used`: buyers see it somewhere; `is_drafted`: it stands on what is not public yet.

    `where`: the title of the own page that is meant; "" where it is another's, or none.
    """

    photo: SiteImage
    is_used: bool
    is_drafted: bool
    where: str = ""

    @property
    def is_described(self):
        """Whether somebody has said what it shows."""
        return bool(self.photo.description)


@dataclass
class Place:
    """One page that shows the picture, with what can be done about its draft."""

    use: Use
    state: str = ""
    words: str = ""

    @property
    def can_be_sent(self):
        """Whether there is something that the editors have not seen."""
        return self.state in ("draft", "changed", "returned")

    @property
    def can_be_taken_back(self):
        """Whether it waits for the editors."""
        return self.state == "sent"

    @property
    def waits(self):
        """Whether it cannot be edited now: it waits for the editors, or for its day."""
        return self.state in ("sent", "scheduled")


def list_context(producer, page, goal):
    """Return what the list draws; a constant number of queries, however many pictures and products there are."""
    photos = list(page.object_list)
    load_sizes(photos, SQUARE)
    saved, drafts = saved_uses([photo.pk for photo in photos]), draft_uses(producer)
    public, own = public_among(saved), own_pages(producer).order_by("path")
    if goal:  # the page that pictures are being added for is named before the others
        own = sorted(own, key=lambda page: page.pk != goal.pk)
    cards = [card_of(photo, own, saved[photo.pk].pages, drafts[photo.pk], photo.pk in public, goal) for photo in photos]
    return {"producer": producer, "pages": page, "cards": cards, "goal": goal, **upload_limits()}


def card_of(photo, own, saved, drafts, is_public, goal):
    """Return the `Card` of a picture: own pages `saved` with it, own pages with it in `drafts`; what concerns `goal` first."""
    live = [page for page in own if page.pk in saved and page.live]
    drafted = [page for page in own if page.pk in saved | drafts and page not in live]
    if goal in drafted or not is_public:
        return Card(photo, False, bool(saved or drafts), title_of(drafted))
    return Card(photo, True, False, title_of(live))


def title_of(pages):
    """Return what its members call the first of `pages`; "" where there is none."""
    return pages[0].draft_title or pages[0].title if pages else ""


def upload_limits():
    """Return what the script must know before it sends."""
    return {"most_bytes": settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE}


def photo_form(producer, photo, goal, data):
    """Return the form of one picture."""
    pages = list(own_pages(producer).order_by("path"))
    choices = [(page, page_words(page, producer)) for page in pages]
    initial = {"description": photo.description, "page": goal.pk if goal else ""}
    if goal and not goal.get_latest_revision_as_object().main_image_id:
        initial["role"] = Role.MAIN
    return PhotoForm(data, pages=choices, initial=initial)


def page_words(page, producer):
    """Return how a page is named among the choices: by its draft's title, and with its state where that matters."""
    title = page.draft_title or page.title
    state, words = page_state(page, producer)
    return f"{title} ({words.lower()})" if state in ("sent", "scheduled") else title


def photo_context(producer, photo, form, waiting, placed=None):
    """Return what the screen of one picture draws. `waiting`: the page that must be taken back first, or None.

    `placed`: the number of the page into whose draft it has just been put.
    """
    places = places_of(photo, producer)
    if places:
        form.say_it_is_placed()
    unsent = [place.use.page for place in places if place.use.is_own and place.can_be_sent]
    return {
        "producer": producer,
        "photo": photo,
        "form": form,
        "waiting": waiting,
        "placed": next((page for page in unsent if page.pk == placed), None),
        "own_places": [place for place in places if place.use.is_own],
        "other_places": [place for place in places if place.use.page and not place.use.is_own],
        "hidden_places": sum(place.use.page is None for place in places),
        "is_used": bool(places),
        "next_photo": undescribed(producer).exclude(pk=photo.pk).order_by("created_at", "pk").first(),
    }


def undescribed(producer):
    """Return the producer's pictures that nobody has put into words; they stand on no page until somebody does."""
    return own_images(producer).filter(description="")


def places_of(photo, producer):
    """Return the `Place`s where a picture stands."""
    return [
        Place(use, *page_state(use.page, producer)) if use.is_own else Place(use) for use in uses_of(photo, producer)
    ]
