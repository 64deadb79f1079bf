"""Where the pages of the front door live."""

from django.urls import path

from kingfisher.referrals.pages import (
    afterwards,
    concern,
    consultations,
    contact,
    ending,
    handover,
    passed,
    public,
    public_return,
    queue,
    receipts,
    transfer,
    type_in,
)
from kingfisher.referrals.pages.ask import ask
from kingfisher.referrals.pages.begin_work import begin_work

app_name = "referrals"
urlpatterns = [
    # Short, for people without an account: on posters, and read out on the telephone.
    path("concern", public.start, name="public"),
    path("concern/new", public.new, name="public_new"),
    path("concern/step/<str:name>", public.step, name="public_step"),
    path("concern/check", public.check, name="public_check"),
    path("concern/later", public.later, name="public_later"),
    path("concern/receipt", public.receipt, name="public_receipt"),
    path("concern/return", public_return.come_back, name="public_return"),
    path("concern/sent", public_return.sent, name="public_sent"),
    path("concern/leave", public_return.leave, name="public_leave"),
    path("referrals/queue", queue.queue, name="queue"),
    path("referrals/sign-offs", queue.sign_offs, name="sign_offs"),
    path("referrals/advice", consultations.consultations, name="consultations"),
    path("referrals/advice/new", consultations.consultation, name="consultation"),
    path("referrals/afterwards", afterwards.afterwards, name="afterwards"),
    path("referrals/measure/<uuid:emergency_id>/end", afterwards.end_measure, name="end_measure"),
    path("referrals/handover", handover.handover, name="handover"),
    path("referrals/contact/<uuid:contact_id>/transfer", transfer.transfer, name="transfer"),
    path("referrals/transfers/<uuid:transfer_id>", transfer.of_transfer, name="of_transfer"),
    path("referrals/telephone", type_in.telephone, name="telephone"),
    path("referrals/arrival/<uuid:arrival_id>/type-in", type_in.type_in, name="type_in"),
    path("referrals/contact/<uuid:contact_id>", contact.contact, name="contact"),
    path("referrals/contact/<uuid:contact_id>/work", begin_work, name="begin_work"),
    path("referrals/contact/<uuid:contact_id>/checks", contact.checks, name="checks"),
    path("referrals/contact/<uuid:contact_id>/ask/<uuid:holder_id>", ask, name="ask"),
    path("referrals/contact/<uuid:contact_id>/ending", ending.ending, name="ending"),
    path("referrals/contact/<uuid:contact_id>/feedback", ending.feedback, name="feedback"),
    path("referrals/passed/<uuid:contact_id>", passed.passed, name="passed"),
    path("referrals/concern", concern.door, name="concern"),
    path("referrals/concern/discard", concern.discard, name="discard"),
    path("referrals/receipts", receipts.receipts, name="receipts"),
    path("referrals/receipts/<str:ref>", receipts.receipt, name="receipt"),
]
