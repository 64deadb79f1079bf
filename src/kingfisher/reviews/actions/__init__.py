"""What may be done: about an incident, about what an agency is asked, and about what is recommended."""

from kingfisher.reviews.actions.incidents import Told, notify, raise_incident, set_aside
from kingfisher.reviews.actions.lacking import Lacking
from kingfisher.reviews.actions.learning import (
    Made,
    answer,
    carry_out,
    check_impact,
    judge,
    recommend,
)
from kingfisher.reviews.actions.opening import open_folder
from kingfisher.reviews.actions.practice import close, keep_panel_answer, plan, publish, sent_to_panel, withhold
from kingfisher.reviews.actions.promising import (
    answer_promise,
    attach,
    attach_to_promise,
    commit,
    done,
    let_answer,
    send_back,
)
from kingfisher.reviews.actions.rapid import ask, ask_more, chase, decide, finish, send, think_again, write, write_rapid

__all__ = [
    "Lacking", "Made", "Told", "answer", "answer_promise", "ask", "ask_more", "attach", "attach_to_promise",
    "carry_out", "chase", "check_impact", "close", "commit", "decide", "done", "finish", "judge", "keep_panel_answer",
    "let_answer", "notify", "open_folder", "plan", "publish", "raise_incident", "recommend", "send", "send_back",
    "sent_to_panel", "set_aside", "think_again", "withhold", "write", "write_rapid",
]  # fmt: skip
