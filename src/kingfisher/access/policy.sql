-- THE policy: who may see which folder, at which level. The only place any of these rules is written.
-- Levels: 0 nothing < 1 exists < 2 summary < 3 full.
-- {{powers}} is filled in from permissions.py by protect.py: the permissions of each role that a policy asks about.

-- The no-rules about a worker in a place: each true of every folder at once.
CREATE OR REPLACE VIEW access_place_rule AS
SELECT p.id AS placement_id,
       p.worker_id,
       p.organisation_id,
       p.starts_at > now() OR (p.ends_at IS NOT NULL AND p.ends_at <= now()) AS place_ended,
       w.suspended_at IS NOT NULL AS worker_suspended,
       p.training_valid_until IS NOT NULL AND p.training_valid_until <= now() AS training_lapsed,
       p.vetting_valid_until IS NOT NULL AND p.vetting_valid_until <= now() AS vetting_lapsed
FROM organisations_placement p
JOIN organisations_worker w ON w.id = p.worker_id;

-- Who is asking. No live placement: no row, and so no folder at all.
CREATE OR REPLACE VIEW access_actor AS
SELECT p.id AS placement_id,
       p.worker_id,
       p.organisation_id,
       p.own_level,
       p.clearances,
       p.reads_only,
       ARRAY(SELECT jsonb_array_elements_text(COALESCE('{{powers}}'::jsonb -> p.role, '[]'))) AS powers,
       ARRAY(SELECT m.team_id FROM organisations_membership m
             WHERE m.placement_id = p.id AND m.starts_at <= now()
               AND (m.ends_at IS NULL OR m.ends_at > now())) AS team_ids
FROM organisations_placement p
JOIN access_place_rule r ON r.placement_id = p.id
WHERE p.id = NULLIF(current_setting('kingfisher.placement', true), '')::uuid
  AND NOT (r.place_ended OR r.worker_suspended OR r.training_lapsed OR r.vetting_lapsed);

-- What the door worked out is sealed with a secret only the owner can read, so that SQL run as the application's role
-- may pass through the door as somebody, but cannot give itself a level, a team or a clearance nobody gave it.
CREATE TABLE IF NOT EXISTS access_secret (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), secret bytea);
REVOKE ALL ON access_secret FROM PUBLIC;
INSERT INTO access_secret (secret)
  VALUES (sha256((gen_random_uuid()::text || gen_random_uuid()::text || clock_timestamp()::text)::bytea))
  ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION access_seal_of() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  SELECT encode(sha256(secret || convert_to(concat_ws('|', pg_backend_pid(), now(),
      current_setting('kingfisher.placement', true), current_setting('kingfisher.me', true),
      current_setting('kingfisher.my_worker', true), current_setting('kingfisher.my_organisation', true),
      current_setting('kingfisher.my_own_level', true), current_setting('kingfisher.my_teams', true),
      current_setting('kingfisher.my_clearances', true), current_setting('kingfisher.my_cleared', true),
      current_setting('kingfisher.my_standing', true), current_setting('kingfisher.my_lapsed', true),
      current_setting('kingfisher.my_passes', true), current_setting('kingfisher.my_powers', true),
      current_setting('kingfisher.reads_only', true)), 'UTF8')),
    'hex') FROM access_secret $$;
REVOKE ALL ON FUNCTION access_seal_of() FROM PUBLIC;

CREATE OR REPLACE FUNCTION access_is_sealed() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS
  $$ BEGIN RETURN current_setting('kingfisher.seal', true) = access_seal_of(); END $$;

-- The door: every transaction that touches a folder begins here. Who asks, and what standing agreements open to them,
-- are worked out once and kept for this transaction only; each policy then reads settings, not tables (measured:
-- 114 ms of planning a statement when unfolded into every policy, 1 ms so). Everything is as of the transaction's
-- start, as now() is. Returns who asked before, for the door to put back.
CREATE OR REPLACE FUNCTION access_enter(asker text) RETURNS text LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  before text := COALESCE(current_setting('kingfisher.placement', true), '');
  me record;
  standing jsonb;
  lapsed text[];
  passes uuid[];
  cleared text[];
BEGIN
  PERFORM set_config('kingfisher.placement', COALESCE(asker, ''), true);
  SELECT * INTO me FROM access_actor;
  -- what is opened to a whole organisation reaches each worker no further than her role does at home
  SELECT jsonb_object_agg(key, level) FILTER (WHERE level > 0), array_agg(key) FILTER (WHERE NOT lives)
    INTO standing, lapsed
  FROM (SELECT owner_id || ' ' || category AS key, bool_or(is_live) AS lives,
               max(CASE WHEN NOT is_live THEN 0
                        WHEN to_team_id IS NULL THEN LEAST(level, COALESCE(me.own_level, 0)) ELSE level END) AS level
        FROM (SELECT *, (ends_at IS NULL OR ends_at > now()) AND ended_at IS NULL AS is_live
              FROM access_standinggrant
              WHERE (to_organisation_id = me.organisation_id OR to_team_id = ANY (me.team_ids))
                AND starts_at <= now()) g
        GROUP BY owner_id, category) s;
  -- folders I opened in an emergency, until each pass ends
  SELECT array_agg(p.folder_id) INTO passes FROM access_pass p
  WHERE p.placement_id = me.placement_id AND p.starts_at <= now() AND p.ends_at > now()
    AND NOT EXISTS (SELECT 1 FROM access_passended e WHERE e.use_id = p.id);
  -- markings I am cleared for in one folder alone, as "folder marking"
  SELECT array_agg(g.folder_id || ' ' || m) INTO cleared FROM access_grant g, unnest(g.clears) AS m
  WHERE g.to_placement_id = me.placement_id AND g.clears <> '{}' AND g.starts_at <= now()
    AND (g.ends_at IS NULL OR g.ends_at > now()) AND g.ended_at IS NULL;
  PERFORM set_config('kingfisher.me', COALESCE(me.placement_id::text, ''), true),
          set_config('kingfisher.my_worker', COALESCE(me.worker_id::text, ''), true),
          set_config('kingfisher.my_organisation', COALESCE(me.organisation_id::text, ''), true),
          set_config('kingfisher.my_own_level', COALESCE(me.own_level, 0)::text, true),
          set_config('kingfisher.my_teams', COALESCE(me.team_ids::text, '{}'), true),
          set_config('kingfisher.my_clearances', COALESCE(me.clearances::text, '{}'), true),
          set_config('kingfisher.my_cleared', COALESCE(cleared::text, '{}'), true),
          set_config('kingfisher.my_standing', COALESCE(standing::text, '{}'), true),
          set_config('kingfisher.my_lapsed', COALESCE(lapsed::text, '{}'), true),
          set_config('kingfisher.my_passes', COALESCE(passes::text, '{}'), true),
          set_config('kingfisher.my_powers', COALESCE(me.powers::text, '{}'), true),
          set_config('kingfisher.reads_only', COALESCE(me.reads_only, false)::text, true);
  PERFORM set_config('kingfisher.seal', access_seal_of(), true);
  RETURN before;
END $$;

-- The asker's facts by name. With no door passed each is empty, and so is every answer.
CREATE OR REPLACE FUNCTION access_me() RETURNS uuid LANGUAGE sql STABLE
  AS $$ SELECT NULLIF(current_setting('kingfisher.me', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION access_my_worker() RETURNS uuid LANGUAGE sql STABLE
  AS $$ SELECT NULLIF(current_setting('kingfisher.my_worker', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION access_my_organisation() RETURNS uuid LANGUAGE sql STABLE
  AS $$ SELECT NULLIF(current_setting('kingfisher.my_organisation', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION access_my_own_level() RETURNS integer LANGUAGE sql STABLE
  AS $$ SELECT COALESCE(NULLIF(current_setting('kingfisher.my_own_level', true), ''), '0')::int $$;
CREATE OR REPLACE FUNCTION access_my_teams() RETURNS uuid[] LANGUAGE sql STABLE
  AS $$ SELECT COALESCE(NULLIF(current_setting('kingfisher.my_teams', true), ''), '{}')::uuid[] $$;
CREATE OR REPLACE FUNCTION access_my_clearances() RETURNS text[] LANGUAGE sql STABLE
  AS $$ SELECT COALESCE(NULLIF(current_setting('kingfisher.my_clearances', true), ''), '{}')::text[] $$;
CREATE OR REPLACE FUNCTION access_my_cleared() RETURNS text[] LANGUAGE sql STABLE
  AS $$ SELECT COALESCE(NULLIF(current_setting('kingfisher.my_cleared', true), ''), '{}')::text[] $$;
CREATE OR REPLACE FUNCTION access_my_standing() RETURNS jsonb LANGUAGE sql STABLE
  AS $$ SELECT COALESCE(NULLIF(current_setting('kingfisher.my_standing', true), ''), '{}')::jsonb $$;
CREATE OR REPLACE FUNCTION access_my_lapsed() RETURNS text[] LANGUAGE sql STABLE
  AS $$ SELECT COALESCE(NULLIF(current_setting('kingfisher.my_lapsed', true), ''), '{}')::text[] $$;
CREATE OR REPLACE FUNCTION access_my_passes() RETURNS uuid[] LANGUAGE sql STABLE
  AS $$ SELECT COALESCE(NULLIF(current_setting('kingfisher.my_passes', true), ''), '{}')::uuid[] $$;
-- Whoever knocked, where her place lives and only her training or vetting lapsed: she is no asker and sees nothing, and
-- that she was turned away is on record all the same.
CREATE OR REPLACE FUNCTION access_turned_away() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS
  $$ SELECT placement_id FROM access_place_rule
     WHERE placement_id = NULLIF(current_setting('kingfisher.placement', true), '')::uuid
       AND (training_lapsed OR vetting_lapsed) AND NOT (place_ended OR worker_suspended) $$;
-- Whether my role carries a permission that a policy asks about. The name is the policy's own, never a row's.
CREATE OR REPLACE FUNCTION access_may(permission text) RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT permission = ANY (COALESCE(NULLIF(current_setting('kingfisher.my_powers', true), ''), '{}')::text[])
               AND access_is_sealed() $$;

CREATE OR REPLACE FUNCTION access_reads_audit() RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT access_may('access:audit:read') $$;
CREATE OR REPLACE FUNCTION access_gives_places() RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT access_may('access:place:give') $$;
CREATE OR REPLACE FUNCTION access_reads_only() RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT current_setting('kingfisher.reads_only', true) = 'true' $$;
-- In which organisations I may give places: my own and its parts; the installer, who founds the site, in all.
CREATE OR REPLACE FUNCTION access_my_charges() RETURNS uuid[] LANGUAGE sql STABLE
  AS $$ WITH RECURSIVE charge AS (
      SELECT id FROM organisations_organisation WHERE id = access_my_organisation()
         OR EXISTS (SELECT 1 FROM organisations_placement WHERE id = access_me() AND role = 'installer')
      UNION SELECT part.id FROM organisations_organisation part JOIN charge ON part.parent_id = charge.id)
    SELECT COALESCE(array_agg(id), '{}') FROM charge WHERE access_gives_places() $$;

-- Every rule by its name, for every folder: the yes-rules as the level they give, the no-rules as true.
CREATE OR REPLACE VIEW access_rule AS
SELECT f.id AS folder_id,
       f.owner_id,
       -- yes: the folder is my own organisation's, as far as my role reaches; of a team's own papers (a contact of
       -- the front door) colleagues outside the team learn that it exists
       CASE WHEN f.owner_id <> (SELECT access_my_organisation()) THEN 0
            WHEN f.team_only THEN LEAST((SELECT access_my_own_level()), 1)
            ELSE (SELECT access_my_own_level()) END AS own_agency,
       -- yes: a standing agreement opens this category of this owner to my organisation or team
       COALESCE(((SELECT access_my_standing()) ->> (f.owner_id::text || ' ' || f.category))::int, 0)
           AS standing_agreement,
       -- yes: this folder was disclosed to my organisation; my team works in it; it was opened to me by name
       -- (what is disclosed to an organisation reaches each worker no further than her role does at home)
       LEAST(COALESCE(given.to_agency, 0), (SELECT access_my_own_level())) AS disclosed_to_my_agency,
       COALESCE(given.to_team, 0) AS on_the_team,
       COALESCE(given.to_me, 0) AS named_to_me,
       -- yes, for reading alone: I opened this one folder in an emergency, and my pass has not ended
       CASE WHEN f.id = ANY ((SELECT access_my_passes())::uuid[]) THEN 3 ELSE 0 END AS break_glass,
       -- no: sealed to protect somebody, and I hold no key; nothing else opens it
       f.sealed AND NOT COALESCE(given.key_to_me, false) AS sealed_without_the_key,
       -- no: restricted, and I hold no key: it says no more than that it exists, unless I opened it in an emergency
       f.restricted AND NOT COALESCE(given.key_to_me, false) AS restricted_without_the_key,
       -- no: I am kept out of it by name
       EXISTS (SELECT 1 FROM access_bar b
               WHERE b.folder_id = f.id AND b.worker_id = (SELECT access_my_worker())
                 AND b.starts_at <= now() AND (b.ends_at IS NULL OR b.ends_at > now())) AS conflict_of_interest,
       -- no: it carries a marking I am not cleared for, by my role or in this folder
       f.marking <> '' AND NOT f.marking = ANY ((SELECT access_my_clearances())::text[])
           AND NOT f.id::text || ' ' || f.marking = ANY ((SELECT access_my_cleared())::text[]) AS marking_not_cleared,
       -- no: the agreement that opened this category to me has ended or lapsed (so the rule above gives nothing)
       f.owner_id::text || ' ' || f.category = ANY ((SELECT access_my_lapsed())::text[]) AS agreement_lapsed,
       -- who may write there, if they may read it all: its owner's workers, and whoever was given the pen
       -- and nobody who was let in to read only
       NOT (SELECT access_reads_only())
           AND (f.owner_id = (SELECT access_my_organisation()) OR COALESCE(given.pen, false)) AS holds_the_pen
FROM access_folder f
LEFT JOIN LATERAL (
    SELECT max(g.level::int) FILTER (WHERE g.to_organisation_id = (SELECT access_my_organisation())) AS to_agency,
           max(g.level::int) FILTER (WHERE g.to_team_id = ANY ((SELECT access_my_teams())::uuid[])) AS to_team,
           max(g.level::int) FILTER (WHERE g.to_placement_id = (SELECT access_me())) AS to_me,
           bool_or(g.key AND g.to_placement_id = (SELECT access_me())) AS key_to_me,
           bool_or(g.writes AND (g.to_organisation_id = (SELECT access_my_organisation())
                                 OR g.to_team_id = ANY ((SELECT access_my_teams())::uuid[])
                                 OR g.to_placement_id = (SELECT access_me()))) AS pen
    FROM access_grant g
    WHERE g.folder_id = f.id AND g.starts_at <= now() AND (g.ends_at IS NULL OR g.ends_at > now())
      AND g.ended_at IS NULL
) given ON true
WHERE (SELECT access_me()) IS NOT NULL AND (SELECT access_is_sealed());

-- The ruling: any yes, and no no. A restricted folder still says that it exists to whoever has a yes. What was opened
-- in an emergency is read and never written, unless another yes lets me write there.
CREATE OR REPLACE VIEW access_ruling AS
SELECT folder_id,
       owner_id,
       CASE WHEN marking_not_cleared OR sealed_without_the_key OR conflict_of_interest THEN 0
            WHEN restricted_without_the_key AND break_glass = 0
            THEN LEAST(1, GREATEST(own_agency, standing_agreement, disclosed_to_my_agency, on_the_team, named_to_me))
            ELSE GREATEST(own_agency, standing_agreement, disclosed_to_my_agency, on_the_team, named_to_me, break_glass)
       END AS level,
       holds_the_pen AND NOT restricted_without_the_key
           AND GREATEST(own_agency, standing_agreement, disclosed_to_my_agency, on_the_team, named_to_me) >= 3
           AS holds_the_pen
FROM access_rule;

-- Papers that are never open to everybody of their owner's: a contact is its team's, the closed part of a meeting is for
-- those asked to hear it. Whoever lays such a folder opens it to them and keeps it to them (actions.keep_to_team) before
-- her transaction ends; where she forgot, nothing of it is kept.

CREATE OR REPLACE FUNCTION access_is_kept() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM access_folder WHERE id = NEW.id AND NOT team_only) THEN
    RAISE EXCEPTION 'a folder of kind % is kept to those it is opened to', NEW.kind USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS is_kept ON access_folder;
CREATE CONSTRAINT TRIGGER is_kept AFTER INSERT OR UPDATE ON access_folder DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind IN ('contact', 'closed_meeting') AND NOT NEW.team_only)
  EXECUTE FUNCTION access_is_kept();
