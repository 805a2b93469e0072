"""Two producers whose everything carries a secret: what a probe must never find is known by its letters."""

import copy
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Comment, Page, ReferenceIndex, Site, TaskState, UploadedFile, WorkflowState
from wagtail.search.index import insert_or_update_object

from cooperatives.choices import LivingFact
from cooperatives.models import ContactConfirmation, Invitation, StallRequest
from cooperatives.onboarding import invite, open_stall
from cooperatives.stall.changes import save_fact
from home.foundation.groups import prepare_groups
from ocop.documents.models import SiteDocument
from products import catalogue
from products.choices import Stock
from tests.factories import (
    BannerFactory,
    CertificateFactory,
    ImageFactory,
    MemberFactory,
    OfferFactory,
    ProducerPageFactory,
    ProductPageFactory,
    StandardFactory,
    UserFactory,
    site_tree,
)

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Side:
    """One producer with everything that is its own. `secrets` stand nowhere in public."""

    letter: str
    objects: dict = field(default_factory=dict)

    def secret(self, what):
        """Return the secret words for one thing of this side, such as "Vườn zqxBcomment"; a probe searches for "vuon"."""
        return f"Vườn zqx{self.letter}{what}"

    def address(self, what):
        """Return a secret e-mail address."""
        return f"zqx{self.letter}{what}@example.vn"

    @property
    def mark(self):
        """What every secret of this side begins with."""
        return f"zqx{self.letter}"

    def __getattr__(self, name):
        try:
            return self.__dict__["objects"][name]
        except KeyError:
            raise AttributeError(name) from None

    def rows(self):
        """Return a picture of everything that is this side's in the database, to compare before and after."""
        seen = {}
        for name, thing in self.objects.items():
            row = type(thing)._base_manager.filter(pk=thing.pk).values().first()
            for volatile in ("last_seen_at", "last_login"):
                row and row.pop(volatile, None)
            seen[name] = row
        seen["members"] = sorted(self.stall.group.user_set.values_list("pk", flat=True))
        seen["revisions"] = self.product.revisions.count(), self.producer.revisions.count()
        seen["children"] = sorted(self.producer.get_children().values_list("pk", flat=True))
        return seen


def make_side(letter):
    """Build one producer: published page and product with secret drafts, a draft product, files, review, people."""
    side = Side(letter)
    secret, keep = side.secret, side.objects
    keep["producer"] = producer = ProducerPageFactory(title=f"HTX {letter}", slug=f"htx-{letter.lower()}")
    keep["stall"] = stall = open_stall(producer)
    keep["collection"] = stall.collection
    type(stall.collection).objects.filter(pk=stall.collection.pk).update(name=secret("collection"))
    keep["group"] = stall.group
    type(stall.group).objects.filter(pk=stall.group.pk).update(name=secret("group"))
    keep["user"] = user = MemberFactory(
        member_of=producer, member_of__lead=True, username=side.address("user"), last_name=secret("name")
    )
    keep["membership"] = user.memberships.get()
    keep["colleague"] = MemberFactory(member_of=producer, username=side.address("colleague"))
    keep["image"] = ImageFactory(
        title=secret("image"), description=secret("alt"), collection=stall.collection, uploaded_by_user=user,
        file__filename=f"{side.mark}photo.jpg",
    )  # fmt: skip
    keep["image"].tags.add(secret("imagetag"))
    keep["image"]._set_image_file_metadata()  # filled in when first listed
    keep["image"].save()
    keep["document"] = SiteDocument.objects.create(
        title=secret("document"), file=ContentFile(PDF, f"{side.mark}file.pdf"), collection=stall.collection
    )
    keep["document"].get_file_size(), keep["document"].get_file_hash()  # filled in when first listed
    keep["product"] = product = ProductPageFactory(title=f"Na {letter}", slug="na", parent=producer)
    keep["draft"] = ProductPageFactory(
        title=secret("newproduct"), slug="nhap", parent=producer, live=False, summary=secret("newsummary")
    )
    keep["offer"] = OfferFactory(product=product)
    keep["certificate"] = CertificateFactory(product=product)
    written = product.get_latest_revision_as_object()
    written.title, written.summary, written.main_image = secret("drafttitle"), secret("draftsummary"), keep["image"]
    written.tags.add(secret("tag"))
    keep["revision"] = written.save_revision(user=user)
    workflow = written.get_workflow()
    keep["workflow_state"] = workflow.start(written, user) or WorkflowState.objects.get(object_id=str(product.pk))
    keep["task_state"] = TaskState.objects.get(workflow_state__object_id=str(product.pk))
    TaskState.objects.filter(pk=keep["task_state"].pk).update(comment=secret("returned"))
    own = producer.get_latest_revision_as_object()
    own.phone, own.representative = "0999 000 111", secret("representative")
    keep["own_revision"] = own.save_revision(user=user)
    keep["comment"] = Comment.objects.create(
        page=product, user=user, text=secret("comment"), contentpath="title", revision_created=keep["revision"]
    )
    keep["session"] = EditingSession.objects.create(
        user=user, content_type=ContentType.objects.get_for_model(Page), object_id=str(product.pk),
        last_seen_at=timezone.now(),
    )  # fmt: skip
    for name, model in (("image_upload", type(keep["image"])), ("document_upload", SiteDocument)):
        keep[name] = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model), uploaded_by_user=user,
            file=ContentFile(PDF, f"{side.mark}{name}.pdf"),
        )  # fmt: skip
    keep["redirect"] = Redirect.objects.create(old_path=f"/{side.mark}redirect", redirect_page=keep["draft"])
    keep["confirmation"] = ContactConfirmation.objects.create(producer=producer, confirmed_on=timezone.localdate())
    keep["change"] = save_fact(LivingFact.STOCK, product, user, {"stock": Stock.OUT.value})
    keep["standard"], keep["site"] = StandardFactory(), Site.objects.get()
    for thing in (product, keep["draft"], keep["image"], keep["document"]):
        insert_or_update_object(thing)
    keep["request"] = StallRequest.objects.create(
        name=secret("request"), commune=producer.commune, products="Na", contact_name=secret("asking"),
        phone="0212000999", email=side.address("asking"), consent_version="1",
    )  # fmt: skip
    keep["banner"] = BannerFactory(title=secret("banner"), words=secret("words"), is_on=False)
    keep["invitation"], __ = invite(producer, side.address("invited"), secret("invitedname"), user)
    return side


@dataclass
class World:
    """Producers A and B, the house's people, and the words of each side."""

    a: Side
    b: Side
    admin: object
    editor: object


STANDING = []  # the world that tests/access/conftest.py keeps in the database


def make_world():
    """Return the `World` in the database, as objects of the caller's own; build it where none stands."""
    return copy.deepcopy(STANDING[0]) if STANDING else build_world()


def build_world():
    """Write `World` into the database."""
    from django.contrib.auth.models import Group

    from home.foundation.groups import EDITORS

    tree = site_tree()
    prepare_groups(tree.home)
    a, b = make_side("A"), make_side("B")
    editor = UserFactory(username="bientap@example.vn")
    editor.groups.add(Group.objects.get(name=EDITORS))
    catalogue.refresh_all()
    for side in (a, b):
        for page in (side.producer, side.product):
            ReferenceIndex.create_or_update_for_object(page)
    assert Invitation.objects.count() == 2
    return World(a, b, UserFactory(username="quantri@example.vn", is_superuser=True), editor)
