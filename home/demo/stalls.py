"""What happens behind the demo's stalls: drafts on their way, an editor's words, changes of prices, requests for a stall.

Rows are written as Wagtail leaves them, not by its actions: those would send mails to people who do not exist.
"""

import datetime

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from cooperatives.choices import LegalForm, LivingFact, RequestState
from cooperatives.joining.forms import CONSENT_VERSION
from cooperatives.models import Commune, LivingChange, ProducerPage, StallRequest
from cooperatives.stall.changes import FACTS
from home.demo import tables
from ocop.images.models import SiteImage
from products.choices import Stock
from products.models import Crop, Offer, ProductPage, ProductSet
from products.season import days_until

WORDS = "Câu chuyện rất hay. Nhờ chị thêm một tấm ảnh lọ mứt mở nắp, và viết rõ để được bao lâu sau khi mở. Xong thì gửi lại nhé."

THANKS = "Ảnh vườn na trên núi đá rất đẹp. Đã đăng, cảm ơn chị."
REFUSAL = (
    "Gian hàng dành cho người tự làm ra sản phẩm. Cửa hàng bán hàng của nơi khác thì chưa mở ở đây được. "
    "Sau này anh chị tự làm ra sản phẩm thì mời gửi lại."
)
# Whose season begins in another month each; between them something woven to order.
SEASONAL = (
    "canh-dao-phai", "xoai-tuoi-na-hoa", "na-dai-phieng-sang", "qua-ca-phe-nuong-cao", "ca-chua-suoi-lanh",
    "dau-tay-suong-som",
)  # fmt: skip
MADE_TO_ORDER = "ep-xoi-may"
SOON = 42  # days
# Who asks for a stall: nobody here exists.
REQUESTS = [
    {
        "name": "Tổ hợp tác Rau ngọn Nà Hường",
        "legal_form": LegalForm.GROUP,
        "village": "bản Nà Hường",
        "products": "Ngọn su su, ngọn bí, cải ngồng. Mười hai nhà, mỗi tuần chừng sáu tạ, đang bán ở chợ Hát Lót.",
        "contact_name": "Lường Văn Thành",
        "phone": "02120000911",
        "email": "thanh@example.vn",
        "days_ago": 2,
    },
    {
        "name": "Cửa hàng Bình Minh",
        "legal_form": LegalForm.HOUSEHOLD,
        "products": "Bánh kẹo, nước ngọt, đồ gia dụng.",
        "contact_name": "Nguyễn Văn Minh",
        "phone": "02120000912",
        "email": "minh@example.vn",
        "days_ago": 40,
        "answer": REFUSAL,
    },
]


def load_stalls(producer_ids, product_ids):
    """Write the cases of both stalls, and two requests; called once, when their pages are new."""
    names = ("htx1", "htx2", "bientap", "canbo")
    people = {user.username: user for user in get_user_model().objects.filter(username__in=names)}
    for key in ("doi-nang", "na-da-xanh"):
        take_pictures(ProducerPage.objects.select_related("stall").get(pk=producer_ids[key]))

    jam = ProductPage.objects.get(pk=product_ids["mut-dau-doi-nang"])
    jam.usage = "Ăn với bánh mì, sữa chua. Mở nắp rồi thì để tủ lạnh."
    send(jam, people["htx1"], days_ago=3, returned_by=people["bientap"])
    producer = ProducerPage.objects.get(pk=producer_ids["doi-nang"])
    producer.summary = "Ba mươi ba hộ người Thái và người Kinh trồng na trên nương đá, dâu tây ở chân đồi."
    producer.save_revision(user=people["htx1"])
    draft = new_product(producer)
    Offer.objects.filter(product=product_ids[coming_soon(timezone.localdate())]).update(stock=Stock.SOON)
    tell_of_prices(product_ids["dau-tay-doi-nang"], producer, people["htx1"])

    custard = ProductPage.objects.get(pk=product_ids["na-dai-phieng-sang"])
    send(custard, people["htx1"], days_ago=4, approved_by=people["bientap"])

    dried = ProductPage.objects.get(pk=product_ids["na-say-deo"])
    dried.summary = "Na chín cắt lát, sấy mười tám giờ, không thêm đường."
    send(dried, people["htx2"], days_ago=1)
    ask_for_stalls(people["canbo"])
    return [draft]


def coming_soon(today):
    """Return the key of a product of which it is true on `today` that there will be some soon."""
    seasons = {row["key"]: row["supply"] for row in tables.products() if row["key"] in SEASONAL}
    waits = {key: days_until(seasons[key], today) for key in SEASONAL}
    return next((key for key, days in waits.items() if days is not None and days <= SOON), MADE_TO_ORDER)


def take_pictures(producer):
    """Put the pictures of a producer's pages into its own collection, where its members find them."""
    products = ProductPage.objects.filter(producer=producer)
    ids = {producer.main_image_id, *producer.gallery.values_list("image", flat=True)}
    ids |= set(products.values_list("main_image", flat=True)) | set(products.values_list("gallery__image", flat=True))
    SiteImage.objects.filter(pk__in=ids - {None}).update(collection=producer.stall.collection)


def send(page, user, days_ago, returned_by=None, approved_by=None):
    """Leave a page's changed text as a draft sent for review, sent back with an editor's words, or approved."""
    revision = page.save_revision(user=user, changed=not approved_by)
    workflow = page.get_workflow()
    state = WorkflowState.objects.create(
        content_type=ContentType.objects.get_for_model(page),
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=str(page.pk),
        workflow=workflow,
        status=state_for(WorkflowState, returned_by, approved_by),
        requested_by=user,
    )
    editor = returned_by or approved_by
    task = TaskState.objects.create(
        task=workflow.tasks.first(),
        workflow_state=state,
        revision=revision,
        status=state_for(TaskState, returned_by, approved_by),
        comment=WORDS if returned_by else THANKS if approved_by else "",
        finished_by=editor,
        finished_at=ago(days_ago - 1) if editor else None,
    )
    TaskState.objects.filter(pk=task.pk).update(started_at=ago(days_ago))
    state.current_task_state = task
    state.save()
    # The demo publishes its pages now: that would seem to answer what an editor asked for days ago.
    Page.objects.filter(pk=page.pk).update(last_published_at=ago(days_ago))


def state_for(model, returned_by, approved_by):
    """Return how a workflow's or a task's state is called in the end."""
    if returned_by:
        return model.STATUS_NEEDS_CHANGES if model is WorkflowState else model.STATUS_REJECTED
    return model.STATUS_APPROVED if approved_by else model.STATUS_IN_PROGRESS


def ago(days):
    """Return the moment so many days ago."""
    return timezone.now() - datetime.timedelta(days=days)


def ask_for_stalls(officer):
    """Leave one request that waits for an officer, and one that was declined."""
    commune = Commune.objects.current().get(name="Mai Sơn")
    for row in REQUESTS:
        values = {key: value for key, value in row.items() if key not in ("days_ago", "email")}
        values |= {"commune": commune, "consent_version": CONSENT_VERSION, "sent_at": ago(row["days_ago"])}
        if "answer" in row:
            handled_at = ago(row["days_ago"] - 1)
            values |= {"state": RequestState.DECLINED, "handled_by": officer, "handled_at": handled_at}
        StallRequest.objects.get_or_create(email=row["email"], defaults=values)


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
        made_at=ago(4),
        before=before,
        after=after,
    )
