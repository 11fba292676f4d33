import type { Constraint, Named, OtherObject } from '../../catalog/catalog-types.ts';
import { everyGlobal } from '../../catalog/global-queries.ts';
import {
  sequenceDefinition,
  sequenceOwner,
  typeDefinition,
  viewDefinition,
} from '../../catalog/object-queries.ts';
import { otherKinds, unknownKinds } from '../../catalog/other-kinds.ts';
import { quoteLiteral, quoteQualified } from '../../catalog/quote.ts';
import { constraintIndexBody, constraintTriggers } from '../../catalog/table-queries.ts';
import { viewAlterations } from '../../catalog/view-alterations.ts';

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

/** @param schema null: it is not there */
export const extensionIs = (name: string, schema: string | null): string =>
  answers(
    `SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = ${text(name)}`,
    schema,
  );

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

/** @param definition the statement that makes it, and each that changes it */
export const viewIs = (view: Named, definition: string | null): string =>
  answers(
    `SELECT ${viewDefinition} || ${viewAlterations}::text FROM pg_class c WHERE c.oid = ${relation(view)} AND c.relkind IN ('v', 'm')`,
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

/** The statement that makes a sequence, and the column that it belongs to. */
export const sequenceIs = (name: Named, definition: string, owner: string | null): string =>
  answers(
    `SELECT concat_ws(' ', ${sequenceDefinition}, ${sequenceOwner}) FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid WHERE c.oid = ${relation(name)}`,
    [definition, ...(owner === null ? [] : [owner])].join(' '),
  );

/** A value of the row \`c\` of pg_collation. */
export const collationIs = (name: Named, value: string, is: string | null): string =>
  answers(
    `SELECT (${value})::text FROM pg_collation c WHERE c.oid = to_regcollation(${text(quoteQualified(name))})`,
    is,
  );

/** The statement that makes what lies in a schema beside tables and the like; null: it is not there. */
export function otherIs(
  { kind, schema, table, name }: Pick<OtherObject, 'kind' | 'schema' | 'table' | 'name'>,
  definition: string | null,
): string {
  const on = table === null ? '' : ` AND o."table" = ${text(table)}`;
  return answers(
    `SELECT o.definition FROM (${otherKinds[kind] ?? unknownKinds}) AS o WHERE o.kind = ${text(kind)} AND o.schema = ${text(schema)}${on} AND o.name = ${text(name)}`,
    definition,
  );
}

/** The same for what lies in no schema. */
export const globalIs = (kind: string, name: string, definition: string | null): string =>
  answers(
    `SELECT o.definition FROM (${everyGlobal}) AS o WHERE o.kind = ${text(kind)} AND o.name = ${text(name)}`,
    definition,
  );

/** A value of the row `s` of pg_foreign_server. */
export const serverIs = (name: string, value: string, is: string | null): string =>
  answers(`SELECT (${value})::text FROM pg_foreign_server s WHERE s.srvname = ${text(name)}`, is);
