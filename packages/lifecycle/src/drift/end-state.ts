import type {
  Catalog,
  Column,
  Constraint,
  Index,
  Named,
  OtherObject,
  Table,
  Trigger,
  View,
} from '../catalog/catalog-types.ts';
import type { Difference, DriftObject } from '../catalog/rules/difference.ts';
import { nameWithin } from './compare/compare-programs.ts';

/**
 * What the database holds, with the chosen differences fixed and nothing else changed. Fixes that lead
 * there carry along whatever else depends on what they change, such as accepted differences and objects
 * that drift does not look at.
 *
 * @param chosen of those between `expected` and `actual`
 */
export function endState(
  expected: Catalog,
  actual: Catalog,
  chosen: readonly Difference[],
): Catalog {
  const choices = new Choices(chosen);
  const tables = choices.merge(expected.tables, actual.tables, ofTable, tableEnd);
  const views = choices.merge(expected.views, actual.views, ofView, viewEnd);
  // What is new is made behind what stands; what stands keeps its turn.
  const inTurn = <Kind extends { readonly made: number }>(
    end: readonly Kind[],
    found: readonly Kind[],
    key: (each: Kind) => string,
  ): readonly Kind[] => {
    const turns = new Map(found.map((each) => [key(each), each.made]));
    const last = found.reduce((latest, each) => Math.max(latest, each.made), 0);
    return end.map((each) => ({ ...each, made: turns.get(key(each)) ?? last + each.made }));
  };
  const ofType = ({ kind: _kind, ...type }: Named & { kind: string }) => typeKey(type);
  const types = choices.merge(expected.types, actual.types, ofType);
  const functions = choices.merge(expected.functions, actual.functions, ofRoutine);
  const dependencies = new Map(
    [...actual.dependencies, ...expected.dependencies].map((each) => [JSON.stringify(each), each]),
  );
  return {
    extensions: choices.merge(expected.extensions, actual.extensions, ({ name }) =>
      keyOf('extension', '', name),
    ),
    schemas: choices.merge(expected.schemas, actual.schemas, (name) => keyOf('schema', name, '')),
    collations: choices.merge(expected.collations, actual.collations, (each) =>
      keyOf('collation', each.schema, each.name),
    ),
    types: inTurn(types, actual.types, ofType),
    sequences: choices.merge(expected.sequences, actual.sequences, (each) =>
      keyOf('sequence', each.schema, each.name),
    ),
    functions: inTurn(functions, actual.functions, ofRoutine),
    tables,
    views,
    others: choices.merge(expected.others, actual.others, ofOther),
    globals: choices.merge(expected.globals, actual.globals, ofOther),
    servers: choices.merge(expected.servers, actual.servers, ({ name }) =>
      keyOf('server', '', name),
    ),
    dependencies: [...dependencies.values()],
  };
}

const keyOf = (...words: readonly string[]): string => JSON.stringify(words);
const typeKey = ({ schema, name }: Named): string => keyOf('type', schema, name);
const ofTable = ({ schema, name }: Named): string => keyOf('table', schema, name);
const ofView = ({ schema, name }: Named): string => keyOf('view', schema, name);
const ofRoutine = ({ schema, name }: Named): string =>
  keyOf('function', schema, nameWithin(schema, name));
const ofOther = ({ kind, schema, table, name }: OtherObject): string =>
  table === null ? keyOf(kind, schema, name) : keyOf(kind, schema, table, name);

const tableKinds = new Set(['table', 'partitioned table', 'foreign table']);
const viewKinds = new Set(['view', 'materialized view']);
const typeKinds = new Set(['enum', 'domain', 'composite', 'range']);
const constraintKinds = new Set(['primary key', 'unique', 'check', 'exclusion', 'foreign key']);
const isPart = ({ kind }: DriftObject): boolean =>
  kind === 'column' || kind === 'index' || kind === 'trigger' || constraintKinds.has(kind);

/** The key of the object that a difference is about; of its table or view for a part of one. */
function keysOf({ object }: Difference): readonly string[] {
  const { kind, schema, name, part } = object;
  const on = { schema, name };
  if (isPart(object)) return [ofTable(on), ofView(on)];
  if (tableKinds.has(kind)) return [ofTable(on)];
  if (viewKinds.has(kind)) return [ofView(on)];
  if (typeKinds.has(kind)) return [typeKey(on)];
  if (kind === 'function' || kind === 'procedure') return [keyOf('function', schema, name)];
  if (kind === 'extension') return [keyOf(kind, '', name)];
  return [part === null ? keyOf(kind, schema, name) : keyOf(kind, schema, name, part)];
}

class Choices {
  readonly #byKey = new Map<string, Difference[]>();

  constructor(chosen: readonly Difference[]) {
    for (const each of chosen) {
      for (const key of keysOf(each)) {
        this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), each]);
      }
    }
  }

  /** What stands, without what is chosen to go, changed where that is chosen, and then what is new. */
  merge<Kind>(
    expected: readonly Kind[],
    actual: readonly Kind[],
    key: (each: Kind) => string,
    change: (wanted: Kind, found: Kind, chosen: readonly Difference[]) => Kind = (wanted) => wanted,
  ): readonly Kind[] {
    const wantedByKey = new Map(expected.map((each) => [key(each), each]));
    const there = new Set(actual.map(key));
    const chosenOf = (each: Kind) => this.#byKey.get(key(each)) ?? [];
    return [
      ...actual.flatMap((found) => {
        const chosen = chosenOf(found);
        if (chosen.length === 0) return [found];
        const wanted = wantedByKey.get(key(found));
        return wanted === undefined ? [] : [change(wanted, found, chosen)];
      }),
      ...expected.filter((each) => !there.has(key(each)) && chosenOf(each).length > 0),
    ];
  }
}

/** The fields of `wanted` in `found`. */
function withFields<Kind extends object>(
  found: Kind,
  wanted: Kind,
  fields: readonly string[] | undefined,
): Kind {
  if (fields === undefined) return wanted;
  const taken = Object.entries(wanted).filter(([field]) => fields.includes(field));
  return { ...found, ...Object.fromEntries(taken) };
}

function tableEnd(wanted: Table, found: Table, chosen: readonly Difference[]): Table {
  const whole = chosen.filter(({ object }) => object.part === null);
  const { columns, constraints, indexes, triggers } = found;
  const storage = whole
    .filter(({ class: kind }) => kind !== 'order-only')
    .reduce((table, each) => withFields(table, wanted, each.fields), found);
  const end = columnsEnd(wanted.columns, columns, ofKind(chosen, ['column']));
  return {
    ...storage,
    columns: whole.some(({ class: kind }) => kind === 'order-only')
      ? inOrderOf(wanted.columns, end)
      : end,
    constraints: constraintsEnd(wanted, constraints, chosen),
    indexes: indexesEnd(wanted.indexes, indexes, chosen),
    triggers: triggersEnd(wanted.triggers, triggers, chosen),
  };
}

function viewEnd(wanted: View, found: View, chosen: readonly Difference[]): View {
  const isChanged = chosen.some(({ object }) => object.part === null);
  return {
    ...(isChanged ? wanted : found),
    indexes: indexesEnd(wanted.indexes, found.indexes, chosen),
    triggers: triggersEnd(wanted.triggers, found.triggers, chosen),
  };
}

const ofKind = (chosen: readonly Difference[], kinds: readonly string[]): readonly Difference[] =>
  chosen.filter(({ object }) => object.part !== null && kinds.includes(object.kind));

const named = <Kind extends { readonly name: string }>(
  list: readonly Kind[],
  name: string | null,
): Kind | undefined => list.find((each) => each.name === name);

/** New ones come last, as ADD COLUMN puts them. */
function columnsEnd(
  wanted: readonly Column[],
  found: readonly Column[],
  chosen: readonly Difference[],
): readonly Column[] {
  const about = (name: string) => chosen.filter(({ object }) => object.part === name);
  return [
    ...found.flatMap((column) => {
      const other = named(wanted, column.name);
      const changes = about(column.name);
      if (changes.length === 0) return [column];
      if (other === undefined) return [];
      return [changes.reduce((end, { fields }) => withFields(end, other, fields), column)];
    }),
    ...wanted.filter(({ name }) => named(found, name) === undefined && about(name).length > 0),
  ];
}

/** Those that are expected in their order, and then the others. */
const inOrderOf = (wanted: readonly Column[], end: readonly Column[]): readonly Column[] => [
  ...wanted.flatMap(({ name }) => named(end, name) ?? []),
  ...end.filter(({ name }) => named(wanted, name) === undefined),
];

function constraintsEnd(
  { constraints: wanted }: Table,
  found: readonly Constraint[],
  chosen: readonly Difference[],
): readonly Constraint[] {
  const kinds = ofKind(chosen, ['unique', 'index']).filter(
    ({ class: kind }) => kind === 'unique-kind',
  );
  const gone = new Set(kinds.map(({ actual }) => actual));
  const end = partsEnd(
    wanted,
    found.filter(({ name, definition }) => !gone.has(`CONSTRAINT ${name} ${definition}`)),
    ofKind(chosen, [...constraintKinds]).filter(({ class: kind }) => kind !== 'unique-kind'),
  );
  const made = kinds.flatMap(({ object }) =>
    object.kind === 'unique' ? (named(wanted, object.part) ?? []) : [],
  );
  return [...end, ...made];
}

function indexesEnd(
  wanted: readonly Index[],
  found: readonly Index[],
  chosen: readonly Difference[],
): readonly Index[] {
  const kinds = ofKind(chosen, ['unique', 'index']).filter(
    ({ class: kind }) => kind === 'unique-kind',
  );
  const gone = new Set(kinds.map(({ actual }) => actual));
  const end = partsEnd(
    wanted,
    found.filter(({ definition }) => !gone.has(definition)),
    ofKind(chosen, ['index']).filter(({ class: kind }) => kind !== 'unique-kind'),
  );
  const made = kinds.flatMap(({ object }) =>
    object.kind === 'index' ? (named(wanted, object.part) ?? []) : [],
  );
  return [...end, ...made];
}

const triggersEnd = (
  wanted: readonly Trigger[],
  found: readonly Trigger[],
  chosen: readonly Difference[],
): readonly Trigger[] => partsEnd(wanted, found, ofKind(chosen, ['trigger']));

/** Parts by their names; one with the class `name` is found by its old one. */
function partsEnd<Part extends { readonly name: string; readonly statistics?: readonly string[] }>(
  wanted: readonly Part[],
  found: readonly Part[],
  chosen: readonly Difference[],
): readonly Part[] {
  return chosen.reduce<readonly Part[]>((end, { class: kind, object, actual, fields }) => {
    const oldName = kind === 'name' ? actual : object.part;
    const part = named(wanted, object.part);
    const before = named(end, oldName) ?? named(end, object.part);
    if (before === undefined) return part === undefined ? end : end.concat(part);
    const after =
      part === undefined
        ? []
        : [
            kind === 'name'
              ? { ...part, ...(before.statistics && { statistics: before.statistics }) }
              : withFields(before, part, fields),
          ];
    return end.flatMap((each) => (each === before ? after : [each]));
  }, found);
}
