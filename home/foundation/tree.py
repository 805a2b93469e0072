"""The sections of the page tree. A section that exists is left as people made it."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Collection, Page, Site

from cooperatives.models import ProducerIndexPage
from home.models import HomePage, StatisticsPage
from news.models import ArticleIndexPage, LibraryPage, StoryIndexPage, VideoIndexPage
from products.models import ProductIndexPage
from trade.models import EventIndexPage

HOME = {
    "title": "Trang chủ",
    "slug": "trang-chu",
    "seo_title": "Sản phẩm Mai Sơn và người làm ra",
    "search_description": "Sản phẩm OCOP của hợp tác xã, hộ và doanh nghiệp vùng Mai Sơn, Sơn La: mùa nào có, giá bao "
    "nhiêu, hạng sao còn hiệu lực hay không, gọi ai để mua.",
}
SECTIONS = [
    (
        ProductIndexPage,
        {
            "title": "Sản phẩm",
            "slug": "san-pham",
            "introduction": "Quả tươi, cà phê, mật ong, gạo, thổ cẩm… của tám xã vùng Mai Sơn. Giá và tháng có hàng "
            "do chính người làm ra xác nhận.",
            "calendar_introduction": "Mỗi dòng là một loại, mỗi ô là một tháng. Ô càng cao thì hàng càng nhiều.",
            "search_description": "Tìm sản phẩm OCOP vùng Mai Sơn theo loại, hạng sao, xã, tháng có hàng, tiêu chuẩn.",
        },
    ),
    (
        ProducerIndexPage,
        {
            "title": "Hợp tác xã",
            "slug": "hop-tac-xa",
            "introduction": "Hợp tác xã, tổ hợp tác, hộ, doanh nghiệp làm ra sản phẩm: ở bản nào, trồng gì, gọi số nào.",
            "search_description": "Danh bạ và bản đồ các hợp tác xã, hộ và doanh nghiệp có sản phẩm OCOP vùng Mai Sơn.",
        },
    ),
    (
        ArticleIndexPage,
        {
            "title": "Tin tức",
            "slug": "tin-tuc",
            "introduction": "Mùa vụ, giấy tờ và chuyện nghề, viết cho người mua và cho người làm.",
            "search_description": "Tin mùa vụ, hướng dẫn về chứng nhận OCOP, tiêu chuẩn và địa chỉ mới ở vùng Mai Sơn.",
        },
    ),
    (
        LibraryPage,
        {
            "title": "Thông tin tra cứu",
            "slug": "tra-cuu",
            "introduction": "Luật, quyết định, hướng dẫn và biểu mẫu về OCOP, hợp tác xã, mua bán, chất lượng. Mỗi văn "
            "bản ghi rõ hôm nay còn hiệu lực hay không và bị văn bản nào thay thế.",
            "search_description": "Tra cứu luật, nghị định, quyết định, biểu mẫu về OCOP và hợp tác xã: số hiệu, ngày có "
            "hiệu lực, còn hay hết hiệu lực, thay thế văn bản nào.",
        },
    ),
    (
        EventIndexPage,
        {
            "title": "Xúc tiến thương mại",
            "slug": "xuc-tien-thuong-mai",
            "introduction": "Hội chợ, buổi gặp người mua, lớp học, chuyến tham quan: ở đâu, ngày nào, ai đến được, "
            "đăng ký với ai.",
            "search_description": "Lịch hội chợ, kết nối cung cầu, lớp tập huấn và tham quan của các hợp tác xã vùng "
            "Mai Sơn, kèm kết quả từng lần.",
        },
    ),
    (
        VideoIndexPage,
        {
            "title": "Video",
            "slug": "video",
            "introduction": "Xem tận nơi: hái thế nào, sấy ra sao, ai đóng hộp. Chỉ khi bấm phát thì video mới tải.",
            "search_description": "Video về mùa vụ, nghề và nông thôn mới ở vùng Mai Sơn, có phụ đề và bản chữ để đọc.",
        },
    ),
    (
        StoryIndexPage,
        {
            "title": "Chuỗi giá trị",
            "slug": "chuoi-gia-tri",
            "introduction": "Một quả dâu, một lạng long nhãn, một tấm khăn đi qua tay những ai trước khi tới bạn. "
            "Mỗi câu chuyện đi từng chặng, từ đất trồng đến tay người mua.",
            "search_description": "Câu chuyện chuỗi giá trị của sản phẩm OCOP vùng Mai Sơn: trồng, thu hái, sơ chế, "
            "chế biến, đóng gói, tiêu thụ.",
        },
    ),
    (
        StatisticsPage,
        {
            "title": "Số liệu",
            "slug": "so-lieu",
            "introduction": "Hợp tác xã, thành viên, lao động, cán bộ quản lý: số nào cũng kèm nguồn và ngày. Số của huyện "
            "Mai Sơn (cũ) là lịch sử, không phải số của xã Mai Sơn ngày nay.",
            "introduction_en": "Co-operatives, members, workers and managers, each number with its source and day. Figures of "
            "the former Mai Sơn district are history and say nothing about today's commune of that name.",
            "search_description": "Số liệu hợp tác xã vùng Mai Sơn: hợp tác xã, thành viên, lao động, cán bộ quản lý, theo năm "
            "và theo xã, có nguồn và ngày; tải về CSV, Excel.",
        },
    ),
]


def prepare_tree():
    """Make the front page and its sections where they are missing; return the front page and how many were made."""
    made = 0
    name_roots()
    home = HomePage.objects.first()
    if home is None:
        home = Page.get_first_root_node().add_child(instance=HomePage(**HOME))
        made += 1
    prepare_site_record(home)
    for model, values in SECTIONS:
        if not model.objects.exists():
            home.add_child(instance=model(**values))
            made += 1
    # Handed out anew: the tree's numbers in `home` are older than the children just added.
    return HomePage.objects.get(pk=home.pk), made


def name_roots():
    """Name the roots of pages and collections, which Wagtail's first migrations call "Root"."""
    Page.objects.filter(depth=1, title="Root").update(title="Mọi trang", draft_title="Mọi trang")
    Collection.objects.filter(depth=1, name="Root").update(name="Dùng chung")


def prepare_site_record(home):
    """Point the default site at `home`, and take away the welcome page that Wagtail's first migration makes."""
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, hostname="localhost")
    if site.root_page_id == home.pk:
        return
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    old_root_id = site.root_page_id
    site.hostname = address.hostname
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.root_page = home
    site.save()
    welcome = Page.objects.filter(pk=old_root_id, slug="home", numchild=0).first()
    if welcome and welcome.specific_class is Page:
        welcome.delete()
