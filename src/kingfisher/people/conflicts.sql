-- Keeping a worker out of everything about somebody she declared a conflict of interest with (access_conflict): every
-- statement of that name and birth date or at that address, every statement judged to be the same person, and every
-- folder in which any of them is written about. Laid anew whenever a conflict is declared or ended, a statement, name
-- or address is laid down, two statements are judged, or somebody is written about in a further folder. Bars may only
-- ever shut: nothing here opens a folder to anybody.

CREATE OR REPLACE FUNCTION people_plain(said text) RETURNS text LANGUAGE sql IMMUTABLE
  AS $$ SELECT lower(regexp_replace(said, '[^[:alpha:]]', '', 'g')) $$;
CREATE OR REPLACE FUNCTION people_house(lines text) RETURNS text LANGUAGE sql IMMUTABLE
  AS $$ SELECT COALESCE(substring(lower(lines) FROM '\d+[a-z]?'), '') $$;
CREATE OR REPLACE FUNCTION people_postcode(said text) RETURNS text LANGUAGE sql IMMUTABLE
  AS $$ SELECT replace(upper(said), ' ', '') $$;

CREATE OR REPLACE FUNCTION people_lay_bars(wanted uuid[]) RETURNS void LANGUAGE plpgsql
  SET search_path = public, pg_temp AS $$
DECLARE
  conflicts uuid[];
  folders uuid[];
BEGIN
  WITH RECURSIVE live AS (
    SELECT c.* FROM access_conflict c
    WHERE c.id = ANY (wanted) AND NOT EXISTS (SELECT 1 FROM access_conflictended e WHERE e.conflict_id = c.id)
  ), about AS (
    SELECT s.conflict_id, s.person_id FROM (
      SELECT c.id AS conflict_id, p.id AS person_id FROM live c JOIN people_person p ON p.born_on = c.born_on
        AND people_plain(p.family_name) = c.family_key
        AND c.given_key IN (people_plain(p.given_name), people_plain(p.known_as))
      UNION
      SELECT c.id, p.id FROM live c JOIN people_person p ON p.born_on = c.born_on JOIN people_name n ON n.person_id = p.id
        AND people_plain(n.family_name) = c.family_key
        AND c.given_key IN (people_plain(n.given_name), people_plain(p.given_name), people_plain(p.known_as))
      UNION
      SELECT c.id, a.person_id FROM live c JOIN people_address a ON c.postcode_key <> ''
        AND people_postcode(a.postcode) = c.postcode_key AND people_house(a.lines) = c.house_key) s
    UNION
    SELECT about.conflict_id, j.other
    FROM about JOIN LATERAL (
      SELECT CASE WHEN j.left_id = about.person_id THEN j.right_id ELSE j.left_id END AS other
      FROM people_judgement j
      WHERE about.person_id IN (j.left_id, j.right_id) AND j.answer IN ('same', 'kept_apart')
        AND NOT EXISTS (SELECT 1 FROM people_judgement k WHERE (k.created_at, k.id) > (j.created_at, j.id)
                        AND ((k.left_id, k.right_id) IN ((j.left_id, j.right_id), (j.right_id, j.left_id))))) j ON true
  )
  SELECT array_agg(conflict_id), array_agg(folder_id) INTO conflicts, folders FROM (
    SELECT DISTINCT about.conflict_id, f.folder_id FROM about JOIN access_about f ON f.person_id = about.person_id) found;

  INSERT INTO access_bar (id, created_at, created_by, folder_id, worker_id, conflict_id, why, starts_at)
  SELECT gen_random_uuid(), now(), COALESCE(NULLIF(current_setting('kingfisher.placement', true), '')::uuid, c.created_by),
         n.folder_id, c.worker_id, c.id, 'A conflict of interest was declared.', now()
  FROM unnest(conflicts, folders) AS n(conflict_id, folder_id) JOIN access_conflict c ON c.id = n.conflict_id
  WHERE NOT EXISTS (SELECT 1 FROM access_bar b WHERE b.conflict_id = c.id AND b.folder_id = n.folder_id
                    AND b.ends_at IS NULL);
  UPDATE access_bar b SET ends_at = now()
  WHERE b.conflict_id = ANY (wanted) AND b.ends_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM unnest(conflicts, folders) AS n(conflict_id, folder_id)
                    WHERE n.conflict_id = b.conflict_id AND n.folder_id = b.folder_id);
END $$;
REVOKE ALL ON FUNCTION people_lay_bars(uuid[]) FROM PUBLIC;

-- What was just laid down, and which conflicts it touches. With no conflict declared it costs one look.
CREATE OR REPLACE FUNCTION people_bars_touched() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  touched uuid[];
BEGIN
  IF NOT EXISTS (SELECT 1 FROM access_conflict) THEN RETURN NULL; END IF;
  IF TG_TABLE_NAME = 'access_conflict' THEN
    SELECT array_agg(id) INTO touched FROM added;
  ELSIF TG_TABLE_NAME = 'access_conflictended' THEN
    SELECT array_agg(conflict_id) INTO touched FROM added;
  ELSIF TG_TABLE_NAME = 'people_person' THEN
    SELECT array_agg(DISTINCT c.id) INTO touched FROM added p JOIN access_conflict c ON c.born_on = p.born_on
      AND (c.family_key = people_plain(p.family_name) OR c.given_key IN (people_plain(p.given_name), people_plain(p.known_as)));
  ELSIF TG_TABLE_NAME = 'people_name' THEN
    SELECT array_agg(DISTINCT c.id) INTO touched FROM added n JOIN access_conflict c ON c.family_key = people_plain(n.family_name);
  ELSIF TG_TABLE_NAME = 'people_address' THEN
    SELECT array_agg(DISTINCT c.id) INTO touched FROM added a JOIN access_conflict c ON c.postcode_key <> ''
      AND c.postcode_key = people_postcode(a.postcode) AND c.house_key = people_house(a.lines);
  ELSIF TG_TABLE_NAME = 'people_judgement' THEN
    SELECT array_agg(DISTINCT b.conflict_id) INTO touched FROM added j JOIN people_person p ON p.id IN (j.left_id, j.right_id)
      JOIN access_bar b ON b.folder_id = p.folder_id AND b.conflict_id IS NOT NULL;
  ELSE
    EXECUTE format('SELECT array_agg(DISTINCT b.conflict_id) FROM (SELECT DISTINCT %I AS person_id FROM added) n '
                   'JOIN people_person p ON p.id = n.person_id JOIN access_bar b ON b.folder_id = p.folder_id '
                   'AND b.conflict_id IS NOT NULL AND b.ends_at IS NULL', TG_ARGV[0]) INTO touched;
  END IF;
  IF touched IS NOT NULL THEN PERFORM people_lay_bars(touched); END IF;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION people_bars_touched() FROM PUBLIC;

-- One trigger on each table above, and on every other table that writes about a person in a folder. access_about lists
-- those (access/protect.py makes it from the tables' own declarations).
DO $$
DECLARE
  place record;
BEGIN
  FOR place IN
    SELECT 'access_conflict' AS name, '' AS person, ARRAY['INSERT'] AS events
    UNION ALL SELECT 'access_conflictended', '', ARRAY['INSERT']
    UNION ALL SELECT 'people_person', '', ARRAY['INSERT', 'UPDATE']
    UNION ALL SELECT 'people_name', '', ARRAY['INSERT']
    UNION ALL SELECT 'people_address', '', ARRAY['INSERT']
    UNION ALL SELECT 'people_judgement', '', ARRAY['INSERT']
    UNION ALL SELECT table_name, person_column, ARRAY['INSERT'] FROM access_about_tables
              WHERE table_name NOT IN ('people_person', 'people_name', 'people_address')
  LOOP
    FOR n IN 1 .. array_length(place.events, 1) LOOP
      EXECUTE format('DROP TRIGGER IF EXISTS %I ON %I', 'lays_bars_' || lower(place.events[n]) || '_' || place.person, place.name);
      EXECUTE format(
        'CREATE TRIGGER %I AFTER %s ON %I REFERENCING NEW TABLE AS added FOR EACH STATEMENT '
        'EXECUTE FUNCTION people_bars_touched(%L)',
        'lays_bars_' || lower(place.events[n]) || '_' || place.person, place.events[n], place.name, place.person);
    END LOOP;
  END LOOP;
END $$;
