-- Who may give places, held by PostgreSQL itself: an agency's administrator for her own agency's people and teams,
-- whatever the program was made to say. The owner (migrations, the founding of a site) is not asked.

CREATE OR REPLACE FUNCTION access_place_is_ones_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'kingfisher_app' THEN RETURN NEW; END IF;
  -- the training service says until when training holds in a place, and nothing else of it
  IF TG_OP = 'UPDATE' AND access_may('access:training:hold')
     AND to_jsonb(NEW) - 'training_valid_until' = to_jsonb(OLD) - 'training_valid_until' THEN
    RETURN NEW;
  END IF;
  IF NOT NEW.organisation_id = ANY (access_my_charges()) THEN
    RAISE EXCEPTION 'places are given by the administrator of their own agency' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'UPDATE'
     AND (OLD.organisation_id, OLD.worker_id, OLD.role) <> (NEW.organisation_id, NEW.worker_id, NEW.role) THEN
    RAISE EXCEPTION 'a place is ended and another given, never changed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS ones_own ON organisations_placement;
CREATE TRIGGER ones_own BEFORE INSERT OR UPDATE ON organisations_placement
  FOR EACH ROW EXECUTE FUNCTION access_place_is_ones_own();

CREATE OR REPLACE FUNCTION access_team_is_ones_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'kingfisher_app' THEN RETURN NEW; END IF;
  IF NOT EXISTS (
      SELECT 1 FROM organisations_team t WHERE t.id = NEW.team_id AND t.organisation_id = ANY (access_my_charges()))
     AND NOT (TG_OP = 'UPDATE'  -- her own agency takes her out of a team, whoever hosts it; it cannot put her back
      AND to_jsonb(NEW) - 'ends_at' = to_jsonb(OLD) - 'ends_at' AND OLD.ends_at IS NULL AND NEW.ends_at IS NOT NULL
      AND EXISTS (SELECT 1 FROM organisations_placement p
                  WHERE p.id = NEW.placement_id AND p.organisation_id = ANY (access_my_charges()))) THEN
    RAISE EXCEPTION 'a team is joined by leave of whoever hosts it' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS ones_own ON organisations_membership;
CREATE TRIGGER ones_own BEFORE INSERT OR UPDATE ON organisations_membership
  FOR EACH ROW EXECUTE FUNCTION access_team_is_ones_own();

CREATE OR REPLACE FUNCTION access_worker_is_ones_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'kingfisher_app' THEN RETURN NEW; END IF;
  IF NOT access_gives_places() OR (TG_OP = 'UPDATE' AND NOT EXISTS (
      SELECT 1 FROM organisations_placement p
      WHERE p.worker_id = NEW.id AND p.organisation_id = ANY (access_my_charges()))) THEN
    RAISE EXCEPTION 'a worker is kept by the administrator of her own agency' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS ones_own ON organisations_worker;
CREATE TRIGGER ones_own BEFORE INSERT OR UPDATE ON organisations_worker
  FOR EACH ROW EXECUTE FUNCTION access_worker_is_ones_own();

CREATE OR REPLACE FUNCTION access_body_is_ones_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'kingfisher_app' THEN RETURN NEW; END IF;
  IF NOT access_gives_places() THEN
    RAISE EXCEPTION 'agencies and teams are kept by whoever gives places' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER IF EXISTS ones_own ON organisations_organisation;
CREATE TRIGGER ones_own BEFORE INSERT OR UPDATE ON organisations_organisation
  FOR EACH ROW EXECUTE FUNCTION access_body_is_ones_own();
DROP TRIGGER IF EXISTS ones_own ON organisations_team;
CREATE TRIGGER ones_own BEFORE INSERT OR UPDATE ON organisations_team
  FOR EACH ROW EXECUTE FUNCTION access_body_is_ones_own();
