import type { Constraint, Named } from '../catalog/catalog-types.ts';
import { typeDefinition } from '../catalog/object-queries.ts';
import { quoteLiteral, quoteName, quoteQualified } from '../catalog/quote.ts';
import { constraintIndexBody, constraintTriggers } from '../catalog/table-queries.ts';

// Each is a boolean query that tells whether an object is as it was found. They are asked once, before
// anything is changed, with an empty search path.

const text = (value: string): string => quoteLiteral(value).trim();
const relation = (name: Named): string => `to_regclass(${text(quoteQualified(name))})`;

/** Whether a query of one value answers this text; null: no row, or none. */
export function answers(query: string, value: string | null): string {
  return `(${query}) IS NOT DISTINCT FROM ${value === null ? 'NULL' : `${text(value)}`}`;
}

/** A list of texts as a query of `jsonb` answers it. */
export const jsonText = (list: readonly string[]): string =>
  `[${list.map((each) => JSON.stringify(each)).join(', ')}]`;

export const hasSchema = (name: string, there: boolean): string =>
  `${there ? '' : 'NOT '}EXISTS (SELECT FROM pg_namespace WHERE nspname = ${text(name)})`;

export const hasExtension = (name: string, there: boolean): string =>
  `${there ? '' : 'NOT '}EXISTS (SELECT FROM pg_extension WHERE extname = ${text(name)})`;

export const hasRelation = (name: Named, there: boolean): string =>
  `${relation(name)} IS ${there ? 'NOT ' : ''}NULL`;

export const hasCollation = (name: Named, there: boolean): string =>
  `to_regcollation(${text(quoteQualified(name))}) IS ${there ? 'NOT ' : ''}NULL`;

/** A value of the row `a` of pg_attribute; null where there is no such column. */
export function columnIs(table: Named, column: string, value: string, is: string | null): string {
  return answers(
    `SELECT (${value})::text FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
       LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = ${relation(table)} AND a.attname = ${text(column)} AND NOT a.attisdropped`,
    is,
  );
}

export function hasColumn(table: Named, column: string, there: boolean): string {
  const exists = columnIs(table, column, "'there'", there ? 'there' : null);
  return there ? exists : `${relation(table)} IS NOT NULL AND ${exists}`;
}

export const constraintIs = (table: Named, name: string, definition: string | null): string =>
  answers(
    `SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k WHERE k.conrelid = ${relation(table)} AND k.conname = ${text(name)}`,
    definition,
  );

/** Also by what its definition does not tell: the index behind it, and its triggers. */
export const constraintIsWhole = (
  table: Named,
  { name, definition, indexBody, triggers }: Constraint,
): string =>
  [
    constraintIs(table, name, definition),
    answers(constraintValue(table, name, constraintIndexBody), indexBody),
    answers(constraintValue(table, name, constraintTriggers), triggers),
  ].join(' AND ');

const constraintValue = (table: Named, name: string, value: string): string =>
  `SELECT ${value} FROM pg_constraint k WHERE k.conrelid = ${relation(table)} AND k.conname = ${text(name)}`;

/** One behind a constraint reads the same, and is none. A foreign key points at an index, and has none. */
export const indexIs = (index: Named, definition: string | null, valid = true): string =>
  answers(
    `SELECT pg_get_indexdef(i.indexrelid) || CASE WHEN EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x')) THEN ' of a constraint' ELSE '' END FROM pg_index i WHERE i.indexrelid = ${relation(index)} AND (i.indisvalid AND i.indisready) = ${valid}`,
    definition,
  );

export const triggerIs = (
  table: Named,
  name: string,
  definition: string | null,
  enabled: string | null,
): string =>
  answers(
    `SELECT pg_get_triggerdef(g.oid)${enabled === null ? '' : ` || ' ' || g.tgenabled::text`} FROM pg_trigger g WHERE g.tgrelid = ${relation(table)} AND g.tgname = ${text(name)}`,
    definition === null || enabled === null ? definition : `${definition} ${enabled}`,
  );

/** @param signature as \`regprocedure\` writes it */
export const functionIs = (signature: string, definition: string | null): string =>
  answers(
    `SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.oid = to_regprocedure(${text(signature)})`,
    definition,
  );

/** @param definition of the query, without the statement around it */
export const viewIs = (view: Named, definition: string | null): string =>
  answers(
    `SELECT rtrim(pg_get_viewdef(c.oid), ';') FROM pg_class c WHERE c.oid = ${relation(view)} AND c.relkind IN ('v', 'm')`,
    definition,
  );

export const typeIs = (type: Named, definition: string | null): string =>
  answers(
    `SELECT ${typeDefinition} FROM pg_type t WHERE t.oid = to_regtype(${text(quoteQualified(type))})`,
    definition,
  );

/** A value of the row \`c\` of pg_class. */
export const relationIs = (name: Named, value: string, is: string | null): string =>
  answers(`SELECT (${value})::text FROM pg_class c WHERE c.oid = ${relation(name)}`, is);

/** A value of the row \`s\` of pg_sequence. */
export const sequenceIs = (name: Named, value: string, is: string | null): string =>
  answers(`SELECT ${value} FROM pg_sequence s WHERE s.seqrelid = ${relation(name)}`, is);

/** A value of the row \`c\` of pg_collation. */
export const collationIs = (name: Named, value: string, is: string | null): string =>
  answers(
    `SELECT (${value})::text FROM pg_collation c WHERE c.oid = to_regcollation(${text(quoteQualified(name))})`,
    is,
  );

/** Whether a rule, a policy or a statistics object of this name stands. */
export function hasOther(kind: string, schema: string, table: string | null, name: string): string {
  const on = table === null ? '' : relation({ schema, name: table });
  if (kind === 'rule')
    return `EXISTS (SELECT FROM pg_rewrite WHERE ev_class = ${on} AND rulename = ${text(name)})`;
  if (kind === 'policy')
    return `EXISTS (SELECT FROM pg_policy WHERE polrelid = ${on} AND polname = ${text(name)})`;
  if (kind === 'statistics object') {
    return `EXISTS (SELECT FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE n.nspname = ${text(schema)} AND s.stxname = ${text(name)})`;
  }
  if (kind === 'aggregate') return `to_regprocedure(${text(name)}) IS NOT NULL`;
  return `EXISTS (SELECT FROM pg_depend o, LATERAL pg_identify_object(o.classid, o.objid, 0) AS id WHERE o.refclassid = 'pg_namespace'::regclass AND o.refobjid = to_regnamespace(${text(quoteName(schema))}) AND id.type = ${text(kind)} AND id.name = ${text(name)})`;
}
