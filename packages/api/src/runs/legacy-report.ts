import type { LegacyNote } from '@atelier/domain/runs/legacy.ts';

/** How many of something are there now that were not, and how many were there before. */
export interface Moved {
  added: number;
  kept: number;
}

/** Everything that was moved, mapped or could not be. */
export interface LegacyReport {
  readonly people: Moved;
  readonly projects: Moved;
  readonly suites: Moved;
  readonly cases: Moved;
  readonly runs: Moved;
  /** Of the runs that were added, by what results are called now. */
  readonly results: { ok: number; fail: number; na: number; open: number };
  readonly attachments: Moved;
  readonly notes: LegacyNote[];
  /** How many there were beyond those: the older tables and files still say them. */
  notesLeftOut: number;
}

/** Characters of all notes together: more are counted. */
const maxNotes = 4_000_000;

/** Adds notes to the report as long as it does not grow beyond what can be read. */
export function notesOf(report: LegacyReport): (note: LegacyNote) => void {
  const sizeOf = ({ where, what }: LegacyNote) => where.length + what.length;
  let size = report.notes.reduce((sum, note) => sum + sizeOf(note), 0);
  return (note) => {
    size += sizeOf(note);
    if (size > maxNotes) report.notesLeftOut += 1;
    else report.notes.push(note);
  };
}

const nothing = (): Moved => ({ added: 0, kept: 0 });

export function emptyReport(): LegacyReport {
  return {
    ...{ people: nothing(), projects: nothing(), suites: nothing(), cases: nothing() },
    ...{ runs: nothing(), results: { ok: 0, fail: 0, na: 0, open: 0 }, attachments: nothing() },
    ...{ notes: [], notesLeftOut: 0 },
  };
}
