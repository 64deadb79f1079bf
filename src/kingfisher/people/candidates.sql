-- The one door past row-level security for finding people: keys and scores only, never a name.
-- Array overlap is not leakproof, so under the policy it could not use its index; here it may, and the
-- ruling is applied before anything leaves. Rows the asker may not know of are as if they were not.
CREATE OR REPLACE FUNCTION people_candidates(wanted bigint[], at_most integer)
RETURNS TABLE (person_id uuid, folder_id uuid, owner_id uuid, level integer, shared integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.person_id, c.folder_id, r.owner_id, r.level, c.shared
  FROM (SELECT k.person_id, k.folder_id,
               (SELECT count(*)::int FROM unnest(k.keys) AS key WHERE key = ANY (wanted)) AS shared
        FROM people_blockingkey k
        WHERE k.keys && wanted
        ORDER BY shared DESC
        LIMIT at_most * 4) c
  JOIN access_ruling r ON r.folder_id = c.folder_id AND r.level > 0
  ORDER BY c.shared DESC, c.person_id
  LIMIT at_most
$$;
REVOKE ALL ON FUNCTION people_candidates(bigint[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_candidates(bigint[], integer) TO kingfisher_app;
