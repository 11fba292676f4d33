import { quoteLiteral, quoteQualified } from './quote.ts';

/**
 * A statement that gives something new the owner of the table that it is made for, since whoever connects
 * may be another role: a sequence that is tied to a column must have the same owner, and a table that the
 * others' owner may not use is none.
 *
 * @param kind as it stands behind ALTER
 * @param name as it stands behind that: quoted, with its schema
 */
export function ownedLike(
  kind: 'TABLE' | 'SEQUENCE' | 'VIEW' | 'MATERIALIZED VIEW' | 'TYPE' | 'DOMAIN' | 'ROUTINE',
  name: string,
  table: { readonly schema: string; readonly name: string },
): string {
  const alter = quoteLiteral(`ALTER ${kind} ${name.replaceAll('%', '%%')} OWNER TO %I`).trim();
  const like = quoteLiteral(quoteQualified(table)).trim();
  return `DO $owner$ BEGIN EXECUTE (SELECT format(${alter}, pg_get_userbyid(relowner)) FROM pg_class WHERE oid = ${like}::regclass); END $owner$`;
}
