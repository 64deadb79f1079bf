"""Where referrals to the national mechanism live."""

from django.urls import path

from kingfisher.national_referral.pages.referral import begin, paper, referral, referrals

app_name = "national_referral"
urlpatterns = [
    path("national-referrals", referrals, name="referrals"),
    path("national-referrals/begin/<uuid:person_id>", begin, name="begin"),
    path("national-referrals/<uuid:referral_id>", referral, name="referral"),
    path("national-referrals/<uuid:referral_id>/print", paper, name="print"),
]
