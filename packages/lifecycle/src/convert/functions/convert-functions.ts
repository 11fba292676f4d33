import { type Dependent, definitionBack, type RecordedObject } from '../rules/dependent.ts';
import { type FunctionContext, type FunctionIds, findFunctionIds } from '../rules/function-ids.ts';
import { columnName, type IdColumn, type IdKind, type TableName } from '../rules/id-column.ts';
import { type ConversionProfile, labelOf } from '../rules/profile.ts';
import { tableByName } from '../rules/reference-names.ts';
import { rewriteBody } from '../rules/rewrite-body.ts';
import { sameTable } from '../structure.ts';
import { scopeOf } from '../syntax/id-scope.ts';
import { rewriteIds } from '../syntax/rewrite-ids.ts';
import type { FunctionRow } from './read-functions.ts';
import { rewriteHeader } from './rewrite-header.ts';

/** A function that mentions converted tables, or has parameters that hold ids. */
export interface TouchedFunction {
  readonly row: FunctionRow;
  readonly ids: FunctionIds;
  /** Undefined when its text is the same for both kinds of ids. */
  readonly dependent: Dependent | undefined;
  /** Its name and input types afterwards. */
  readonly signatureAfter: string;
  readonly signatureChanges: boolean;
}

export interface FunctionsRequest {
  readonly profile: ConversionProfile;
  readonly columns: readonly IdColumn[];
  readonly target: IdKind;
  readonly recorded: readonly RecordedObject[];
  /** `schema.function.parameter` → a table of the profile, or null for "no id". */
  readonly told: Readonly<Record<string, string | null>>;
}

const integerNames = new Set(['integer', 'int', 'int4', 'bigint', 'int8', 'smallint', 'int2']);
const uuidNames = new Set(['uuid']);

/** Finds the functions that a conversion touches, and writes them anew. */
export async function convertFunctions(
  rows: readonly FunctionRow[],
  request: FunctionsRequest,
): Promise<readonly TouchedFunction[]> {
  const touched: TouchedFunction[] = [];
  for (const row of rows) {
    if (!mentions(row, request)) continue;
    touched.push(await convertFunction(row, request));
  }
  return touched;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Also in texts, such as those of EXECUTE. */
function mentions(row: FunctionRow, { columns }: FunctionsRequest): boolean {
  if (ownTriggers(row, columns).length > 0) return true;
  return readsTables(row, columns);
}

function readsTables({ body, definition, isParsed }: FunctionRow, columns: readonly IdColumn[]) {
  const text = isParsed ? definition : body;
  return [...new Set(columns.map(({ table }) => table.name))].some((name) =>
    new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`, 'i').test(text),
  );
}

const ownTriggers = ({ triggerTables }: FunctionRow, columns: readonly IdColumn[]): TableName[] =>
  triggerTables.filter((each) => columns.some(({ table }) => sameTable(table, each)));

async function convertFunction(
  row: FunctionRow,
  request: FunctionsRequest,
): Promise<TouchedFunction> {
  const { columns, target, recorded } = request;
  const context = contextOf(row, request);
  const language = row.language === 'sql' ? 'sql' : 'plpgsql';
  const text = {
    language,
    body: row.isParsed ? row.definition.slice(row.definition.indexOf('\n')) : row.body,
    parameters: row.parameters.map(({ name, mode, type }) => ({
      name,
      mayHold: context.idTypes.has(type.replace('[]', '')),
      isResult: mode === 'o' || mode === 't',
    })),
    triggerTables: ownTriggers(row, columns).map(({ name }) => name),
  } as const;
  const ids = findFunctionIds(text, context);
  const typeOf = (table: string): string => (target === 'uuid' ? 'uuid' : keyType(columns, table));
  const parameter = (place: number): string | undefined => {
    const { name = '', type = '' } = row.parameters[place] ?? {};
    if (!context.idTypes.has(type.replace('[]', ''))) return undefined;
    return ids.variables.get(name === '' ? `$${place + 1}` : name);
  };
  const returns = context.idTypes.has(row.returnType.replace('[]', '')) ? ids.returns : undefined;
  const header = await rewriteHeader(row.definition, { parameter, returns, typeOf, target });
  const body = rewriteBody(text, ids, context, { typeOf, target });
  const rewritten = row.isParsed
    ? (await rewriteIds(header, scopeOf(columns), target)).sql
    : withBody(header, row.body, body);
  const signatureAfter = signatureOf(row, (place) => {
    const table = parameter(place);
    return table === undefined ? undefined : typeOf(table);
  });
  const signatureChanges =
    returns !== undefined || row.parameters.some((_, place) => parameter(place) !== undefined);
  const name = target === 'uuid' ? signatureAfter : row.signature;
  const after = definitionBack(
    { kind: 'function', name, before: row.definition },
    rewritten,
    recorded,
  );
  if (after === row.definition && !row.isParsed) {
    return { row, ids, dependent: undefined, signatureAfter, signatureChanges: false };
  }
  const mustDrop = signatureChanges || row.isParsed;
  const dependent: Dependent = {
    kind: 'function',
    name,
    drop: mustDrop ? `DROP ${row.isProcedure ? 'PROCEDURE' : 'FUNCTION'} ${row.signature}` : '',
    before: row.definition,
    after,
    extras: mustDrop ? row.extras.map((each) => each.replace(row.signature, signatureAfter)) : [],
  };
  return { row, ids, dependent, signatureAfter, signatureChanges };
}

/** The body stands last, between dollars. */
function withBody(definition: string, body: string, by: string): string {
  const at = definition.lastIndexOf(body);
  return definition.slice(0, at) + by + definition.slice(at + body.length);
}

function signatureOf(row: FunctionRow, typeAfter: (place: number) => string | undefined): string {
  const types = row.parameters.flatMap(({ mode, type }, place) => {
    if (mode === 'o' || mode === 't') return row.isProcedure && mode === 'o' ? [type] : [];
    const after = typeAfter(place);
    return [after === undefined ? type : `${after}${type.endsWith('[]') ? '[]' : ''}`];
  });
  const open = row.signature.lastIndexOf('(', row.signature.length - 1);
  const start = row.signature.slice(
    0,
    row.signature.indexOf('(') < 0 ? open : nameEnd(row.signature),
  );
  return `${start}(${types.join(',')})`;
}

/** Where the name ends; a quoted one may hold brackets. */
function nameEnd(signature: string): number {
  return /^(?:"(?:[^"]|"")*"|[^"(])+/.exec(signature)?.[0].length ?? signature.length;
}

function contextOf(row: FunctionRow, request: FunctionsRequest): FunctionContext {
  const { profile, columns, target, told } = request;
  const own = Object.entries(told).flatMap(([path, table]) => {
    const prefix = `${row.schema}.${row.name}.`;
    const name = path.slice(prefix.length);
    return path.startsWith(prefix) ? [[name, table && labelOf(profile, table)] as const] : [];
  });
  const converted = new Set(columns.flatMap(({ points }) => ('to' in points ? [points.to] : [])));
  return {
    columnPoints(table, column) {
      const found = columns.find((each) => each.table.name === table && each.column === column);
      return found && 'to' in found.points && found.points.shape !== 'path'
        ? found.points.to
        : undefined;
    },
    tables: new Set(columns.map(({ table }) => table.name)),
    pointsByName(name) {
      const table = tableByName(name, profile.nameRules);
      const label = table && labelOf(profile, table);
      return label !== undefined && converted.has(label) ? label : undefined;
    },
    idTypes: target === 'uuid' ? integerNames : uuidNames,
    told: Object.fromEntries(own),
  };
}

function keyType(columns: readonly IdColumn[], label: string): string {
  const key = columns.find(
    ({ evidence, points }) => evidence.kind === 'key' && 'to' in points && points.to === label,
  );
  if (key === undefined) throw new TypeError(`no key of ${label} among ${columns.map(columnName)}`);
  return key.integerType;
}
