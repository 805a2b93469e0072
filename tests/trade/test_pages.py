"""The events page and its events, as editors and visitors meet them."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import HomePage
from ocop.documents.models import SiteDocument
from products import catalogue
from tests.factories import (
    CommuneFactory,
    EventIndexPageFactory,
    EventPageFactory,
    ImageFactory,
    MemberFactory,
    ProducerPageFactory,
    ProductPageFactory,
)
from tests.reading import (
    administrator,
    card_titles,
    edit_page,
    form_values,
    indexed,
    query_count,
    soup,
    structured_data,
    typed,
    vi,
    words,
)
from trade.choices import EventKind, EventState
from trade.models import EventDocument, EventIndexPage, EventPage

ADDRESS = "/xuc-tien-thuong-mai/"
LIST_OF_PRODUCER = f"{ADDRESS}?producer=doi-nang"


def in_days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


class EventIndexPageTests(WagtailPageTestCase):
    """The list."""

    @classmethod
    def setUpTestData(cls):
        cls.page = EventIndexPageFactory()
        cls.user = administrator()

    def titles(self, query=""):
        response = self.client.get(ADDRESS + query)
        assert response.status_code == 200
        return [tag.get_text(strip=True) for tag in soup(response).select(".event-row__title")]

    def test_it_stands_below_the_front_page_only(self):
        self.assertAllowedParentPageTypes(EventIndexPage, {HomePage})

    def test_events_stand_below_it(self):
        self.assertAllowedSubpageTypes(EventIndexPage, {EventPage})

    def test_without_events_it_says_what_will_stand_here_and_offers_the_calendar(self):
        response = self.client.get(ADDRESS)
        assert vi("No event yet") in words(response)
        assert soup(response).select_one(".event-feed a.button")["href"] == "webcal://testserver/feeds/su-kien.ics"

    def test_it_is_edited_in_the_admin(self):
        self.client.force_login(self.user)
        assert edit_page(self.client, self.page, introduction="Hội chợ và lớp học.").status_code == 302
        assert "Hội chợ và lớp học." in words(self.client.get(ADDRESS))

    def test_what_is_coming_comes_first_soonest_first_and_then_what_has_been_by_year(self):
        this_year = in_days(0).year
        EventPageFactory(title="Mười ngày nữa", start_date=in_days(10))
        EventPageFactory(title="Hai ngày nữa", start_date=in_days(2))
        EventPageFactory(title="Đang mở", start_date=in_days(-3), end_date=in_days(0))
        EventPageFactory(title="Xa xưa", start_date=datetime.date(this_year - 2, 3, 1))
        EventPageFactory(title="Năm kia", start_date=datetime.date(this_year - 2, 9, 1))
        EventPageFactory(title="Năm ngoái", start_date=datetime.date(this_year - 1, 5, 1))
        assert self.titles() == ["Đang mở", "Hai ngày nữa", "Mười ngày nữa", "Năm ngoái", "Năm kia", "Xa xưa"]
        headings = [tag.get_text(strip=True) for tag in soup(self.client.get(ADDRESS)).select(".events__heading")]
        years = [vi("Took place in %(year)s", year=this_year - ago) for ago in (1, 2)]
        assert headings == [vi("Coming, and on now"), *years]

    def test_on_a_narrow_screen_a_time_is_not_parted_at_its_dash(self):
        EventPageFactory(start_date=in_days(2), start_time=datetime.time(8), end_time=datetime.time(11))
        row = soup(self.client.get(ADDRESS)).select_one(".event-row__facts")
        assert words(row.select_one(".nowrap")) == "8:00–11:00"

    def test_kind_place_producer_and_year_narrow_it_and_what_means_nothing_is_ignored(self):
        producer = ProducerPageFactory(slug="doi-nang")
        EventPageFactory(title="Lớp", kind=EventKind.COURSE, commune=CommuneFactory(), start_date=in_days(3))
        EventPageFactory(title="Họp", kind=EventKind.MEETING, is_online=True, start_date=in_days(4))
        EventPageFactory(title="Chợ", producers=[producer], start_date=datetime.date(2024, 5, 1))
        assert self.titles("?kind=course") == ["Lớp"]
        assert self.titles("?kind=course&kind=meeting") == ["Lớp", "Họp"]
        assert self.titles("?commune=04105") == ["Lớp"]
        assert self.titles("?commune=online") == ["Họp"]
        assert self.titles("?producer=doi-nang") == ["Chợ"]
        assert self.titles("?year=2024") == ["Chợ"]
        assert self.titles("?kind=x&commune=y&producer=z&year=0&page=zzz") == ["Lớp", "Họp", "Chợ"]

    def test_each_filter_counts_what_it_leads_to(self):
        EventPageFactory(kind=EventKind.COURSE, is_online=True)
        EventPageFactory(kind=EventKind.COURSE, commune=CommuneFactory())
        EventPageFactory(kind=EventKind.FAIR)
        facets = {facet.param: facet for facet in self.client.get(f"{ADDRESS}?kind=course").context["facets"]}
        assert {option.value: option.count for option in facets["kind"].options} == {"course": 2, "fair": 1}
        assert {option.value: option.count for option in facets["commune"].options} == {"04105": 1, "online": 1}

    def test_a_search_forgives_missing_marks_and_a_slip(self):
        indexed(
            EventPageFactory(title="Ngày hội dâu tây", place_name="Chân đồi Noong Hoa"),
            EventPageFactory(title="Lớp bao bì", producers=[ProducerPageFactory(title="HTX Cà phê Sương Mường")]),
        )
        assert self.titles("?q=dau+tay") == ["Ngày hội dâu tây"]
        assert self.titles("?q=noong+hoa") == ["Ngày hội dâu tây"]
        assert self.titles("?q=suong+muong") == ["Lớp bao bì"]
        assert self.titles("?q=ngay+hoj+dau") == ["Ngày hội dâu tây"]

    def test_nothing_found_offers_one_condition_less(self):
        EventPageFactory(kind=EventKind.COURSE, start_date=in_days(3))
        response = self.client.get(f"{ADDRESS}?kind=course&year=2020")
        assert vi("Nothing meets all of this") in words(response)
        assert soup(response).select_one(".empty__ways a")["href"] == f"{ADDRESS}?kind=course"

    def test_when_nothing_is_coming_it_says_so_above_what_has_been(self):
        EventPageFactory(title="Đã qua", start_date=in_days(-9))
        assert vi("Nothing is announced at the moment. Here is what has been.") in words(self.client.get(ADDRESS))
        assert self.titles() == ["Đã qua"]

    def test_drafts_and_private_events_are_not_listed(self):
        EventPageFactory(title="Nháp", live=False)
        private = EventPageFactory(title="Nội bộ")
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        EventPageFactory(title="Đã đăng")
        assert self.titles() == ["Đã đăng"]

    @pytest.mark.once
    def test_12_a_page_in_a_constant_number_of_queries(self):
        producer = ProducerPageFactory(slug="doi-nang")
        EventPageFactory(commune=CommuneFactory(), main_image=ImageFactory(), producers=[producer])
        few = query_count(self.client, ADDRESS)
        for number in range(20):
            EventPageFactory(
                commune=CommuneFactory(),
                start_date=in_days(number - 10),
                main_image=ImageFactory(),
                producers=[producer],
            )
        for _visit in range(2):  # the first makes the sizes of the new pictures
            many = query_count(self.client, ADDRESS)
        assert many == few <= 15
        assert len(self.titles()) == 12
        assert len(self.titles("?page=2")) == len(self.titles("?page=99")) == 9

    def test_bad_input_is_a_list_all_the_same(self):
        EventPageFactory()
        long = "x" * 10_000
        for query in (
            "page=-1",
            f"q={long}",
            "year=99999999999999999999",
            "producer=%F0%9F%8D%93",
            "q=%22%27",
            "q=%00",
        ):
            assert self.client.get(f"{ADDRESS}?{query}").status_code == 200


@pytest.mark.once
class EventPageTests(WagtailPageTestCase):
    """One event."""

    @classmethod
    def setUpTestData(cls):
        cls.section = EventIndexPageFactory()
        cls.producer = ProducerPageFactory(title="HTX Đồi Nắng", slug="doi-nang")
        cls.product = ProductPageFactory(title="Dâu tây", parent=cls.producer)
        catalogue.refresh_all()
        cls.user = administrator()
        cls.event = EventPageFactory(
            title="Phiên chợ dâu",
            slug="phien-cho-dau",
            start_date=in_days(5),
            start_time=datetime.time(8),
            end_time=datetime.time(11, 30),
            commune=CommuneFactory(),
            latitude=21.196,
            longitude=104.103,
            registration_phone="0912345678",
            registration_deadline=in_days(3),
            producers=[cls.producer],
            products=[cls.product],
        )
        cls.address = f"{ADDRESS}phien-cho-dau/"

    def change(self, **values):
        EventPage.objects.filter(pk=self.event.pk).update(**values)
        return self.client.get(self.address)

    def test_it_stands_below_the_events_page_only(self):
        self.assertAllowedParentPageTypes(EventPage, {EventIndexPage})
        self.assertAllowedSubpageTypes(EventPage, set())

    def test_a_visitor_reads_when_where_and_whom_to_call(self):
        response = self.client.get(self.address)
        text = words(response)
        page = soup(response)
        assert "Còn 5 ngày" in text
        assert words(page.select_one(".facts__aside.nowrap")) == "8:00–11:30"
        assert "Sân nhà văn hoá, xã Mai Sơn" in text
        assert page.select_one('a[href="tel:+84912345678"]').get_text(strip=True) == "0912 345 678"
        assert page.select_one(".event-slip__ways a")["href"] == f"/feeds/su-kien/{self.event.pk}.ics"
        assert "destination=21.19600%2C104.10300" in str(page.select_one(".event-slip"))
        assert [tag.get_text(strip=True) for tag in page.select(".event .tile__title")] == ["HTX Đồi Nắng"]
        assert card_titles(response) == ["Dâu tây"]

    def test_after_the_deadline_it_offers_no_registration(self):
        response = self.change(registration_deadline=in_days(-1), start_date=in_days(2), last_day=in_days(2))
        assert soup(response).select_one(".event-slip__register") is None
        assert vi("Registration ended on %(until)s.", until=f"{in_days(-1):%-d/%-m/%Y}") in words(response)

    def test_on_the_day_of_the_deadline_one_may_still_register(self):
        assert soup(self.change(registration_deadline=in_days(0))).select_one(".event-slip__register") is not None

    def test_a_cancelled_event_says_so_first_and_offers_nothing(self):
        response = self.change(state=EventState.CANCELLED, state_note="Dâu chín muộn.")
        page = soup(response)
        assert page.select_one(".event__off").get_text(" ", strip=True) == "Đã huỷ. Dâu chín muộn."
        assert page.select_one(".event-slip__ways") is None
        assert page.select_one(".event-slip__register") is None
        assert structured_data(response)["Event"]["eventStatus"] == "https://schema.org/EventCancelled"

    def test_afterwards_the_results_stand_above_the_announcement(self):
        self.event.start_date = in_days(-5)
        self.event.registration_deadline = None
        self.event.body = [("text", "<p>Sẽ có bốn mươi gian.</p>")]
        self.event.results = [("text", "<p>Có ba mươi tám gian.</p>")]
        self.event.save_revision().publish()
        response = self.client.get(self.address)
        text = words(response)
        assert text.index("Có ba mươi tám gian.") < text.index("Sẽ có bốn mươi gian.")
        assert vi("Over") in text
        assert soup(response).select_one(".event-slip__ways") is None

    def test_search_engines_learn_time_with_offset_place_and_organiser(self):
        data = structured_data(self.client.get(self.address))["Event"]
        day = in_days(5)
        assert data["startDate"] == f"{day.isoformat()}T08:00:00+07:00"
        assert data["endDate"] == f"{day.isoformat()}T11:30:00+07:00"
        assert data["eventStatus"] == "https://schema.org/EventScheduled"
        assert data["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
        assert data["location"]["address"]["addressLocality"] == "xã Mai Sơn"
        assert data["organizer"]["name"] == "Ban tổ chức phiên chợ"

    def test_an_online_event_is_a_virtual_location(self):
        response = self.change(
            is_online=True,
            online_url="https://hop.example.vn/1",
            place_name="",
            commune=None,
            start_time=None,
            end_time=None,
        )
        data = structured_data(response)["Event"]
        assert data["location"] == {"@type": "VirtualLocation", "url": "https://hop.example.vn/1"}
        assert data["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
        assert data["startDate"] == in_days(5).isoformat()

    def test_what_was_typed_stays_text(self):
        response = self.change(place_name="</script><script>alert(1)</script>", organiser='<img src=x onerror="x">')
        assert "<script>alert" not in response.content.decode()
        assert "<img src=x" not in response.content.decode()
        assert structured_data(response)["Event"]["location"]["name"] == "</script><script>alert(1)</script>"

    def test_producers_that_are_no_longer_public_drop_out(self):
        self.producer.live = False
        self.producer.save()
        assert soup(self.client.get(self.address)).select(".event .tile__title") == []

    @pytest.mark.once
    def test_queries_do_not_grow(self):
        few = query_count(self.client, self.address)
        for _number in range(10):
            producer = ProducerPageFactory()
            self.event.producer_places.create(producer=producer)
            self.event.product_places.create(product=ProductPageFactory(parent=producer))
        catalogue.refresh_all()
        assert query_count(self.client, self.address) == few <= 15

    def test_files_are_offered_with_kind_and_title(self):
        document = SiteDocument.objects.create(title="Phiếu đăng ký", file="documents/phieu.docx", file_size=2048)
        EventDocument.objects.create(page=self.event, document=document)
        link = soup(self.client.get(self.address)).select_one(".event__documents a")
        assert link["href"] == document.url
        assert "Phiếu đăng ký" in link.get_text()
        assert "DOCX" in link.get_text()

    def test_the_english_page_marks_what_stays_vietnamese(self):
        response = self.client.get(f"/en{self.address}")
        page = soup(response)
        assert page.select_one("h1")["lang"] == "vi"
        assert "In 5 days" in words(response)
        assert page.select_one(".date-block").get("lang") is None

    def test_a_member_may_not_write_events(self):
        self.client.force_login(MemberFactory())
        assert self.client.get(f"/quan-tri/pages/{self.event.pk}/edit/").status_code == 403
        assert self.client.get(f"/quan-tri/pages/add/trade/eventpage/{self.section.pk}/").status_code == 403


@pytest.mark.once
class ImpossibleTests(WagtailPageTestCase):
    """Days and times that cannot be get a sentence at their field, and nothing that was typed is lost."""

    @classmethod
    def setUpTestData(cls):
        cls.event = EventPageFactory(start_date=datetime.date(2026, 12, 5))
        cls.user = administrator()

    def errors(self, **values):
        event = EventPage(
            title="Chợ", slug="cho", summary="Chợ.", organiser="Xã", start_date=datetime.date(2026, 12, 5)
        )
        for name, value in values.items():
            setattr(event, name, value)
        try:
            EventPage.clean(_at(event, self.event))
        except ValidationError as error:
            return {name: messages[0] for name, messages in error.message_dict.items()}
        return {}

    def test_each_has_its_sentence(self):
        day, time = datetime.date, datetime.time
        assert self.errors(end_date=day(2026, 12, 4)) == {
            "end_date": "Ngày cuối (4/12/2026) đứng trước ngày đầu (5/12/2026). Hãy xem lại hai ngày."
        }
        assert set(self.errors(end_time=time(9))) == {"start_time"}
        assert set(self.errors(start_time=time(9), end_time=time(9))) == {"end_time"}
        assert self.errors(start_time=time(9), end_time=time(8), end_date=day(2026, 12, 6)) == {}
        assert set(self.errors(registration_deadline=day(2026, 12, 6))) == {"registration_deadline"}
        assert self.errors(registration_deadline=day(2026, 12, 6), end_date=day(2026, 12, 6)) == {}
        assert self.errors(start_date=None, start_time=time(9)) == {}  # publishing asks for the day
        assert set(self.errors(latitude=21.1)) == {"longitude"}
        assert set(self.errors(online_url="https://a.example")) == {"is_online"}

    def test_the_form_keeps_what_was_typed_and_shows_the_sentence_at_the_field(self):
        self.client.force_login(self.user)
        address = f"/quan-tri/pages/{self.event.pk}/edit/"
        values = form_values(self.client, address, "page-edit-form")
        wrong = {"end_date": "04/12/2026", "title": "Tên vừa gõ", "body-count": "0", "results-count": "0"}
        response = self.client.post(address, {**values, **wrong, "action-publish": "action-publish"})
        assert response.status_code == 200
        page = BeautifulSoup(response.content, "html.parser")
        field = page.select_one("#id_end_date")
        assert "đứng trước ngày đầu" in field.find_parent(class_="w-field").get_text()
        assert typed(page, "title") == "Tên vừa gõ"
        self.event.refresh_from_db()
        assert self.event.end_date is None

    def test_an_editor_announces_an_event(self):
        self.client.force_login(self.user)
        section = self.event.get_parent()
        address = f"/quan-tri/pages/add/trade/eventpage/{section.pk}/"
        values = form_values(self.client, address, "page-edit-form")
        answers = {
            "title": "Lớp làm nhãn", "slug": "lop-lam-nhan", "kind": "course", "summary": "Một ngày.",
            "organiser": "Tổ tập huấn", "start_date": "12/12/2026", "start_time": "8:00", "end_time": "16:30",
            **nested_form_data({"body": streamfield([]), "results": streamfield([])}),
        }  # fmt: skip
        response = self.client.post(address, {**values, **answers, "action-publish": "action-publish"})
        assert response.status_code == 302
        event = EventPage.objects.get(slug="lop-lam-nhan")
        assert (event.start_date, event.last_day) == (datetime.date(2026, 12, 12),) * 2
        assert event.end_time == datetime.time(16, 30)


def _at(event, sibling):
    """Put an unsaved event where a page's own check looks for other pages of the same address."""
    event.path, event.depth = f"{sibling.path[:-4]}9999", sibling.depth
    return event


class RecordTests(WagtailPageTestCase):
    """What an event leaves on the pages of those who take part."""

    @classmethod
    def setUpTestData(cls):
        cls.section = EventIndexPageFactory()
        cls.producer = ProducerPageFactory(slug="doi-nang")
        cls.product = ProductPageFactory(parent=cls.producer, slug="dau-tay")
        catalogue.refresh_all()

    def test_a_producer_page_counts_what_comes_and_what_is_over_apart(self):
        for number in range(6):
            EventPageFactory(title=f"Cũ {number}", start_date=in_days(-30 - number), producers=[self.producer])
        EventPageFactory(title="Sắp", start_date=in_days(3), producers=[self.producer])
        EventPageFactory(title="Huỷ", start_date=in_days(-2), state=EventState.CANCELLED, producers=[self.producer])
        EventPageFactory(title="Nháp", live=False, producers=[self.producer])
        page = soup(self.client.get("/hop-tac-xa/doi-nang/"))
        titles = [tag.get_text(strip=True) for tag in page.select(".promotion__title")]
        assert titles == ["Sắp", "Cũ 0", "Cũ 1", "Cũ 2", "Cũ 3"]
        assert [" ".join(tag.get_text().split()) for tag in page.select(".promotion h2")] == [
            "Sắp và đang tham gia 1",
            "Đã tham gia 6",
        ]
        assert page.select_one(".promotion > p a")["href"] == LIST_OF_PRODUCER

    @pytest.mark.once
    def test_a_record_costs_one_query_however_long(self):
        EventPageFactory(producers=[self.producer], commune=CommuneFactory())
        few = query_count(self.client, "/hop-tac-xa/doi-nang/")
        for number in range(20):
            EventPageFactory(start_date=in_days(-number), producers=[self.producer], commune=CommuneFactory())
        assert query_count(self.client, "/hop-tac-xa/doi-nang/") == few

    def test_a_producer_without_events_has_no_record(self):
        assert soup(self.client.get("/hop-tac-xa/doi-nang/")).select_one(".promotion") is None

    def test_a_product_page_names_the_next_event_and_none_that_is_off_or_over(self):
        address = "/hop-tac-xa/doi-nang/dau-tay/"
        EventPageFactory(title="Huỷ", start_date=in_days(1), state=EventState.CANCELLED, products=[self.product])
        EventPageFactory(title="Qua", start_date=in_days(-1), products=[self.product])
        assert soup(self.client.get(address)).select_one(".product__event") is None
        EventPageFactory(title="Sau", start_date=in_days(8), products=[self.product])
        EventPageFactory(title="Trước", start_date=in_days(2), products=[self.product])
        assert soup(self.client.get(address)).select_one(".product__event a").get_text(strip=True) == "Trước"

    def test_a_member_sees_where_the_producer_is_expected(self):
        EventPageFactory(title="Hội chợ cuối năm", start_date=in_days(4), producers=[self.producer])
        EventPageFactory(title="Của người khác", start_date=in_days(4), producers=[ProducerPageFactory()])
        self.client.force_login(MemberFactory(member_of=self.producer))
        part = soup(self.client.get("/gian-hang/")).select_one('[aria-labelledby="su-kien"]')
        assert "Hội chợ cuối năm" in part.get_text()
        assert "Của người khác" not in part.get_text()
        assert part.select_one("a.link")["href"] == LIST_OF_PRODUCER

    def test_the_front_page_may_ask_for_what_is_coming(self):
        EventPageFactory(title="Huỷ", state=EventState.CANCELLED)
        EventPageFactory(title="Qua", start_date=in_days(-1))
        EventPageFactory(title="Nháp", live=False)
        EventPageFactory(title="Sau", start_date=in_days(9))
        EventPageFactory(title="Đang", start_date=in_days(-2), end_date=in_days(0))
        assert [event.title for event in EventPage.objects.coming()] == ["Đang", "Sau"]


class EventListingTests(WagtailPageTestCase):
    """The editors' list, where the page explorer opens the section."""

    @classmethod
    def setUpTestData(cls):
        cls.section = EventIndexPageFactory()
        cls.user = administrator()
        EventPageFactory(title="Lớp cũ", kind=EventKind.COURSE, start_date=in_days(-8))
        EventPageFactory(title="Chợ tới", kind=EventKind.FAIR, start_date=in_days(8), main_image=ImageFactory())

    def titles(self, query=""):
        response = self.client.get(f"/quan-tri/pages/{self.section.pk}/{query}")
        assert response.status_code == 200
        return [tag.get_text(strip=True) for tag in soup(response).select("td.title .title-wrapper a")]

    def test_the_latest_comes_first_and_filters_narrow(self):
        self.client.force_login(self.user)
        assert self.titles() == ["Chợ tới", "Lớp cũ"]
        assert self.titles("?kind=course") == ["Lớp cũ"]
        assert self.titles("?when=coming") == ["Chợ tới"]
        assert self.titles("?when=past") == ["Lớp cũ"]

    def test_a_draft_without_its_day_stands_first_and_says_so(self):
        self.client.force_login(self.user)
        EventPageFactory(title="Chợ chưa hẹn", start_date=None, live=False)
        assert self.titles() == ["Chợ chưa hẹn", "Chợ tới", "Lớp cũ"]
        assert self.titles("?ordering=start_date") == ["Lớp cũ", "Chợ tới", "Chợ chưa hẹn"]
        row = soup(self.client.get(f"/quan-tri/pages/{self.section.pk}/")).select_one("tbody tr")
        assert "Chưa có ngày" in row.get_text()

    def test_each_row_says_when_what_and_how_it_stands(self):
        self.client.force_login(self.user)
        row = soup(self.client.get(f"/quan-tri/pages/{self.section.pk}/")).select_one("tbody tr")
        assert row.select_one("td img")["width"] == "56"
        assert "Còn 8 ngày" in row.get_text()
        assert f"{in_days(8):%-d/%-m/%Y}" in row.get_text()
