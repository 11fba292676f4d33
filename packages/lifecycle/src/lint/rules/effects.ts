import type { SchemaObject, SchemaState } from './schema-state.ts';

/** What a statement did to things that stood before its migration. */
export interface Effects {
  readonly dropped: readonly SchemaObject[];
  readonly renamed: readonly { readonly from: SchemaObject; readonly to: SchemaObject }[];
  /** Tables, indexes and materialized views that got a new file. */
  readonly rewritten: readonly SchemaObject[];
  /** Columns which became NOT NULL, with every row looked at. */
  readonly madeNotNull: readonly SchemaObject[];
}

/**
 * The difference between two states, only for objects that are `meant`, by id. What went with its parent (the columns of a dropped table) is not named besides.
 */
export function effectsOf(
  isMeant: (id: string) => boolean,
  before: SchemaState,
  after: SchemaState,
): Effects {
  const dropped: SchemaObject[] = [];
  const renamed: { from: SchemaObject; to: SchemaObject }[] = [];
  const rewritten: SchemaObject[] = [];
  const madeNotNull: SchemaObject[] = [];
  const made = madeBetween(before, after);
  for (const object of before.objects.values()) {
    if (!isMeant(object.id)) continue;
    const now = after.objects.get(object.id) ?? made.get(spelling(object));
    if (now === undefined) {
      dropped.push(object);
      continue;
    }
    if (now.name !== object.name) renamed.push({ from: object, to: now });
    if (isOtherFile(object.file, now.file)) rewritten.push(object);
    if (object.notNull === false && now.notNull === true) madeNotNull.push(object);
  }
  return {
    dropped: withoutParts(dropped, (object) => object),
    renamed: withoutParts(renamed, ({ from }) => from),
    rewritten: withoutParts(rewritten, (object) => object),
    madeNotNull,
  };
}

/**
 * Objects that PostgreSQL dropped and made again by itself, as REINDEX CONCURRENTLY does: the id of each
 * with the id that it had at first.
 */
export function madeAgain(
  statements: Iterable<{ readonly before: SchemaState; readonly after: SchemaState }>,
): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const { before, after } of statements) {
    const made = madeBetween(before, after);
    if (made.size === 0) continue;
    for (const object of before.objects.values()) {
      const again = after.objects.has(object.id) ? undefined : made.get(spelling(object));
      if (again !== undefined) first.set(again.id, first.get(object.id) ?? object.id);
    }
  }
  return first;
}

/**
 * By kind and name: a type change drops the column's indexes and constraints and makes them again, with
 * the old file of an index where it need not be built anew.
 */
function madeBetween(before: SchemaState, after: SchemaState): ReadonlyMap<string, SchemaObject> {
  const made = [...after.objects.values()].filter(({ id }) => !before.objects.has(id));
  return new Map(made.map((object) => [spelling(object), object]));
}

export const spelling = ({ kind, name }: SchemaObject): string => `${kind} ${name}`;

/** 0: a relation without a file, such as a partitioned table. */
const isOtherFile = (before: number | undefined, after: number | undefined): boolean =>
  before !== undefined && after !== undefined && before !== 0 && after !== 0 && before !== after;

function withoutParts<Each>(
  all: readonly Each[],
  objectOf: (each: Each) => SchemaObject,
): readonly Each[] {
  const ids = new Set(all.map((each) => objectOf(each).id));
  return all.filter((each) => !objectOf(each).parents.some((parent) => ids.has(parent)));
}
