import { runSeal } from '@atelier/domain/runs/seal/seal-use.ts';
import { z } from 'zod';
import type { AttachedUse } from '../../identity/files/uses.ts';
import { kinds } from '../things.ts';

/** What is asked for comes from an address. */
const uuid = z.uuid().lowercase();

/** The archive of a sealed run is seen by whoever sees the run. */
export const runSeals: AttachedUse = {
  use: runSeal,
  kind: {
    ...kinds.run,
    load: async (db, id) => (uuid.safeParse(id).success ? kinds.run.load(db, id) : null),
  },
};
