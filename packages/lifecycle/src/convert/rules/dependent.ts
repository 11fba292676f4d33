export type DependentKind =
  | 'view'
  | 'policy'
  | 'trigger'
  | 'rule'
  | 'foreign key'
  | 'check'
  | 'index'
  | 'statistics'
  | 'function';

/**
 * An object that depends on converted columns: it is dropped before and made again after. `after` is
 * undefined for one that makes no sense with the other kind of ids: it is kept in the record and is
 * restored on the way back.
 */
export interface Dependent {
  readonly kind: DependentKind;
  /** The same on both sides, and unique within the kind: `public.open_tasks`. */
  readonly name: string;
  readonly drop: string;
  /** Statements that make it as it stood. */
  readonly before: string;
  readonly after: string | undefined;
  /** Why it is parked, for the plan. */
  readonly parkedFor?: string;
  /** Owner, grants, comments, state. */
  readonly extras: readonly string[];
  /** Work on rows that a short swap has no time for: the data of a materialised view. */
  readonly fill?: string;
}

/** What a conversion writes down of an object, for the way back. */
export interface RecordedObject {
  readonly kind: DependentKind;
  readonly name: string;
  readonly before: string;
  /** As PostgreSQL wrote it afterwards; null while it is parked. */
  readonly after: string | null;
  readonly drop: string;
  readonly extras: readonly string[];
}

/**
 * What to make of an object on the way back: word for word what stood before, as long as nobody changed
 * it since, else what it is now, rewritten.
 */
export function definitionBack(
  current: { readonly kind: DependentKind; readonly name: string; readonly before: string },
  rewritten: string | undefined,
  recorded: readonly RecordedObject[],
): string | undefined {
  const known = recorded.find(
    ({ kind, name, after }) =>
      kind === current.kind && name === current.name && after === current.before,
  );
  return known?.before ?? rewritten;
}
