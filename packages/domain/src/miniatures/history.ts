import type { EventGroup, GroupingRule } from '../kernel/grouping.ts';
import { type Micros, microsPerSecond } from '../kernel/instant.ts';
import type { Stage } from './stages.ts';
import type { EntryKind, HistoryEntry } from './types.ts';

/** Neighbouring entries less than this apart are shown as one (contract: 300 s). */
export const groupingWindow: Micros = 300 * microsPerSecond;

/** A move can be taken back for this long. */
export const undoWindow: Micros = 300 * microsPerSecond;

/** The part of an entry that grouping looks at. */
export type GroupableEntry = Pick<HistoryEntry, 'kind' | 'from' | 'to' | 'quantity' | 'at'>;

/** Neighbouring entries of the same kind, from and to, less than 300 s between one and the next. */
export const historyGrouping: GroupingRule<GroupableEntry> = {
  key: (entry) => `${entry.kind}:${entry.from}:${entry.to}`,
  at: (entry) => entry.at,
  window: groupingWindow,
};

/** Entries shown as one line. Instants in microseconds, `startedAt` not after `endedAt`. */
export interface HistoryGroup {
  readonly kind: EntryKind;
  readonly from: Stage | null;
  readonly to: Stage | null;
  /** The sum over the group. */
  readonly quantity: number;
  /** How many entries it holds. */
  readonly entries: number;
  readonly startedAt: Micros;
  readonly endedAt: Micros;
}

/** Sums a group up, whichever direction it was read in. */
export function summarizeGroup({ events }: EventGroup<GroupableEntry>): HistoryGroup {
  const [first] = events;
  const last = events.at(-1) ?? first;
  return {
    kind: first.kind,
    from: first.from,
    to: first.to,
    quantity: events.reduce((sum, event) => sum + event.quantity, 0),
    entries: events.length,
    startedAt: Math.min(first.at, last.at),
    endedAt: Math.max(first.at, last.at),
  };
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
