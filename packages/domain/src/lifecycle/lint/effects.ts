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
 * The difference between two states, only for objects of which the ids are `known` (see
 * {@link knownBefore}). What went with its parent (the columns of a dropped table) is not named besides.
 */
export function effectsOf(
  known: ReadonlySet<string>,
  before: SchemaState,
  after: SchemaState,
): Effects {
  const dropped: SchemaObject[] = [];
  const renamed: { from: SchemaObject; to: SchemaObject }[] = [];
  const rewritten: SchemaObject[] = [];
  const madeNotNull: SchemaObject[] = [];
  const made = madeBetween(before, after);
  for (const object of before.objects.values()) {
    if (!known.has(object.id)) continue;
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
 * For each statement the ids of what stood before its migration. They are more than in the beginning
 * when PostgreSQL drops an object and makes it again by itself, as REINDEX CONCURRENTLY does.
 */
export function* knownBefore(
  base: SchemaState,
  statements: readonly { readonly before: SchemaState; readonly after: SchemaState }[],
): Generator<ReadonlySet<string>> {
  const known = new Set(base.objects.keys());
  for (const { before, after } of statements) {
    yield new Set(known);
    const made = madeBetween(before, after);
    for (const object of before.objects.values()) {
      const again = after.objects.has(object.id) ? undefined : made.get(spelling(object));
      if (known.has(object.id) && again !== undefined) known.add(again.id);
    }
  }
}

/**
 * By kind and name: a type change drops the column's indexes and constraints and makes them again, with
 * the old file of an index where it need not be built anew.
 */
function madeBetween(before: SchemaState, after: SchemaState): ReadonlyMap<string, SchemaObject> {
  const made = [...after.objects.values()].filter(({ id }) => !before.objects.has(id));
  return new Map(made.map((object) => [spelling(object), object]));
}

const spelling = ({ kind, name }: SchemaObject): string => `${kind} ${name}`;

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
