import { quoteLiteral, quoteQualified } from './quote.ts';

/**
 * A statement that gives a new object the owner of the table that it is made for, since the connected role
 * may be another one: a sequence that is tied to a column must have the table's owner, and a new table is
 * of no use if the owner of the other tables may not use it.
 *
 * @param kind the word that follows ALTER
 * @param name the object's name as it follows the kind: quoted, with its schema
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
