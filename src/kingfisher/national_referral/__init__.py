"""Room: the referral of a child who may be a victim of trafficking to the national mechanism, and what became of it."""
