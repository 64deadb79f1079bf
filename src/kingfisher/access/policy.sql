-- THE policy: who may see which folder, at which level. The only place any of these rules is written.
-- Levels: 0 nothing < 1 exists < 2 summary < 3 full.
-- {{...}} are lists filled in from permissions.py by protect.py.
-- Uncorrelated sub-selects are worked out once a statement; nothing here is a function called per row.

-- Who is asking. No live placement: no row, and so no folder at all.
CREATE OR REPLACE VIEW access_actor AS
SELECT p.id AS placement_id,
       p.worker_id,
       p.organisation_id,
       p.own_level,
       p.clearances,
       p.role = ANY ('{{reads_audit}}'::text[]) AS reads_audit,
       p.role = ANY ('{{gives_places}}'::text[]) AS gives_places,
       ARRAY(SELECT m.team_id FROM organisations_membership m
             WHERE m.placement_id = p.id AND m.starts_at <= now()
               AND (m.ends_at IS NULL OR m.ends_at > now())) AS team_ids
FROM organisations_placement p
JOIN organisations_worker w ON w.id = p.worker_id
WHERE p.id = NULLIF(current_setting('kingfisher.placement', true), '')::uuid
  AND p.starts_at <= now() AND (p.ends_at IS NULL OR p.ends_at > now())
  -- no-rules about the worker, true of every folder at once
  AND w.suspended_at IS NULL                                                       -- worker_suspended
  AND (p.training_valid_until IS NULL OR p.training_valid_until > now())           -- training_lapsed
  AND (p.vetting_valid_until IS NULL OR p.vetting_valid_until > now());            -- vetting_lapsed

-- Every rule by its name, for every folder: the yes-rules as the level they give, the no-rules as true.
CREATE OR REPLACE VIEW access_rule AS
SELECT f.id AS folder_id,
       f.owner_id,
       -- yes: the folder is my own organisation's, as far as my role reaches
       CASE WHEN f.owner_id = (SELECT organisation_id FROM access_actor)
            THEN (SELECT own_level FROM access_actor)::int ELSE 0 END AS own_agency,
       -- yes: a standing agreement opens this category of this owner to my organisation or team
       COALESCE((SELECT max(s.level)::int FROM access_standinggrant s
                 WHERE s.owner_id = f.owner_id AND s.category = f.category
                   AND (s.to_organisation_id = (SELECT organisation_id FROM access_actor)
                        OR s.to_team_id = ANY ((SELECT team_ids FROM access_actor)::uuid[]))
                   AND s.starts_at <= now() AND (s.ends_at IS NULL OR s.ends_at > now())
                   AND s.ended_at IS NULL), 0) AS standing_agreement,
       -- yes: this folder was disclosed to my organisation
       COALESCE((SELECT max(g.level)::int FROM access_grant g
                 WHERE g.folder_id = f.id
                   AND g.to_organisation_id = (SELECT organisation_id FROM access_actor)
                   AND g.starts_at <= now() AND (g.ends_at IS NULL OR g.ends_at > now())
                   AND g.ended_at IS NULL), 0) AS disclosed_to_my_agency,
       -- yes: my team works in it
       COALESCE((SELECT max(g.level)::int FROM access_grant g
                 WHERE g.folder_id = f.id
                   AND g.to_team_id = ANY ((SELECT team_ids FROM access_actor)::uuid[])
                   AND g.starts_at <= now() AND (g.ends_at IS NULL OR g.ends_at > now())
                   AND g.ended_at IS NULL), 0) AS on_the_team,
       -- yes: it was opened to me by name
       COALESCE((SELECT max(g.level)::int FROM access_grant g
                 WHERE g.folder_id = f.id
                   AND g.to_placement_id = (SELECT placement_id FROM access_actor)
                   AND g.starts_at <= now() AND (g.ends_at IS NULL OR g.ends_at > now())
                   AND g.ended_at IS NULL), 0) AS named_to_me,
       -- no: sealed, and I hold no key
       (f.sealed AND NOT EXISTS (SELECT 1 FROM access_grant g
                 WHERE g.folder_id = f.id AND g.key
                   AND g.to_placement_id = (SELECT placement_id FROM access_actor)
                   AND g.starts_at <= now() AND (g.ends_at IS NULL OR g.ends_at > now())
                   AND g.ended_at IS NULL)) AS sealed_without_the_key,
       -- no: I am kept out of it by name
       EXISTS (SELECT 1 FROM access_bar b
               WHERE b.folder_id = f.id AND b.worker_id = (SELECT worker_id FROM access_actor)
                 AND b.starts_at <= now() AND (b.ends_at IS NULL OR b.ends_at > now())) AS conflict_of_interest,
       -- no: it carries a marking I am not cleared for
       (f.marking <> '' AND NOT f.marking = ANY (COALESCE((SELECT clearances FROM access_actor), '{}')::text[]))
           AS marking_not_cleared,
       -- who may write there, if they may read it all: its owner's workers, and a team given the pen
       (f.owner_id = (SELECT organisation_id FROM access_actor)
        OR EXISTS (SELECT 1 FROM access_grant g
                   WHERE g.folder_id = f.id AND g.writes
                     AND (g.to_team_id = ANY ((SELECT team_ids FROM access_actor)::uuid[])
                          OR g.to_organisation_id = (SELECT organisation_id FROM access_actor)
                          OR g.to_placement_id = (SELECT placement_id FROM access_actor))
                     AND g.starts_at <= now() AND (g.ends_at IS NULL OR g.ends_at > now())
                     AND g.ended_at IS NULL)) AS holds_the_pen
FROM access_folder f
WHERE EXISTS (SELECT 1 FROM access_actor);

-- The ruling: any yes, and no no.
CREATE OR REPLACE VIEW access_ruling AS
SELECT folder_id,
       owner_id,
       CASE WHEN marking_not_cleared OR sealed_without_the_key OR conflict_of_interest THEN 0
            ELSE GREATEST(own_agency, standing_agreement, disclosed_to_my_agency, on_the_team, named_to_me)
       END AS level,
       holds_the_pen
FROM access_rule;
