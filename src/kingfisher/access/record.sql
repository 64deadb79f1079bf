-- Every line of the record says in which transaction it was written, so that whoever numbers the lines knows when
-- none can come before those she has numbered. Said here and not by the application, which could otherwise write a
-- line into the past and have it never numbered.
CREATE OR REPLACE FUNCTION access_line_written() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.written_in := pg_current_xact_id()::text::bigint;
  RETURN NEW;
END $$;

-- For the owner of each folder a line touched. Runs as the owner of the tables: whoever looked may not read this back.
CREATE OR REPLACE FUNCTION access_line_touches() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO access_touch (line_id, at, what, folder_id, owner_id, placement_id, organisation_id, purpose, via)
  SELECT NEW.id, NEW.at, NEW.what, f.id, f.owner_id, NEW.placement_id, NEW.organisation_id, NEW.purpose, NEW.via
  FROM access_folder f WHERE f.id = ANY (NEW.folder_ids);
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS says_in_which_transaction ON access_auditline;
CREATE TRIGGER says_in_which_transaction BEFORE INSERT ON access_auditline
  FOR EACH ROW EXECUTE FUNCTION access_line_written();
DROP TRIGGER IF EXISTS tells_owners ON access_auditline;
CREATE TRIGGER tells_owners AFTER INSERT ON access_auditline
  FOR EACH ROW WHEN (cardinality(NEW.folder_ids) > 0) EXECUTE FUNCTION access_line_touches();
