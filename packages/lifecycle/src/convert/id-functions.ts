/**
 * Functions of the schema `lifecycle` that turn ids into each other, as statements that may be repeated.
 *
 * An id made from an old one is a UUID of version 8: its first 15 free hex digits and its last one are the
 * old id (64 bits), and the 14 between come from the md5 of the table's name. So it is deterministic, it
 * differs between tables, and the old id can be read from it without looking anything up, also where a
 * reference points nowhere. Ids that an app made itself (versions 4 and 7) get their old id in
 * `lifecycle.id_map`.
 */
export const idFunctions: readonly string[] = [
  `CREATE OR REPLACE FUNCTION lifecycle.id_of(table_name text, old_id bigint) RETURNS uuid
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN (substr(lpad(to_hex(old_id), 16, '0'), 2, 12)
    || '8' || substr(lpad(to_hex(old_id), 16, '0'), 14, 3)
    || '8' || substr(md5(table_name), 1, 14)
    || substr(lpad(to_hex(old_id), 16, '0'), 1, 1))::uuid`,
  // Not STRICT: a function with CASE in it would not be inlined then.
  `CREATE OR REPLACE FUNCTION lifecycle.embedded_id(table_name text, id uuid) RETURNS bigint
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN id::text COLLATE "C" LIKE '______________8____8' || substr(md5(table_name), 1, 3) || '-'
      || substr(md5(table_name), 4, 11) || '_'
    THEN ('x' || right(id::text, 1) || substr(id::text, 1, 8) || substr(id::text, 10, 4)
      || substr(id::text, 16, 3))::bit(64)::bigint END`,
  `CREATE OR REPLACE FUNCTION lifecycle.new_id(of_table text, of_id bigint) RETURNS uuid
  LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN coalesce(
    (SELECT m.new_id FROM lifecycle.id_map AS m WHERE m.table_name = of_table AND m.old_id = of_id),
    lifecycle.id_of(of_table, of_id))`,
  `CREATE OR REPLACE FUNCTION lifecycle.old_id(of_table text, of_id uuid) RETURNS bigint
  LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
  found_id bigint;
BEGIN
  SELECT m.old_id INTO found_id FROM lifecycle.id_map AS m
  WHERE m.table_name = of_table AND m.new_id = of_id;
  found_id := coalesce(found_id, lifecycle.embedded_id(of_table, of_id));
  IF found_id IS NULL THEN
    RAISE EXCEPTION 'no old id of % in %', of_id, of_table USING ERRCODE = 'no_data_found';
  END IF;
  RETURN found_id;
END $$`,
  `CREATE OR REPLACE FUNCTION lifecycle.allocate_old_id(of_table text, of_id uuid) RETURNS bigint
  LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  embedded bigint := lifecycle.embedded_id(of_table, of_id);
  allocated bigint := embedded;
  numbers regclass;
BEGIN
  SELECT k.sequence INTO numbers FROM lifecycle.conversion_keys AS k WHERE k.table_name = of_table;
  LOOP
    IF allocated IS NOT NULL THEN
      INSERT INTO lifecycle.id_map AS m VALUES (of_table, allocated, of_id) ON CONFLICT DO NOTHING;
      SELECT m.old_id INTO allocated FROM lifecycle.id_map AS m
      WHERE m.table_name = of_table AND m.new_id = of_id;
      IF FOUND THEN
        IF allocated IS DISTINCT FROM embedded AND NOT EXISTS (
          SELECT FROM lifecycle.id_exceptions AS e
          WHERE e.table_name = of_table AND e.taken = (embedded IS NOT NULL)) THEN
          INSERT INTO lifecycle.id_exceptions VALUES (of_table, embedded IS NOT NULL);
        END IF;
        RETURN allocated;
      END IF;
    END IF;
    IF numbers IS NOT NULL THEN
      allocated := nextval(numbers);
    ELSE
      SELECT coalesce(max(m.old_id), 0) + 1 INTO allocated FROM lifecycle.id_map AS m
      WHERE m.table_name = of_table;
    END IF;
  END LOOP;
END $$`,
  arrays('new_ids', 'bigint', 'uuid', 'new_id'),
  arrays('old_ids', 'uuid', 'bigint', 'old_id'),
  paths('new_path', "part ~ '^(0|[1-9][0-9]{0,17})$'", 'lifecycle.new_id(of_table, part::bigint)'),
  paths(
    'old_path',
    "part ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'",
    'lifecycle.old_id(of_table, part::uuid)',
  ),
];

/** The shape of the array stays: its lower bound, its NULLs, and whether it is empty or none. */
function arrays(name: string, from: string, to: string, each: string): string {
  return `CREATE OR REPLACE FUNCTION lifecycle.${name}(of_table text, ids ${from}[]) RETURNS ${to}[]
  LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
  converted ${to}[] := '{}';
BEGIN
  IF array_ndims(ids) > 1 THEN
    RAISE EXCEPTION 'an array of ids with % dimensions', array_ndims(ids)
      USING ERRCODE = 'array_subscript_error';
  END IF;
  FOR place IN coalesce(array_lower(ids, 1), 1) .. coalesce(array_upper(ids, 1), 0) LOOP
    converted[place] := lifecycle.${each}(of_table, ids[place]);
  END LOOP;
  RETURN converted;
END $$`;
}

/** A materialised path: what stands between its separators and is an id, is converted. */
function paths(name: string, isId: string, converted: string): string {
  return `CREATE OR REPLACE FUNCTION lifecycle.${name}(of_table text, path text) RETURNS text
  LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN (SELECT coalesce(string_agg(CASE WHEN ${isId} THEN ${converted}::text ELSE part END, ''
      ORDER BY place), path)
    FROM regexp_matches(path, '[^/.,|> ]+|[/.,|> ]+', 'g') WITH ORDINALITY AS cut(parts, place),
      LATERAL (SELECT parts[1]) AS one(part))`;
}

/** Triggers that note each later row of a converted table, with its old id. Arguments: name, column. */
export const noteFunctions: readonly string[] = [
  `CREATE OR REPLACE FUNCTION lifecycle.note_inserted_ids() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  EXECUTE format('SELECT lifecycle.allocate_old_id(%L, %I) FROM inserted', TG_ARGV[0], TG_ARGV[1]);
  RETURN NULL;
END $$`,
  `CREATE OR REPLACE FUNCTION lifecycle.note_updated_id() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM lifecycle.allocate_old_id(TG_ARGV[0], (to_jsonb(NEW) ->> TG_ARGV[1])::uuid);
  RETURN NULL;
END $$`,
];
