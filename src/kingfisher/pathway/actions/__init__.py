"""Writing the steps: begin, assess, discuss, enquire, confer, offer, pass on, close."""

from kingfisher.pathway.actions.assessing import authorise, send_assessment_back, submit_assessment, write_assessment
from kingfisher.pathway.actions.beginning import begin, close, hand_over, set_pathway
from kingfisher.pathway.actions.conferring import call_conference, call_core_group, call_review, record_conference
from kingfisher.pathway.actions.discussing import call_strategy, decide_strategy
from kingfisher.pathway.actions.emergency import end_emergency, note_emergency
from kingfisher.pathway.actions.enquiring import conclude, send_enquiry_back, submit_enquiry, write_enquiry
from kingfisher.pathway.actions.many import add_child, begin_complex, call_complex_meeting, end_complex
from kingfisher.pathway.actions.moving import NeedsWords, NotYet
from kingfisher.pathway.actions.passing import (
    acknowledge,
    answer_family_meeting,
    begin_transfer,
    note_proceedings,
    offer_family_meeting,
    take_over,
)

__all__ = [
    "NeedsWords", "NotYet", "acknowledge", "add_child", "answer_family_meeting", "authorise", "begin",
    "begin_complex", "begin_transfer", "call_complex_meeting", "call_conference", "call_core_group",
    "call_review", "call_strategy", "close", "conclude", "decide_strategy", "end_complex", "end_emergency",
    "hand_over", "note_emergency", "note_proceedings", "offer_family_meeting", "record_conference",
    "send_assessment_back", "send_enquiry_back", "set_pathway", "submit_assessment", "submit_enquiry",
    "take_over", "write_assessment", "write_enquiry",
]  # fmt: skip
