"""What readers write about the books. These tests are older than our move to pytest."""

import unittest

from fastapi.testclient import TestClient

from shop.main import create_app
from tests.samples import EMMA, VILLETTE, stocked

REVIEWS = f"/books/{EMMA}/reviews"


class ReviewTests(unittest.TestCase):
    def setUp(self):
        self.store = stocked()
        self.client = TestClient(create_app(self.store))

    def review(self, stars, text):
        return self.client.post(REVIEWS, data={"stars": stars, "text": text})

    def test_a_review_leads_back_to_the_reviews(self):
        response = self.client.post(REVIEWS, data={"stars": 5, "text": "Badly done, Emma!"})
        self.assertEqual(response.status_code, 303)
        self.assertEqual(response.headers["Location"], REVIEWS)

    def test_reviews_are_numbered(self):
        self.review(5, "Badly done, Emma!")
        self.review(3, "Too much walking.")
        numbers = [review["number"] for review in self.client.get(REVIEWS).json()]
        self.assertEqual(numbers, [1, 2])

    def test_a_review_without_stars_is_refused(self):
        response = self.client.post(REVIEWS, data={"text": "No opinion."})
        self.assertFalse(response.ok)

    def test_a_review_is_removed_with_a_reason(self):
        self.review(1, "Buy my own book instead.")
        response = self.client.delete(f"{REVIEWS}/1", data="advertising")
        self.assertEqual(response.json(), {"removed": 1, "reason": "advertising"})
        self.assertEqual(self.client.get(REVIEWS).json(), [])

    def test_a_review_is_removed_without_a_word(self):
        self.review(1, "")
        response = self.client.delete(f"{REVIEWS}/1")
        self.assertEqual(response.json()["reason"], "no reason given")

    def test_reviews_of_a_book_we_do_not_stock(self):
        response = self.client.request("POST", "/books/1/reviews", data={"stars": 4})
        self.assertEqual(response.status_code, 404)


class TestFirstReview:
    def setup_method(self):
        self.http = TestClient(create_app(stocked()))

    def test_nobody_has_reviewed_it_yet(self):
        assert self.http.get(f"/books/{VILLETTE}/reviews").json() == []

    def test_the_first_review_is_shown_at_once(self):
        form = {"stars": 4, "text": "The ending!"}
        response = self.http.post(f"/books/{VILLETTE}/reviews", data=form, allow_redirects=True)
        assert response.json() == [{"number": 1, "stars": 4, "text": "The ending!"}]

    def test_the_review_form_answers_with_a_redirect(self):
        assert self.http.post(REVIEWS, data={"stars": 2}).status_code == 303
