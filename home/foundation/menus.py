"""The first menus and footer; once there is a menu, people keep it."""

from wagtail.models import Page, Site

from home.models import MenuItem, SiteSettings
from home.models.settings import MenuPlace

FOOTER = {
    "footer_text": "Danh mục sản phẩm OCOP của các chủ thể vùng Mai Sơn, Sơn La. Trang này giới thiệu sản phẩm và người "
    "làm ra; không nhận đặt hàng, không thu tiền.",
    "footer_text_en": "The OCOP products of Mai Sơn, Sơn La, and the people who make them. This site introduces; it takes "
    "no orders and no payments.",
}
# place, label, English label, slug of the page below the front page ("" = none), address after it
MENU = [
    (MenuPlace.MAIN, "Sản phẩm", "Products", "san-pham", ""),
    (MenuPlace.MAIN, "Lịch mùa vụ", "Season calendar", "san-pham", "lich-mua-vu/"),
    (MenuPlace.MAIN, "Hợp tác xã", "Producers", "hop-tac-xa", ""),
    (MenuPlace.MAIN, "Câu chuyện", "Stories", "chuoi-gia-tri", ""),
    (MenuPlace.MAIN, "Tin tức", "News", "tin-tuc", ""),
    (MenuPlace.MAIN, "Sự kiện", "Events", "xuc-tien-thuong-mai", ""),
    (MenuPlace.MAIN, "Tra cứu", "Look up", "tra-cuu", ""),
    (MenuPlace.BUYERS, "Tìm sản phẩm", "Find products", "san-pham", ""),
    (MenuPlace.BUYERS, "Lịch mùa vụ", "Season calendar", "san-pham", "lich-mua-vu/"),
    (MenuPlace.BUYERS, "Video", "Videos", "video", ""),
    (MenuPlace.BUYERS, "Hướng dẫn người mua", "Guide for buyers", "huong-dan-nguoi-mua", ""),
    (MenuPlace.BUYERS, "Giới thiệu", "About", "gioi-thieu", ""),
    (MenuPlace.BUYERS, "Liên hệ", "Contact", "lien-he", ""),
    (MenuPlace.PRODUCERS, "Danh bạ và bản đồ", "Directory and map", "hop-tac-xa", ""),
    (MenuPlace.PRODUCERS, "Thông tin tra cứu", "Laws and forms", "tra-cuu", ""),
    (MenuPlace.PRODUCERS, "Hội chợ, lớp tập huấn", "Fairs and courses", "xuc-tien-thuong-mai", ""),
    (MenuPlace.PRODUCERS, "Số liệu", "Statistics", "so-lieu", ""),
    (MenuPlace.PRODUCERS, "Hướng dẫn", "Guides", "", "/huong-dan/"),
    (MenuPlace.PRODUCERS, "Đăng ký gian hàng", "Open a stall", "", "/dang-ky-gian-hang/"),
    (MenuPlace.PRODUCERS, "Đăng nhập", "Sign in", "", "/dang-nhap/"),
    (MenuPlace.PRODUCERS, "Quyền riêng tư", "Privacy", "quyen-rieng-tu", ""),
]


def prepare_menus(home):
    """Write the first menus, leaving out pages that do not exist; return 1 if written, 0 if there is a menu already."""
    settings = SiteSettings.for_site(Site.objects.get(root_page=home))
    if settings.menu_items.exists():
        return 0
    for name, text in FOOTER.items():
        setattr(settings, name, getattr(settings, name) or text)
    settings.save()
    pages = {page.slug: page for page in Page.objects.child_of(home)}
    items = [
        MenuItem(
            settings=settings,
            sort_order=number,
            place=place,
            label=label,
            label_en=label_en,
            page=pages.get(slug),
            address=address,
        )
        for number, (place, label, label_en, slug, address) in enumerate(MENU)
        if not slug or slug in pages
    ]
    MenuItem.objects.bulk_create(items)
    return 1
