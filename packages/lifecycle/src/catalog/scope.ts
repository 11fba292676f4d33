/** Schemas that are the database's, not the server's; `public` counts when it holds something. */
export const ours = `n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'`;

/** What an extension made is not listed: the extension is. */
export const notOfExtension = (catalog: string, oid: string): string =>
  `NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '${catalog}'::regclass
     AND d.objid = ${oid} AND d.deptype = 'e')`;

/** The order of names, the same on every server whatever its locale. */
export const byName = (name: string): string =>
  `ORDER BY n.nspname COLLATE "C", ${name} COLLATE "C"`;

/** Tables that are read with their parts; a temporary one belongs to a session. */
export const ourTables = `
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${ours} AND c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
    AND ${notOfExtension('pg_class', 'c.oid')}`;

/** Tables and views: what indexes and triggers hang on. */
export const ourRelations = ourTables.replace("'f'", "'f', 'v', 'm'");

/** Options, each `name=value`, in the order of their names, whatever order they were set in. */
export const sorted = (options: string, condition = 'true'): string => `
  (SELECT coalesce(jsonb_agg(option ORDER BY option COLLATE "C"), '[]')
   FROM unnest(${options}) AS option WHERE ${condition})`;
