import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import type { Knex } from 'knex';
import { quoteLiteral, quoteName, quoteQualified } from '../catalog/quote.ts';
import type { TouchedFunction } from './functions/convert-functions.ts';
import type { ConversionPlan } from './plan.ts';
import { conversionError } from './rules/errors.ts';
import type { IdKind } from './rules/id-column.ts';
import { rowsOf, run, serverMessage } from './sql.ts';

/** What a call came to: how many rows, or the SQLSTATE that it ended with. */
export interface CallOutcome {
  readonly call: string;
  readonly rows: number | undefined;
  readonly error: { readonly sqlState: string; readonly message: string } | undefined;
}

/** Each function's calls, by its place among the plan's functions. */
export type CallOutcomes = readonly (readonly CallOutcome[])[];

/** A call of a test must not last; a function that does is called a failure on both sides. */
const callTimeoutMs = 3_000;

/**
 * Calls every function that the conversion touches with sample arguments, and fires every trigger that
 * calls one, each in a savepoint that is rolled back. Sequences that they use still advance.
 *
 * @param when before or after the conversion: which kind of ids the tables hold, and which signatures exist
 * @param timeLeft how long the next call may last, in ms
 */
export async function callFunctions(
  trx: Knex.Transaction,
  plan: ConversionPlan,
  when: 'before' | 'after',
  timeLeft: () => number = () => callTimeoutMs,
): Promise<CallOutcomes> {
  const outcomes: (readonly CallOutcome[])[] = [];
  const idsAre: IdKind =
    when === 'after' ? plan.request.target : plan.request.target === 'uuid' ? 'integer' : 'uuid';
  const [setting] = await rowsOf<{ path: string }>(
    trx,
    `SELECT reset_val AS path FROM pg_settings WHERE name = 'search_path'`,
  );
  for (const touched of plan.functions) {
    const calls = touched.row.isTrigger
      ? await firings(trx, touched)
      : [await callOf(trx, plan, touched, when, idsAre)];
    const done: CallOutcome[] = [];
    for (const call of calls) {
      if (call !== undefined)
        done.push(
          await tryCall(trx, call, `${setting?.path}, ${quoteName(plan.profile.area)}`, timeLeft()),
        );
    }
    outcomes.push(done);
  }
  return outcomes;
}

/** Broken constraints, conflicts and locks: what others write meanwhile can bring them about. */
const ofOthers = /^(23|40|55)/;

/**
 * @param rowsStood nobody wrote between the two rounds of calls: then every failure that was not there
 * before counts
 * @throws ERR_CONVERSION_OBJECT_FAILED for the first function that worked before and does not now, or
 * fails in another way
 */
export function refuseFailures(
  { functions }: ConversionPlan,
  before: CallOutcomes,
  after: CallOutcomes,
  rowsStood = true,
): void {
  functions.forEach(({ signatureAfter }, place) => {
    before[place]?.forEach((was, at) => {
      const is = after[place]?.[at];
      if (is?.error === undefined || is.error.sqlState === was.error?.sqlState) return;
      const { sqlState, message } = is.error;
      if (!rowsStood && ofOthers.test(sqlState)) return;
      throw conversionError('ERR_CONVERSION_OBJECT_FAILED', {
        object: `function ${signatureAfter}`,
        call: is.call,
        sqlState,
        reason: message,
      });
    });
  });
}

async function tryCall(
  trx: Knex.Transaction,
  call: string,
  path: string,
  timeoutMs: number,
): Promise<CallOutcome> {
  const nested = await trx.transaction();
  try {
    await nested.raw(`SET LOCAL statement_timeout = ${timeoutMs}`);
    await run(nested, `SET LOCAL search_path = ${path}`);
    await nested.raw('SET CONSTRAINTS ALL IMMEDIATE');
    const [row] = await rowsOf<{ rows?: string }>(nested, call);
    return { call, rows: row?.rows === undefined ? undefined : Number(row.rows), error: undefined };
  } catch (error) {
    const sqlState = databaseErrorCode(error);
    if (sqlState === undefined || /^(08|57P)/.test(sqlState)) throw error;
    const message = serverMessage(error);
    return { call, rows: undefined, error: { sqlState, message } };
  } finally {
    await nested.rollback();
  }
}

async function callOf(
  trx: Knex.Transaction,
  plan: ConversionPlan,
  { row, ids, signatureAfter }: TouchedFunction,
  when: 'before' | 'after',
  idsAre: IdKind,
): Promise<string | undefined> {
  const values: string[] = [];
  for (const [place, { name, mode, type }] of row.parameters.entries()) {
    if (mode === 't' || (mode === 'o' && !row.isProcedure)) continue;
    const table = ids.variables.get(name === '' ? `$${place + 1}` : name);
    const isArray = type.endsWith('[]');
    const value =
      table === undefined || !/^(integer|bigint|smallint|uuid)/.test(type)
        ? await sampleOf(trx, type)
        : await sampleId(trx, plan, table, idsAre, isArray ? 'many' : 'one');
    values.push(`${mode === 'v' ? 'VARIADIC ' : ''}${value}`);
  }
  const signature = when === 'after' ? signatureAfter : row.signature;
  const name = signature.slice(0, /^(?:"(?:[^"]|"")*"|[^"(])+/.exec(signature)?.[0].length);
  const call = `${name}(${values.join(', ')})`;
  return row.isProcedure ? `CALL ${call}` : `SELECT count(*) AS rows FROM ${call} AS called`;
}

/** The least id that is not to be told from the one on the other side; a plain one in an empty table. */
async function sampleId(
  trx: Knex.Transaction,
  plan: ConversionPlan,
  table: string,
  idsAre: IdKind,
  shape: 'one' | 'many',
): Promise<string> {
  const key = plan.keys.find(({ name }) => name === table);
  if (key === undefined) return 'NULL';
  const name = quoteLiteral(table);
  const id = quoteName(key.column.column);
  const old = idsAre === 'integer' ? `${id}::bigint` : `lifecycle.old_id(${name}, ${id})`;
  const [row] = await rowsOf<{ id: string | null }>(
    trx,
    `SELECT ${id}::text AS id FROM (SELECT ${id} FROM ${quoteQualified(key.column.table)} LIMIT 1000) AS sample
     ORDER BY ${old} LIMIT 1`,
  );
  const value = row?.id ?? (idsAre === 'integer' ? '1' : '00000000-0000-8001-8000-000000000000');
  const type = idsAre === 'integer' ? key.column.integerType : 'uuid';
  return shape === 'many' ? `'{${value}}'::${type}[]` : `'${value}'::${type}`;
}

const samples: readonly (readonly [RegExp, string])[] = [
  [/\[\]$/, "'{}'"],
  [/^(integer|bigint|smallint|numeric|real|double precision|money)/, "'1'"],
  [/^(text|character|name|citext)/, "'sample'"],
  [/^boolean/, "'true'"],
  [/^(date|time)/, "'2026-01-01 10:00'"],
  [/^interval/, "'1 day'"],
  [/^jsonb?/, "'{}'"],
  [/^uuid/, "'00000000-0000-4000-8000-000000000000'"],
];

async function sampleOf(trx: Knex.Transaction, type: string): Promise<string> {
  const sample = samples.find(([pattern]) => pattern.test(type))?.[1];
  if (sample !== undefined) return `${sample}::${type}`;
  if (/^(any|record|internal|cstring)/.test(type)) return 'NULL';
  const [row] = await rowsOf<{ label: string | null }>(
    trx,
    `SELECT quote_literal((SELECT enumlabel FROM pg_enum WHERE enumtypid = ${quoteLiteral(type)}::regtype
      ORDER BY enumsortorder LIMIT 1)) AS label`,
  );
  return `${row?.label ?? 'NULL'}::${type}`;
}

/** A statement of each kind on one row of each table whose trigger calls the function. */
async function firings(
  trx: Knex.Transaction,
  { row }: TouchedFunction,
): Promise<readonly string[]> {
  const tables = await rowsOf<{ table: string; columns: string | null; any: string }>(
    trx,
    `SELECT DISTINCT c.oid::regclass::text AS "table",
      (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
          AND a.attidentity <> 'a'
          AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indisprimary AND a.atthasdef
            AND a.attnum = ANY (i.indkey))) AS columns,
      (SELECT string_agg(format('%I = %I', a.attname, a.attname), ', ') FROM pg_attribute AS a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
          AND a.attidentity <> 'a') AS any
    FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
    JOIN pg_proc AS p ON p.oid = t.tgfoid JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE n.nspname = ${quoteLiteral(row.schema)} AND p.proname = ${quoteLiteral(row.name)}
      AND c.relkind IN ('r', 'p') ORDER BY 1`,
  );
  return tables.flatMap(({ table, columns, any }) => [
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${table} LIMIT 1`,
    `UPDATE ${table} SET ${any} WHERE ctid = (SELECT ctid FROM ${table} LIMIT 1)`,
    `DELETE FROM ${table} WHERE ctid = (SELECT ctid FROM ${table} LIMIT 1)`,
  ]);
}
