-- What must not be found about some people, told to the safe-address guard alone and to nobody who asks as herself.
-- It looks past the policy on purpose: a worker who does not know that an address is protected is the one who sends it.
CREATE OR REPLACE FUNCTION guard_shields(asked uuid[], folders uuid[])
RETURNS TABLE (what text, said jsonb, person uuid, near boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT access_is_sealed() OR NOT EXISTS (
      SELECT 1 FROM organisations_placement p WHERE p.id = access_me() AND p.role = 'safe_address_guard') THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH RECURSIVE judged AS MATERIALIZED (SELECT DISTINCT p.id FROM people_person p
      WHERE p.id = ANY (asked) OR p.folder_id = ANY (folders)),
  -- everybody the thing is about: the people asked for, whoever they are judged to be, and those tied to them
  circle (id, hops) AS (
    SELECT j.id, 0 FROM judged j
    UNION
    SELECT step.id, c.hops + step.hop FROM circle c CROSS JOIN LATERAL (
      SELECT CASE WHEN j.left_id = c.id THEN j.right_id ELSE j.left_id END AS id, 0 AS hop
      FROM people_judgement j
      WHERE (j.left_id = c.id OR j.right_id = c.id) AND j.answer = 'same'
        AND NOT EXISTS (SELECT 1 FROM people_judgement k
                        WHERE (k.left_id, k.right_id) IN ((j.left_id, j.right_id), (j.right_id, j.left_id))
                          AND (k.created_at, k.id) > (j.created_at, j.id) AND k.answer <> 'same')
      UNION ALL
      SELECT t.other_id, 1 FROM people_tie t
      WHERE t.person_id = c.id AND t.other_id IS NOT NULL AND NOT t.no_contact AND c.hops = 0
      UNION ALL
      SELECT t.person_id, 1 FROM people_tie t WHERE t.other_id = c.id AND NOT t.no_contact AND c.hops = 0
    ) step WHERE c.hops + step.hop <= 1
  ),
  around AS MATERIALIZED (SELECT c.id, min(c.hops) AS hops FROM circle c GROUP BY c.id),
  -- a person kept apart from one of them: adopted, and neither home must be told to the other
  apart AS MATERIALIZED (
    SELECT DISTINCT CASE WHEN j.left_id = a.id THEN j.right_id ELSE j.left_id END AS id FROM around a
    JOIN people_judgement j ON (j.left_id = a.id OR j.right_id = a.id) AND j.answer = 'kept_apart'
  ),
  everybody AS MATERIALIZED (
    SELECT n.id, n.hops, false AS apart FROM around n
    UNION ALL SELECT x.id, 1, true FROM apart x WHERE NOT EXISTS (SELECT 1 FROM around n WHERE n.id = x.id)
  ),
  homes AS MATERIALIZED (
    SELECT a.person_id, a.lines, a.town, a.postcode, a.until_on, n.hops,
           a.protected OR n.apart OR f.marking = 'protected_address' OR f.category IN ('refuge', 'adoption') AS secret
    FROM everybody n JOIN people_address a ON a.person_id = n.id JOIN access_folder f ON f.id = a.folder_id
  ),
  dangers AS MATERIALIZED (
    SELECT DISTINCT ON (d.other, d.name) d.other, d.name FROM (
      SELECT t.other_id AS other, t.other_name AS name FROM people_tie t JOIN around n ON n.id = t.person_id
      WHERE t.no_contact
      UNION ALL
      SELECT t.person_id, '' FROM people_tie t JOIN around n ON n.id = t.other_id WHERE t.no_contact) d
  )
  SELECT 'member', '{}'::jsonb, n.id, n.hops > 0 FROM around n
  UNION ALL
  SELECT CASE WHEN h.secret THEN 'home' ELSE 'place' END,
         jsonb_build_object('text', concat_ws(', ', NULLIF(h.lines, ''), NULLIF(h.town, '')),
                            'postcode', h.postcode, 'past', h.until_on IS NOT NULL AND h.until_on < current_date),
         h.person_id, h.hops > 0
  FROM homes h
  UNION ALL
  SELECT trace.what, jsonb_build_object('text', trace.text), p.id, n.hops > 0
  FROM everybody n JOIN people_person p ON p.id = n.id
  CROSS JOIN LATERAL (
    SELECT 'school' AS what, p.school AS text UNION ALL SELECT 'gp', p.gp
    UNION ALL SELECT 'phone', unnest(p.phones) UNION ALL SELECT 'email', p.statement #>> '{more,email}') trace
  WHERE trace.text <> '' AND EXISTS (SELECT 1 FROM homes h WHERE h.person_id = p.id AND h.secret)
  UNION ALL
  SELECT 'danger', jsonb_build_object(
           'name', COALESCE(NULLIF(concat_ws(' ', NULLIF(p.given_name, ''), NULLIF(p.family_name, '')), ''), d.name),
           'phones', COALESCE(to_jsonb(p.phones), '[]'::jsonb), 'email', COALESCE(p.statement #>> '{more,email}', ''),
           'homes', COALESCE((SELECT jsonb_agg(jsonb_build_object('text', a.lines, 'postcode', a.postcode))
                              FROM people_address a WHERE a.person_id = d.other), '[]'::jsonb)),
         d.other, false
  FROM dangers d LEFT JOIN people_person p ON p.id = d.other;
END $$;
REVOKE ALL ON FUNCTION guard_shields(uuid[], uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION guard_shields(uuid[], uuid[]) TO kingfisher_app;
