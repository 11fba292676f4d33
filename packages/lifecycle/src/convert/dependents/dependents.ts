import type { Knex } from 'knex';
import type { ConversionRequest } from '../conversions.ts';
import { convertFunctions, type TouchedFunction } from '../functions/convert-functions.ts';
import { readFunctions } from '../functions/read-functions.ts';
import { type Dependent, definitionBack, type RecordedObject } from '../rules/dependent.ts';
import { columnName, type IdColumn } from '../rules/id-column.ts';
import type { ConversionProfile } from '../rules/profile.ts';
import { rowsOf } from '../sql.ts';
import { scopeOf, scopeOfRow } from '../syntax/id-scope.ts';
import { rewriteIds } from '../syntax/rewrite-ids.ts';
import {
  type RewriteOnTable,
  readChecks,
  readIndexes,
  readPolicies,
  readStatistics,
} from './expressions.ts';
import { type RewriteOnRow, readForeignKeys, readRules, readTriggers } from './on-tables.ts';
import { sourceQueries } from './source.ts';
import { type RewriteQuery, readViews } from './views.ts';

export interface DependentsRequest {
  readonly profile: ConversionProfile;
  readonly request: ConversionRequest;
  readonly columns: readonly IdColumn[];
  readonly recorded: readonly RecordedObject[];
  /** Also what ALTER TYPE would carry over by itself: for columns that are replaced. */
  readonly everything: boolean;
}

export interface Dependents {
  /** In the order in which they are dropped; they are made again in the opposite one. */
  readonly dependents: readonly Dependent[];
  readonly functions: readonly TouchedFunction[];
  readonly unsupported: readonly string[];
}

/** Finds everything that stands on the columns, and writes it anew for the other kind of ids. */
export async function readDependents(
  db: Knex,
  { profile, request, columns, recorded, everything }: DependentsRequest,
): Promise<Dependents> {
  const { target } = request;
  const rewriteView: RewriteQuery = async (query) =>
    (await rewriteIds(query, scopeOf(columns), target)).sql;
  const rewriteOnTable: RewriteOnTable = async (statement, table) => {
    const { sql, comparesByOrder } = await rewriteIds(statement, scopeOf(columns, table), target);
    return comparesByOrder ? { sql, parkedFor: 'it compares ids with a number by order' } : { sql };
  };
  const rewriteOnRow: RewriteOnRow = async (statement, table) =>
    (await rewriteIds(statement, scopeOfRow(columns, table), target)).sql;
  const rows = await readFunctions(db);
  const known = rows.filter(({ language }) => language === 'sql' || language === 'plpgsql');
  const functions = await convertFunctions(known, {
    profile,
    columns,
    target,
    recorded,
    told: request.parameters ?? {},
  });
  const changing = {
    columns,
    functions: functions
      .filter(({ signatureChanges, row }) => signatureChanges || row.isParsed)
      .map(({ row }) => row.oid),
  };
  const views = await readViews(db, changing, rewriteView);
  const found: Dependent[] = [
    ...views.toReversed(),
    ...(await readRules(db, changing, rewriteOnRow)),
    ...(await readPolicies(db, changing, rewriteOnTable)),
    ...(await readTriggers(db, changing, rewriteOnRow)),
    ...(await readForeignKeys(db, changing)),
    ...(await readChecks(db, changing, rewriteOnTable, everything)),
    ...(await readIndexes(db, changing, rewriteOnTable, everything)),
    ...(everything ? await readStatistics(db, changing) : []),
  ];
  const dependents = found.map((each) =>
    each.kind === 'function' ? each : withDefinitionBack(each, recorded),
  );
  const ofFunctions = functions.flatMap(({ dependent }) => dependent ?? []);
  return {
    dependents: [...dependents, ...ofFunctions],
    functions,
    unsupported: [
      ...unknownLanguages(rows, columns),
      ...(await generatedColumns(db, columns)),
      ...found.flatMap(({ kind, name, parkedFor }) =>
        parkedFor !== undefined && kind !== 'check' ? [`${kind} ${name}: ${parkedFor}`] : [],
      ),
    ],
  };
}

function withDefinitionBack(dependent: Dependent, recorded: readonly RecordedObject[]): Dependent {
  return { ...dependent, after: definitionBack(dependent, dependent.after, recorded) };
}

function unknownLanguages(
  rows: Awaited<ReturnType<typeof readFunctions>>,
  columns: readonly IdColumn[],
): string[] {
  const tables = [...new Set(columns.map(({ table }) => table.name))];
  return rows
    .filter(
      ({ language, body }) =>
        language !== 'sql' &&
        language !== 'plpgsql' &&
        tables.some((name) => body.toLowerCase().includes(name)),
    )
    .map(({ signature, language }) => `function ${signature}: language ${language}`);
}

/** A generated column cannot be taken off its columns without losing its place. */
async function generatedColumns(db: Knex, columns: readonly IdColumn[]): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    db,
    `WITH RECURSIVE ${sourceQueries({ columns, functions: [] })}
    SELECT DISTINCT format('generated column %s.%I', a.attrelid::regclass, a.attname) AS name
    FROM converted AS s
    JOIN pg_depend AS d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = s.relation
      AND d.refobjsubid = s.number AND d.classid IN ('pg_attrdef'::regclass, 'pg_class'::regclass)
    LEFT JOIN pg_attrdef AS e ON d.classid = 'pg_attrdef'::regclass AND e.oid = d.objid
    JOIN pg_attribute AS a ON a.attgenerated <> '' AND a.attrelid = s.relation
      AND (a.attnum = e.adnum OR (d.classid = 'pg_class'::regclass AND d.objid = s.relation AND a.attnum = d.objsubid))
    WHERE a.attnum <> s.number`,
  );
  const own = columns.map(columnName);
  return rows.map(({ name }) => name).filter((name) => !own.includes(name));
}
