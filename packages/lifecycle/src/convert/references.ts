import type { Knex } from 'knex';
import { countPath, countValues } from './evidence.ts';
import { asIntegers, type RecordedColumns, recordedColumn } from './recorded-columns.ts';
import { decideReference } from './rules/decide-reference.ts';
import { conversionError } from './rules/errors.ts';
import {
  columnName,
  type IdColumn,
  type IdKind,
  type Points,
  type TableName,
  type UndecidedReference,
} from './rules/id-column.ts';
import { type ConversionProfile, labelOf } from './rules/profile.ts';
import { looksLikeId, tableByName } from './rules/reference-names.ts';
import { columnOf, type Structure, sourceOf, standsIn, type TableColumn } from './structure.ts';

/** What the operator says about columns that nothing else explains. */
export interface ToldReferences {
  /** `schema.table.column` → a table of the profile. */
  readonly references: Readonly<Record<string, string>>;
  readonly notReferences: readonly string[];
}

export interface FoundReferences {
  readonly columns: readonly IdColumn[];
  readonly undecided: readonly UndecidedReference[];
  /** Named like a reference and of the target's type already: they point nowhere until fixed. */
  readonly leftAlone: readonly string[];
  /** JSON columns of these tables: nobody can tell what is an id in them, so they stay as they are. */
  readonly notLookedInto: readonly string[];
}

interface Search {
  readonly db: Knex;
  readonly profile: ConversionProfile;
  readonly structure: Structure;
  readonly target: IdKind;
  readonly told: ToldReferences;
  readonly recorded: RecordedColumns | undefined;
}

/** Finds every column that holds ids of the profile's tables: keys first, then what points at them. */
export async function findReferences(search: Search): Promise<FoundReferences> {
  const found = new Map<string, IdColumn>();
  const add = (column: TableColumn, points: Points, evidence: IdColumn['evidence']): void => {
    const { table, column: name } = column;
    const key = columnName(column);
    if (found.has(key) || search.told.notReferences.includes(key)) return;
    found.set(key, {
      table,
      column: name,
      points,
      evidence,
      ...asIntegers(search, column, points, found),
    });
  };
  addKeys(search, add);
  if (found.size === 0) return { columns: [], undecided: [], leftAlone: [], notLookedInto: [] };
  addRecorded(search, add);
  addForeignKeys(search, found, add);
  addTold(search, add);
  const undecided = await addOfProfile(search, add);
  addForeignKeys(search, found, add);
  undecided.push(...(await addByNameAndValue(search, found, add)));
  const columns = [...found.values()];
  return {
    columns,
    undecided,
    leftAlone: search.recorded?.leftAlone ?? lookAlikes(search),
    notLookedInto: search.structure.columns
      .filter(({ base, table }) => base === 'json' && tableIn(columns, table))
      .map(columnName),
  };
}

type Add = (column: TableColumn, points: Points, evidence: IdColumn['evidence']) => void;

function addKeys({ profile, structure, target, recorded }: Search, add: Add): void {
  for (const [name, key] of Object.entries(profile.keys)) {
    const table = standsIn(structure, profile.area, name);
    const column = table && columnOf(structure, table, key);
    if (column === undefined || column.isArray || column.base !== sourceOf(target)) continue;
    if (target === 'integer' && recordedColumn(recorded, column) === undefined) continue;
    add(column, { shape: 'one', to: labelOf(profile, name) }, { kind: 'key' });
  }
}

/** Tables of the area may have moved to its schema since. */
function addRecorded({ profile, structure, recorded, target }: Search, add: Add): void {
  for (const { table, column, points } of recorded?.columns ?? []) {
    const moved = Object.hasOwn(profile.keys, table.name)
      ? standsIn(structure, profile.area, table.name)
      : table;
    const stands = moved && columnOf(structure, moved, column);
    if (stands && holdsIds(stands, points, sourceOf(target)))
      add(stands, points, { kind: 'recorded' });
  }
}

function addTold({ profile, structure, told, target }: Search, add: Add): void {
  for (const [name, table] of Object.entries(told.references)) {
    const column = structure.columns.find((each) => columnName(each) === name);
    const key = Object.hasOwn(profile.keys, table) ? table : undefined;
    if (column === undefined || key === undefined) {
      throw conversionError('ERR_REFERENCE_UNKNOWN', { column: name, table });
    }
    const shape = column.base === 'text' ? 'path' : column.isArray ? 'many' : 'one';
    const points: Points = { shape, to: labelOf(profile, key) };
    if (!holdsIds(column, points, sourceOf(target))) {
      throw conversionError('ERR_REFERENCE_UNKNOWN', { column: name, type: column.type });
    }
    add(column, points, { kind: 'told' });
  }
  for (const name of told.notReferences) {
    if (!structure.columns.some((each) => columnName(each) === name)) {
      throw conversionError('ERR_REFERENCE_UNKNOWN', { column: name });
    }
  }
}

/** On the way back the record tells, and not the profile: a column may have been a UUID all along. */
async function addOfProfile(search: Search, add: Add): Promise<UndecidedReference[]> {
  const { db, profile, structure, target, told, recorded } = search;
  if (recorded !== undefined) return [];
  const undecided: UndecidedReference[] = [];
  for (const { table: name, column: columnPart, points } of profile.references) {
    const table = standsIn(structure, profile.area, name);
    const column = table && columnOf(structure, table, columnPart);
    if (column === undefined || !holdsIds(column, points, sourceOf(target))) continue;
    if (points.shape === 'path' && !told.notReferences.includes(columnName(column))) {
      const key = keyOf(search, points.to);
      const counted = key && (await countPath(db, column, key));
      if (counted === undefined || counted.values === 0) continue;
      if (counted.found < counted.values && told.references[columnName(column)] === undefined) {
        undecided.push(asUndecided(column, [{ to: points.to, by: 'value', ...counted }]));
        continue;
      }
    }
    add(column, points, { kind: 'profile' });
  }
  return undecided;
}

/** Also keys that point at a column that points itself, until nothing new is found. */
function addForeignKeys({ structure }: Search, found: Map<string, IdColumn>, add: Add): void {
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const { constraint, table, column, target, targetColumn } of structure.foreignKeys) {
      const pointed = found.get(columnName({ table: target, column: targetColumn }));
      const own = columnOf(structure, table, column);
      if (pointed && own) add(own, pointed.points, { kind: 'foreign key', constraint });
    }
  }
}

async function addByNameAndValue(
  search: Search,
  found: ReadonlyMap<string, IdColumn>,
  add: Add,
): Promise<UndecidedReference[]> {
  const { db, profile, structure, target, told, recorded } = search;
  const undecided: UndecidedReference[] = [];
  const open = structure.columns.filter(
    (column) =>
      column.base === sourceOf(target) &&
      looksLikeId(column.column, profile.nameRules) &&
      !found.has(columnName(column)) &&
      !structure.foreignKeys.some((key) => columnName(key) === columnName(column)) &&
      !told.notReferences.includes(columnName(column)) &&
      !recorded?.leftAlone.includes(columnName(column)),
  );
  for (const column of open) {
    const named = tableByName(column.column, profile.nameRules);
    const tables = named === undefined ? Object.keys(profile.keys) : [named];
    const candidates: UndecidedReference['candidates'][number][] = [];
    for (const table of tables) {
      const to = labelOf(profile, table);
      const key = keyOf(search, to);
      if (key === undefined) continue;
      const counted = await countValues(db, column, key);
      candidates.push({ to, by: named === undefined ? 'value' : 'name', ...counted });
    }
    const decision = decideReference(candidates, sourceOf(target));
    if (decision.kind === 'ask') {
      const likely = candidates.filter(
        ({ by, found, values }) => by === 'name' || found === values,
      );
      undecided.push(asUndecided(column, likely));
    }
    if (decision.kind === 'convert') {
      const { to, values, found: known } = decision.candidate;
      const evidence = { kind: 'name', values, found: known } as const;
      add(column, { shape: column.isArray ? 'many' : 'one', to }, evidence);
    }
  }
  return undecided;
}

const asUndecided = (
  { table, column, type }: TableColumn,
  candidates: UndecidedReference['candidates'],
): UndecidedReference => ({ table, column, type, candidates });

function keyOf({ profile, structure }: Search, label: string): TableColumn | undefined {
  const name = label.slice(profile.area.length + 1);
  const key = profile.keys[name];
  const table = standsIn(structure, profile.area, name);
  return key !== undefined && table !== undefined ? columnOf(structure, table, key) : undefined;
}

function holdsIds(column: TableColumn, points: Points, kind: IdKind): boolean {
  if (points.shape === 'path') return column.base === 'text' && !column.isArray;
  return column.base === kind && column.isArray === (points.shape === 'many');
}

function lookAlikes({ profile, structure, target }: Search): string[] {
  return structure.columns
    .filter(({ base, column }) => base === target && looksLikeId(column, profile.nameRules))
    .map(columnName);
}

const tableIn = (columns: readonly IdColumn[], table: TableName): boolean =>
  columns.some((each) => each.table.schema === table.schema && each.table.name === table.name);
