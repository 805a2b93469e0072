"""One certificate sent twice at the same moment. A file of its own: such a test empties the database, so it has to run last."""

import threading
from unittest import mock, skipIf

from django.db import connection, connections
from django.test import Client, TransactionTestCase
from django.urls import reverse

from products.models import Certificate
from tests.factories import ProductPageFactory
from tests.reading import administrator, words


@skipIf(connection.vendor == "sqlite", "in memory it has one connection")
class AtOnceTests(TransactionTestCase):
    """Certificates of one product are saved one after the other."""

    serialized_rollback = True

    def test_one_sent_four_times_is_saved_once_and_the_others_are_told(self):
        product, user = ProductPageFactory(), administrator()
        values = {
            "product": product.pk, "stars": "4", "decision_number": "1214/QĐ-UBND", "issuer": "UBND tỉnh Sơn La",
            "issued_on": "2024-03-14", "source_grade": "A",
        }  # fmt: skip
        first_has_looked, may_save = threading.Event(), threading.Event()
        look, answers = Certificate.same_decision, []

        def look_and_dawdle(certificate):
            found = look(certificate)
            first_has_looked.set()
            may_save.wait(20)
            return found

        def send():
            client = Client()
            client.force_login(user)
            answers.append(client.post(reverse("certificates:add"), values))
            connections.close_all()

        with mock.patch.object(Certificate, "same_decision", look_and_dawdle):
            sending = [threading.Thread(target=send) for __ in range(4)]
            sending[0].start()
            assert first_has_looked.wait(20)
            for thread in sending[1:]:
                thread.start()
            sending[-1].join(1)
            may_save.set()
            for thread in sending:
                thread.join(20)
        assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 302]
        assert Certificate.objects.count() == 1
        told = "Sản phẩm này đã có giấy chứng nhận theo quyết định này"
        assert [told in words(answer) for answer in answers if answer.status_code == 200] == [True] * 3
