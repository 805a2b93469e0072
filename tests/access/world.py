"""Two producers whose everything carries a secret: what a probe must never find is known by its letters."""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Comment, ReferenceIndex, TaskState, WorkflowState

from cooperatives.models import Invitation
from cooperatives.onboarding import invite, open_stall
from home.foundation.groups import prepare_groups
from ocop.documents.models import SiteDocument
from products import catalogue
from tests.factories import (
    CertificateFactory,
    ImageFactory,
    MemberFactory,
    OfferFactory,
    ProducerPageFactory,
    ProductPageFactory,
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
    keep["user"] = user = MemberFactory(member_of=producer, username=side.address("user"), last_name=secret("name"))
    keep["membership"] = user.memberships.get()
    keep["colleague"] = MemberFactory(member_of=producer, username=side.address("colleague"))
    keep["image"] = ImageFactory(
        title=secret("image"), description=secret("alt"), collection=stall.collection, uploaded_by_user=user
    )
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
    keep["revision"] = written.save_revision(user=user)
    workflow = written.get_workflow()
    keep["workflow_state"] = workflow.start(written, user) or WorkflowState.objects.get(object_id=str(product.pk))
    keep["task_state"] = TaskState.objects.get(workflow_state__object_id=str(product.pk))
    own = producer.get_latest_revision_as_object()
    own.phone, own.representative = "0999 000 111", secret("representative")
    keep["own_revision"] = own.save_revision(user=user)
    keep["comment"] = Comment.objects.create(
        page=product, user=user, text=secret("comment"), contentpath="title", revision_created=keep["revision"]
    )
    keep["session"] = EditingSession.objects.create(
        user=user, content_type=ContentType.objects.get_for_model(product), object_id=str(product.pk),
        last_seen_at=timezone.now(),
    )  # fmt: skip
    keep["invitation"], __ = invite(producer, side.address("invited"), secret("invitedname"), user)
    return side


@dataclass
class World:
    """Producers A and B, the house's people, and the words of each side."""

    a: Side
    b: Side
    admin: object
    editor: object


def make_world():
    """Build `World` once for a test class."""
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
