"""Planning, weighing and serving tools, commanding operations, changing places, tracking crimes."""

from kingfisher.disruption.actions.commanding import (
    close_operation,
    decide_policy,
    do_task,
    link_to_operation,
    open_operation,
    review_operation,
    task,
)
from kingfisher.disruption.actions.holding import READERS, end_key, give_key, unlink
from kingfisher.disruption.actions.measuring import (
    Wanted,
    condition,
    consider,
    end_condition,
    keep_served_copy,
    say_effect,
)
from kingfisher.disruption.actions.moving import NotYet
from kingfisher.disruption.actions.placing import (
    assess,
    count_place,
    make_plan,
    refer_place,
    reopen,
    review,
    shut,
    visit_place,
)
from kingfisher.disruption.actions.planning import (
    Suspect,
    begin_plan,
    close_plan,
    happened,
    let_in,
    protect_child,
    report_to_dpo,
    review_plan,
    say_plan,
)
from kingfisher.disruption.actions.serving import (
    apply,
    breach,
    discharge,
    expire,
    grant,
    interim,
    reconsider,
    refuse,
    reject,
    serve,
    vary,
)
from kingfisher.disruption.actions.tracking import (
    add_party,
    ask_material,
    charge,
    crime_step,
    finish,
    flag,
    material_answered,
    no_longer_supported,
    record_crime,
    say_of_party,
    take_up,
    track,
    victim_told,
)

__all__ = [
    "READERS", "NotYet", "Suspect", "Wanted", "add_party", "apply", "ask_material", "assess", "begin_plan", "breach",
    "charge", "close_operation", "close_plan", "condition", "consider", "count_place", "crime_step", "decide_policy",
    "discharge", "do_task", "end_condition", "end_key", "expire", "finish", "flag", "give_key", "grant", "happened",
    "interim", "keep_served_copy", "let_in", "link_to_operation", "make_plan", "material_answered",
    "no_longer_supported", "open_operation", "protect_child", "reconsider", "record_crime", "refer_place", "refuse",
    "reject", "reopen", "report_to_dpo", "review", "review_operation", "review_plan", "say_effect", "say_of_party",
    "say_plan", "serve", "shut", "take_up", "task", "track", "unlink", "vary", "victim_told", "visit_place",
]  # fmt: skip
