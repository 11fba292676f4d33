import { readQueue } from '@atelier/db/orchestra/queue-reads.ts';
import { listWorkers } from '@atelier/db/orchestra/worker-reads.ts';
import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { query } from './procedures.ts';

export const workersRouter = router({
  list: query({
    needs: orchestraActions.readWorkers,
    run: async (db) => ({ workers: await listWorkers(db), queue: await readQueue(db) }),
  }),
});
