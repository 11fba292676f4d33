import type { ImportPlace } from '@atelier/domain/miniatures/import-faults.ts';
import {
  type ImportNote,
  importNotes,
  type Mended,
  mendEvent,
  mendType,
} from '@atelier/domain/miniatures/import-mending.ts';
import type { ImportMending } from '@atelier/domain/miniatures/interchange.ts';

/** What is done to values before they are held to the contract, and what was done so far. */
export interface ImportMender {
  event(value: unknown, place: ImportPlace): unknown;
  type(value: Record<string, unknown>, place: ImportPlace): Record<string, unknown>;
  /** Whether an event that goes back may be left out. */
  leavesOut(place: ImportPlace): boolean;
  /** Of each kind the number, and the first place. */
  notes(): readonly ImportMending[];
}

/** For who holds to the contract: a wrong file is refused. */
export const strict: ImportMender = {
  event: (value) => value,
  type: (value) => value,
  leavesOut: () => false,
  notes: () => [],
};

/** For who takes what other programs, and people, write. */
export function lenient(): ImportMender {
  const noted = new Map<ImportNote, { count: number; readonly first: ImportPlace }>();
  const note = (what: ImportNote, place: ImportPlace) => {
    const known = noted.get(what);
    if (known === undefined) noted.set(what, { count: 1, first: place });
    else known.count += 1;
  };
  const noting =
    <Value>(mend: (value: Value) => Mended<Value>) =>
    (value: Value, place: ImportPlace): Value => {
      const mended = mend(value);
      for (const what of mended.notes) note(what, place);
      return mended.value;
    };
  return {
    event: noting(mendEvent),
    type: noting(mendType),
    leavesOut(place) {
      note('backward', place);
      return true;
    },
    notes: () =>
      importNotes.flatMap((what) => {
        const known = noted.get(what);
        return known === undefined ? [] : [{ note: what, ...known }];
      }),
  };
}
