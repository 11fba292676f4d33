import { type EventGroup, type GroupingRule, groupNeighbours } from '../kernel/grouping.ts';
import { type Micros, microsPerSecond } from '../kernel/instant.ts';
import { type Stage, stages } from './stages.ts';
import type { EntryKind, HistoryEntry } from './types.ts';

/** Neighbouring entries less than this apart are shown as one (contract: 300 s). */
export const groupingWindow: Micros = 300 * microsPerSecond;

/** A move can be taken back for this long. */
export const undoWindow: Micros = 300 * microsPerSecond;

/** The part of an entry that grouping looks at. */
export type GroupableEntry = Pick<
  HistoryEntry,
  'kind' | 'from' | 'to' | 'quantity' | 'imported' | 'at'
>;

/** The contract's rule for moves: the same from and to, less than 300 s between one and the next. */
export const moveGrouping: GroupingRule<GroupableEntry> = {
  key: (entry) => `${entry.from}:${entry.to}`,
  at: (entry) => entry.at,
  window: groupingWindow,
};

/**
 * The same for a whole history: what was imported stays apart from what changed counts here, and all
 * that one import brought is one group, whatever the stages; its entries share one instant.
 */
export const historyGrouping: GroupingRule<GroupableEntry> = {
  ...moveGrouping,
  key: (entry) =>
    entry.kind === 'import'
      ? `import:${entry.at}`
      : `${entry.kind}:${entry.imported}:${entry.from}:${entry.to}`,
};

/** Entries shown as one line. Instants in microseconds, `startedAt` not after `endedAt`. */
export interface HistoryGroup {
  readonly kind: EntryKind;
  readonly from: Stage | null;
  /** Null too where an import brought something into several stages. */
  readonly to: Stage | null;
  /** Of an import: how many came into which stage, in the order of the stages. Else nothing. */
  readonly into: readonly StageQuantity[];
  /** Whether the entries came with a file. */
  readonly imported: boolean;
  /** The sum over the group. */
  readonly quantity: number;
  /** How many entries it holds. */
  readonly entries: number;
  readonly startedAt: Micros;
  readonly endedAt: Micros;
}

export interface StageQuantity {
  readonly stage: Stage;
  readonly quantity: number;
}

/** Sums a group up, whichever direction it was read in. */
export function summarizeGroup({ events }: EventGroup<GroupableEntry>): HistoryGroup {
  const [first] = events;
  const last = events.at(-1) ?? first;
  const into = first.kind === 'import' ? arrivals(events) : none;
  return {
    kind: first.kind,
    from: first.from,
    to: into.length > 1 ? null : first.to,
    into,
    imported: first.imported,
    quantity: events.reduce((sum, event) => sum + event.quantity, 0),
    entries: events.length,
    startedAt: Math.min(first.at, last.at),
    endedAt: Math.max(first.at, last.at),
  };
}

const none: readonly StageQuantity[] = [];

function arrivals(events: readonly GroupableEntry[]): readonly StageQuantity[] {
  const quantityOf = (stage: Stage) =>
    events.reduce((sum, { to, quantity }) => sum + (to === stage ? quantity : 0), 0);
  return stages
    .map((stage) => ({ stage, quantity: quantityOf(stage) }))
    .filter(({ quantity }) => quantity > 0);
}

/**
 * Whether the latest entry of a type can be taken back now. `asked` is the entry that the user saw as
 * the latest, if the user named one.
 */
export function checkUndo(
  latest: Pick<HistoryEntry, 'id' | 'at'> | undefined,
  asked: string | undefined,
  now: Micros,
): 'ERR_NOTHING_TO_UNDO' | 'ERR_UNDO_NOT_LATEST' | 'ERR_UNDO_EXPIRED' | null {
  if (latest === undefined) return 'ERR_NOTHING_TO_UNDO';
  if (asked !== undefined && asked !== latest.id) return 'ERR_UNDO_NOT_LATEST';
  if (now - latest.at >= undoWindow) return 'ERR_UNDO_EXPIRED';
  return null;
}

/**
 * What can be taken back now as one: the entries behind the newest line of our own that a grouped history
 * shows, as far as they are recent enough, newest first; empty if there are none.
 *
 * @param entries of one type, newest first
 */
export function newestToUndo<Entry extends GroupableEntry & Pick<HistoryEntry, 'undone'>>(
  entries: readonly Entry[],
  now: Micros,
): readonly Entry[] {
  const standing = entries.filter(({ kind, undone }) => kind !== 'undo' && !undone);
  for (const { events } of groupNeighbours(standing, historyGrouping)) {
    if (canBeUndone(events[0])) return events.filter(({ at }) => now - at < undoWindow);
  }
  return [];
}

/** Whether entries like this can be taken back at all: imports are not. */
export function canBeUndone({ kind, imported }: Pick<HistoryEntry, 'kind' | 'imported'>): boolean {
  return (kind === 'move' || kind === 'add') && !imported;
}
