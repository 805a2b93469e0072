"""The life of a certificate, day by day, and its twin in the queryset."""

import datetime

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from wagtail.test.utils.form_data import querydict_from_html

from products.certificate_rules import change_days, default_expiry, status_on
from products.choices import CertificateStatus, SourceGrade
from products.models import Certificate
from tests.factories import CertificateFactory, OfferFactory, ProductPageFactory
from tests.reading import administrator, soup, words

ISSUED = datetime.date(2024, 3, 14)
END = datetime.date(2027, 3, 14)


def days(number):
    return datetime.timedelta(days=number)


class TestStatus:
    """`status_on`, with the borders of Decision 26/2026/QĐ-TTg."""

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            (ISSUED - days(1), CertificateStatus.NOT_YET),
            (ISSUED, CertificateStatus.VALID),
            (END - days(181), CertificateStatus.VALID),
            (END - days(180), CertificateStatus.RENEWAL_WINDOW),
            (END - days(120), CertificateStatus.RENEWAL_WINDOW),
            (END - days(119), CertificateStatus.WINDOW_MISSED),
            (END, CertificateStatus.WINDOW_MISSED),
            (END + days(1), CertificateStatus.EXPIRED),
        ],
    )
    def test_without_renewal(self, day, status):
        assert status_on(day, issued_on=ISSUED, expires_on=END) == status

    @pytest.mark.parametrize(
        ("day", "status"),
        [
            (END - days(150), CertificateStatus.RENEWAL_WINDOW),
            (END, CertificateStatus.WINDOW_MISSED),
            (END + days(1), CertificateStatus.EXTENDED),
            (END + days(180), CertificateStatus.EXTENDED),
            (END + days(181), CertificateStatus.EXPIRED),
        ],
    )
    def test_a_filed_renewal_keeps_it_180_days(self, day, status):
        assert status_on(day, issued_on=ISSUED, expires_on=END, renewal_filed_on=END - days(160)) == status

    def test_a_renewal_filed_late_extends_from_the_day_it_is_filed(self):
        dates = {"issued_on": ISSUED, "expires_on": END, "renewal_filed_on": END + days(30)}
        assert status_on(END + days(29), **dates) == CertificateStatus.EXPIRED
        assert status_on(END + days(30), **dates) == CertificateStatus.EXTENDED

    def test_withdrawal_wins_over_everything_from_its_day_on(self):
        dates = {"issued_on": ISSUED, "expires_on": END, "renewal_filed_on": END - days(150)}
        assert status_on(END - days(11), withdrawn_on=END - days(10), **dates) == CertificateStatus.WINDOW_MISSED
        assert status_on(END - days(10), withdrawn_on=END - days(10), **dates) == CertificateStatus.WITHDRAWN
        assert status_on(END + days(5), withdrawn_on=END - days(10), **dates) == CertificateStatus.WITHDRAWN

    def test_four_statuses_are_in_force(self):
        assert [status for status in CertificateStatus if status.is_in_force] == [
            CertificateStatus.VALID,
            CertificateStatus.RENEWAL_WINDOW,
            CertificateStatus.WINDOW_MISSED,
            CertificateStatus.EXTENDED,
        ]

    def test_an_unsaved_certificate_knows_its_status(self):
        certificate = Certificate(stars=4, issued_on=ISSUED)
        assert certificate.status_on(END) == CertificateStatus.WINDOW_MISSED
        assert certificate.is_in_force_on(END)
        assert not certificate.is_in_force_on(END + days(1))


class TestDefaultExpiry:
    """36 months from issue."""

    @pytest.mark.parametrize(
        ("issued", "ends"),
        [
            (datetime.date(2024, 3, 14), datetime.date(2027, 3, 14)),
            (datetime.date(2024, 2, 29), datetime.date(2027, 2, 28)),
            (datetime.date(2023, 12, 31), datetime.date(2026, 12, 31)),
        ],
    )
    def test_the_same_day_three_years_later(self, issued, ends):
        assert default_expiry(issued) == ends


@given(
    st.dates(datetime.date(2024, 1, 1), datetime.date(2030, 1, 1)),
    st.one_of(st.none(), st.dates(datetime.date(2026, 6, 1), datetime.date(2028, 6, 1))),
    st.one_of(st.none(), st.dates(datetime.date(2024, 6, 1), datetime.date(2028, 6, 1))),
)
def test_being_in_force_changes_only_on_change_days(day, filed, withdrawn):
    dates = {"issued_on": ISSUED, "expires_on": END, "renewal_filed_on": filed, "withdrawn_on": withdrawn}
    before = status_on(day - days(1), **dates).is_in_force
    after = status_on(day, **dates).is_in_force
    assert before == after or day in change_days(**dates)


@pytest.mark.django_db
class TestQueryset:
    """The queryset says on every day what the function says."""

    def test_it_mirrors_the_function(self):
        product = ProductPageFactory()
        filed_in_time = END - days(150)
        filed_late = END + days(30)
        for renewal in (None, filed_in_time, filed_late):
            for withdrawn in (None, END - days(10), END + days(60)):
                CertificateFactory(
                    product=product,
                    issued_on=ISSUED,
                    expires_on=END,
                    renewal_filed_on=renewal,
                    withdrawn_on=withdrawn,
                    withdrawal_ground="x",
                )
        interesting = {ISSUED, END, END + days(30), END + days(180), END - days(10), END + days(60)}
        for day in sorted({centre + days(step) for centre in interesting for step in (-1, 0, 1)}):
            by_function = {item.pk for item in Certificate.objects.all() if item.is_in_force_on(day)}
            assert set(Certificate.objects.in_force_on(day).values_list("pk", flat=True)) == by_function

    def test_the_holders_own_statement_draws_no_stars(self):
        today = datetime.date(2026, 11, 22)
        CertificateFactory(issued_on=ISSUED, expires_on=END, source_grade=SourceGrade.STATEMENT)
        press = CertificateFactory(issued_on=ISSUED, expires_on=END, source_grade=SourceGrade.PRESS)
        assert list(Certificate.objects.drawing_stars_on(today)) == [press]


@pytest.mark.django_db
class TestForm:
    """What an officer may save."""

    def test_the_end_is_36_months_after_issue_unless_given(self):
        certificate = CertificateFactory(issued_on=ISSUED, expires_on=None)
        assert certificate.expires_on == END

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"expires_on": ISSUED}, "expires_on"),
            ({"issued_on": datetime.date(9998, 1, 1)}, "issued_on"),
            ({"issued_on": datetime.date(205, 3, 2)}, "issued_on"),
            ({"renewal_filed_on": ISSUED}, "renewal_filed_on"),
            ({"withdrawn_on": ISSUED - days(1), "withdrawal_ground": "x"}, "withdrawn_on"),
            ({"withdrawn_on": END}, "withdrawal_ground"),
            ({"stars": 5, "score": 85}, "score"),
        ],
    )
    def test_contradictions_are_named_at_their_field(self, changes, field):
        certificate = CertificateFactory.build(product=None, issued_on=ISSUED, expires_on=END)
        for name, value in changes.items():
            setattr(certificate, name, value)
        with pytest.raises(ValidationError) as error:
            certificate.clean()
        assert set(error.value.message_dict) == {field}

    def test_a_computed_end_follows_the_corrected_day_of_issue(self):
        certificate = CertificateFactory(issued_on=ISSUED, expires_on=None)
        certificate.issued_on = datetime.date(2021, 3, 14)
        certificate.full_clean()
        assert certificate.expires_on == ISSUED

    def test_an_end_of_the_decisions_own_stays_and_may_not_pass_36_months(self):
        certificate = CertificateFactory(issued_on=ISSUED, expires_on=END - days(100))
        certificate.issued_on = ISSUED - days(50)
        certificate.full_clean()
        assert certificate.expires_on == END - days(100)
        certificate.issued_on = datetime.date(2021, 3, 14)
        with translation.override("vi"), pytest.raises(ValidationError) as error:
            certificate.full_clean()
        longest = "Giấy có hiệu lực nhiều nhất 36 tháng: với ngày cấp này là đến hết 14/03/2024."
        assert error.value.message_dict == {"expires_on": [f"{longest} Hãy sửa lại một trong hai ngày."]}

    def test_one_decision_gives_a_product_one_certificate(self):
        first = CertificateFactory(issued_on=ISSUED, expires_on=END, decision_number="1214/QĐ-UBND")
        second = CertificateFactory.build(
            product=first.product, issued_on=ISSUED, expires_on=END, stars=3, decision_number=" 1214/qđ-ubnd"
        )
        with pytest.raises(ValidationError) as error:
            second.full_clean()
        assert set(error.value.message_dict) == {"decision_number"}
        first.full_clean()
        second.decision_number = "1215/QĐ-UBND"
        second.full_clean()

    def test_the_same_number_may_come_again_when_the_first_has_ended(self):
        first = CertificateFactory(issued_on=ISSUED, expires_on=END, decision_number="12/QĐ-UBND")
        CertificateFactory.build(
            product=first.product, issued_on=END + days(1), expires_on=None, decision_number="12/QĐ-UBND"
        ).full_clean()

    def test_the_database_refuses_two_stars(self):
        product = ProductPageFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            CertificateFactory(product=product, stars=2)
        assert not product.certificates.exists()


@pytest.mark.once
@pytest.mark.django_db
class TestOfficersScreens:
    """The list and the form in the admin."""

    def form(self, client, certificate, **changes):
        client.force_login(administrator())
        address = reverse("certificates:edit", args=[certificate.pk])
        values = dict(querydict_from_html(client.get(address).content.decode()).lists())
        return client.post(address, {**values, **changes})

    def test_a_day_that_no_calendar_has_stays_as_typed_with_its_reason(self, client):
        certificate = CertificateFactory(issued_on=ISSUED, expires_on=END)
        page = soup(self.form(client, certificate, issued_on="31/02/2026"))
        assert page.select_one("[name=issued_on]")["value"] == "31/02/2026"
        assert "Ngày này chưa đúng. Hãy viết ngày, tháng, năm như 18/11/2026." in words(page)
        assert page.select("script[src$='js/typed-days.js']")

    def test_a_new_form_says_in_words_what_is_to_be_chosen_and_what_the_grades_do(self, client):
        client.force_login(administrator())
        page = soup(client.get(reverse("certificates:add")))
        assert words(page.select_one("[name=stars] option")) == "Chưa chọn"
        assert "C chỉ nằm trong danh sách này, không hiện sao." in words(page)

    def test_an_end_before_36_months_is_saved_with_a_word(self, client):
        certificate = CertificateFactory(issued_on=ISSUED, expires_on=END)
        answer = self.form(client, certificate, expires_on="14/03/2026")
        told = [str(message) for message in get_messages(answer.wsgi_request)]
        assert "Giấy hết hiệu lực trước khi đủ 36 tháng (14/03/2027). Hãy so lại với quyết định." in told

    @pytest.mark.parametrize(
        ("query", "found"), [("thung rau", 1), ("Thúng râu", 1), ("RAU 1214/qd", 1), ("na rau", 0)]
    )
    def test_the_search_wants_every_word_and_no_marks(self, client, query, found):
        CertificateFactory(product=ProductPageFactory(title="Thúng Rau"), decision_number="1214/QĐ-UBND")
        CertificateFactory(product=ProductPageFactory(title="Na dai"))
        client.force_login(administrator())
        page = soup(client.get(reverse("certificates:index"), {"q": query}))
        assert len(page.select("table.listing tbody tr")) == found


@pytest.mark.django_db
def test_officers_lists_stand_by_the_names_of_products(client):
    for title in ("Đào", "Na", "Chè"):
        product = ProductPageFactory(title=title)
        OfferFactory(product=product)
        CertificateFactory(product=product)
    client.force_login(administrator())
    for address in ("/quan-tri/offers/", "/quan-tri/certificates/?ordering=product"):
        titles = [words(link) for link in soup(client.get(address)).select("td.title .title-wrapper a")]
        assert titles == ["Chè", "Đào", "Na"]


@pytest.mark.django_db
@time_machine.travel(END - days(90), tick=False)
def test_the_officers_list_calls_no_renewal_missed_that_is_filed(client):
    for title, filed in (("Chè", None), ("Na", END - days(100))):
        CertificateFactory(
            product=ProductPageFactory(title=title), issued_on=ISSUED, expires_on=END, renewal_filed_on=filed
        )
    client.force_login(administrator())
    rows = soup(client.get("/quan-tri/certificates/?ordering=product")).select("table.listing tbody tr")
    assert [words(row.select("td")[3]) for row in rows] == [
        "còn hiệu lực, đã lỡ kỳ nộp hồ sơ",
        "còn hiệu lực, đã nộp hồ sơ công nhận lại",
    ]


@pytest.mark.django_db
class TestStarsOnThePage:
    """A star not in force is drawn nowhere."""

    def test_star_is_not_drawn_the_day_after_expiry(self, client):
        product = ProductPageFactory(title="Na dai")
        CertificateFactory(product=product, issued_on=ISSUED, expires_on=END, stars=4, number="14-04105-07-2025")
        with time_machine.travel(datetime.datetime(2027, 3, 14, 12, tzinfo=datetime.UTC)):
            valid = client.get(product.url).content.decode()
        with time_machine.travel(datetime.datetime(2027, 3, 15, 12, tzinfo=datetime.UTC)):
            lapsed = client.get(product.url).content.decode()
        assert "4 sao" in valid
        assert "OCOP 4 sao" in valid
        assert "14-04105-07-2025" in valid
        assert "4 sao" not in lapsed
        assert "14-04105-07-2025" not in lapsed
