"""What happens behind the demo's first two stalls: drafts on their way, an editor's words, changes of prices, pictures.

Rows are written as Wagtail leaves them, not by its actions: those would send mails to people who do not exist.
"""

import datetime

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from cooperatives.choices import LivingFact
from cooperatives.models import LivingChange, ProducerPage
from cooperatives.stall.changes import FACTS
from home.demo import tables
from ocop.images.models import SiteImage
from products.choices import Stock
from products.models import Crop, Offer, ProductPage, ProductSet

WORDS = "Câu chuyện rất hay. Nhờ chị thêm một tấm ảnh lọ mứt mở nắp, và viết rõ để được bao lâu sau khi mở. Xong thì gửi lại nhé."


def load_stalls(producer_ids, product_ids):
    """Write the cases of both stalls; called once, when their pages are new."""
    people = {user.username: user for user in get_user_model().objects.filter(username__in=("htx1", "htx2", "bientap"))}
    for key in ("doi-nang", "na-da-xanh"):
        take_pictures(ProducerPage.objects.select_related("stall").get(pk=producer_ids[key]))

    jam = ProductPage.objects.get(pk=product_ids["mut-dau-doi-nang"])
    jam.usage = "Ăn với bánh mì, sữa chua. Mở nắp rồi thì để tủ lạnh."
    send(jam, people["htx1"], days_ago=3, returned_by=people["bientap"])
    producer = ProducerPage.objects.get(pk=producer_ids["doi-nang"])
    producer.summary = "Ba mươi ba hộ người Thái và người Kinh trồng na trên nương đá, dâu tây ở chân đồi."
    producer.save_revision(user=people["htx1"])
    draft = new_product(producer)
    Offer.objects.filter(product=product_ids["na-dai-phieng-sang"]).update(stock=Stock.SOON)
    tell_of_prices(product_ids["dau-tay-doi-nang"], producer, people["htx1"])

    dried = ProductPage.objects.get(pk=product_ids["na-say-deo"])
    dried.summary = "Na chín cắt lát, sấy mười tám giờ, không thêm đường."
    send(dried, people["htx2"], days_ago=1)
    return [draft]


def take_pictures(producer):
    """Put the pictures of a producer's pages into its own collection, where its members find them."""
    products = ProductPage.objects.filter(producer=producer)
    ids = {producer.main_image_id, *producer.gallery.values_list("image", flat=True)}
    ids |= set(products.values_list("main_image", flat=True)) | set(products.values_list("gallery__image", flat=True))
    SiteImage.objects.filter(pk__in=ids - {None}).update(collection=producer.stall.collection)


def send(page, user, days_ago, returned_by=None):
    """Leave a page's changed text as a draft sent for review, or sent back with an editor's words."""
    revision = page.save_revision(user=user)
    workflow = page.get_workflow()
    kind = ContentType.objects.get_for_model(page)
    state = WorkflowState.objects.create(
        content_type=kind,
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=str(page.pk),
        workflow=workflow,
        status=WorkflowState.STATUS_NEEDS_CHANGES if returned_by else WorkflowState.STATUS_IN_PROGRESS,
        requested_by=user,
    )
    task = TaskState.objects.create(
        task=workflow.tasks.first(),
        workflow_state=state,
        revision=revision,
        status=TaskState.STATUS_REJECTED if returned_by else TaskState.STATUS_IN_PROGRESS,
        comment=WORDS if returned_by else "",
        finished_by=returned_by,
        finished_at=timezone.now() if returned_by else None,
    )
    TaskState.objects.filter(pk=task.pk).update(started_at=timezone.now() - datetime.timedelta(days=days_ago))
    state.current_task_state = task
    state.save()


def new_product(producer):
    """Leave a product that was begun and never sent."""
    draft = producer.add_child(
        instance=ProductPage(
            title="Dâu tây sấy lạnh",
            slug="dau-tay-say-lanh",
            translation_key=tables.identity("product", "dau-tay-say-lanh"),
            producer=producer,
            product_set=ProductSet.objects.get(number=7),
            crop=Crop.objects.filter(name__iexact="quả sấy, mứt").first(),
            summary="Dâu chín cắt lát, sấy lạnh, giòn và giữ màu.",
            live=False,
            has_unpublished_changes=True,
        )
    )
    draft.save_revision()
    return draft


def tell_of_prices(product_id, producer, user):
    """Write down how the prices that stand now came about."""
    after = FACTS[LivingFact.PRICE].read(product_id)
    before = {**after, "tiers": [{**tier, "retail": tier["retail"] - 10_000} for tier in after["tiers"]]}
    LivingChange.objects.create(
        producer=producer,
        page_id=product_id,
        fact=LivingFact.PRICE,
        user=user,
        made_at=timezone.now() - datetime.timedelta(days=4),
        before=before,
        after=after,
    )
