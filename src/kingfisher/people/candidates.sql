-- The one door past row-level security for finding people: keys and scores only, never a name.
-- Array overlap is not leakproof, so under the policy it could not use its index; here it may, and the
-- ruling is applied before anything leaves, folder by folder. Rows the asker may not know of are as if they were not.
-- The plan is made once a session: planning the ruling anew can take longer than asking it.
CREATE OR REPLACE FUNCTION people_candidates(wanted bigint[], at_most integer)
RETURNS TABLE (person_id uuid, folder_id uuid, owner_id uuid, level integer, shared integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY
  SELECT c.person_id, c.folder_id, r.owner_id, r.level, c.shared
  FROM (SELECT k.person_id, k.folder_id,
               (SELECT count(*)::int FROM unnest(k.keys) AS key WHERE key = ANY (wanted)) AS shared
        FROM people_blockingkey k
        WHERE k.keys && wanted
        ORDER BY shared DESC
        LIMIT at_most * 4) c
  CROSS JOIN LATERAL (SELECT x.owner_id, x.level FROM access_ruling x
                      WHERE x.folder_id = c.folder_id AND x.level > 0 OFFSET 0) r
  ORDER BY c.shared DESC, c.person_id
  LIMIT at_most;
END $$;
REVOKE ALL ON FUNCTION people_candidates(bigint[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_candidates(bigint[], integer) TO kingfisher_app;
-- The other door past row-level security for finding people: keys, levels and ranks only, never a name or a lexeme.
-- Text search is not leakproof, so under the policy it could not use its index; here it may, and the ruling is
-- applied before anything leaves, best first and before the limit, so that somebody who may see little still finds
-- what she may. Rows the asker may not know of are as if they were not.
CREATE OR REPLACE FUNCTION people_found(questions text[], terms text[], weights integer[], at_most integer)
RETURNS TABLE (person_id uuid, folder_id uuid, owner_id uuid, level integer, rank integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY
  SELECT c.person_id, c.folder_id, r.owner_id, r.level, c.rank
  FROM (SELECT b.person_id, b.folder_id,
               (SELECT sum(t.weight)::int FROM unnest(terms::tsquery[], weights) AS t(term, weight)
                WHERE b.lexemes @@ t.term) AS rank
        FROM (SELECT DISTINCT ON (f.person_id) f.person_id, f.folder_id, f.lexemes
              FROM unnest(questions::tsquery[]) AS q(question)
              CROSS JOIN LATERAL (SELECT a.person_id, a.folder_id, a.lexemes FROM people_findable a
                                  WHERE a.lexemes @@ q.question OFFSET 0) f) b
        ORDER BY rank DESC, b.person_id
        OFFSET 0) c
  CROSS JOIN LATERAL (SELECT x.owner_id, x.level FROM access_ruling x
                      WHERE x.folder_id = c.folder_id AND x.level > 0 OFFSET 0) r
  LIMIT at_most;
END $$;
REVOKE ALL ON FUNCTION people_found(text[], text[], integer[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_found(text[], text[], integer[], integer) TO kingfisher_app;

-- What a search needs, in one question with its plan kept: those found, each with its line where the asker may read it.
-- Runs as the asker, so the line is read under the policy like any other row.
CREATE OR REPLACE FUNCTION people_found_with_lines(questions text[], terms text[], weights integer[], at_most integer)
RETURNS TABLE (person_id uuid, folder_id uuid, owner_id uuid, level integer, rank integer, line text)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY
  SELECT c.person_id, c.folder_id, c.owner_id, c.level, c.rank,
         (SELECT f.line FROM people_findable f WHERE f.person_id = c.person_id)
  FROM people_found(questions, terms, weights, at_most) c;
END $$;
REVOKE ALL ON FUNCTION people_found_with_lines(text[], text[], integer[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_found_with_lines(text[], text[], integer[], integer) TO kingfisher_app;

-- How common the commonest lexemes are, by a sample, so that no question is asked that would bring a hundred
-- thousand. Only those that fifty statements and more are likely to share: nobody is known by one of these.
CREATE OR REPLACE FUNCTION people_common(sampled integer) RETURNS TABLE (total bigint, lexeme text, share real)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held bigint := (SELECT GREATEST(c.reltuples, 0)::bigint FROM pg_class c WHERE c.oid = 'people_findable'::regclass);
  percent numeric := LEAST(100, 100.0 * sampled / GREATEST(held, 1));
BEGIN
  RETURN QUERY
  SELECT held, s.word, (s.ndoc::real / LEAST(sampled, held))::real
  FROM ts_stat(format('SELECT lexemes FROM people_findable TABLESAMPLE SYSTEM (%s) REPEATABLE (7)', percent)) s
  WHERE held >= 5000 AND s.ndoc >= 8 AND s.ndoc::real * held / LEAST(sampled, held) >= 50;
END $$;
REVOKE ALL ON FUNCTION people_common(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_common(integer) TO kingfisher_app;

-- What is newly laid for finding waits in a list that each search reads through: kept short, but for an import, which
-- gathers much before it sorts it in. A site whose owner may not set this keeps PostgreSQL's own 4 MB.
DO $$ BEGIN
  EXECUTE format('ALTER DATABASE %I SET gin_pending_list_limit = ''256kB''', current_database());
EXCEPTION WHEN insufficient_privilege THEN NULL;
END $$;
