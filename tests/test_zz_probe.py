from tests.home.test_front_page import *
from django.db import connection
from django.test.utils import CaptureQueriesContext
class Probe(FrontPageTestCase):
    def test_it(self):
        image = ImageFactory()
        HomePage.objects.filter(pk=self.home.pk).update(hero_image=image, hero_image_phone=ImageFactory())
        for n in range(3):
            producer = ProducerPageFactory(main_image=image)
            ProductPageFactory(parent=producer, supply=ALWAYS, stars=4, main_image=image)
            ArticlePageFactory(main_image=image)
        catalogue.refresh_all()
        self.client.get("/")
        with CaptureQueriesContext(connection) as c:
            self.client.get("/")
        for q in c.captured_queries: print(q["sql"][:230].replace("\n"," "))
        from home.models import HomePage as H
del HomePageTests, ProductsInSeasonTests, ProducersAndNewsTests, MonthTests, CostTests
