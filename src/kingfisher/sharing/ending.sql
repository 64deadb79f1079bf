-- An agreement that has ended shuts what every party opened under it, the same second. Each party may write only
-- its own standing grants, so one party's ending could not reach the others'; this does, and can do nothing else:
-- it ends a grant only where the agreement it names has itself been ended, by whom and when that was recorded.
CREATE OR REPLACE FUNCTION sharing_shut_ended() RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH shut AS (
    UPDATE access_standinggrant s SET ended_at = a.ended_at, ended_by = a.ended_by
    FROM sharing_agreement a
    WHERE a.ref = s.agreement_ref AND a.ended_at IS NOT NULL AND s.ended_at IS NULL
      AND EXISTS (SELECT 1 FROM sharing_signature g WHERE g.agreement_id = a.id AND g.organisation_id = s.owner_id)
    RETURNING 1
  ) SELECT count(*)::int FROM shut
$$;
REVOKE ALL ON FUNCTION sharing_shut_ended() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sharing_shut_ended() TO kingfisher_app;
