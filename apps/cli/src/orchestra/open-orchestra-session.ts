import { noClient } from '@atelier/api/kernel/client.ts';
import { createLiveHub } from '@atelier/api/kernel/live/hub.ts';
import { manualItemsInRuns } from '@atelier/api/manual-items.ts';
import { createOrchestraCaller, type OrchestraCaller } from '@atelier/api/orchestra/caller.ts';
import { openOrchestra } from '@atelier/api/orchestra/open-orchestra.ts';
import { startOrchestraWorker } from '@atelier/api/orchestra/worker.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { migratedDatabase } from '../kernel/migrated-database.ts';
import type { Session } from '../kernel/session.ts';

/** Orchestra as the command line calls it, and a worker of its own for as long as a run needs one. */
export interface OrchestraSession {
  readonly orchestra: OrchestraCaller;
  /** Works beside whoever else does. */
  withWorker<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Does `work` with Orchestra, and tells open pages of it before the connections close. */
export async function withOrchestra<Result>(
  session: Session,
  work: (opened: OrchestraSession) => Promise<Result>,
): Promise<Result> {
  const db = await migratedDatabase(session);
  const notifier = createNotifier(db);
  const secretsKey = await session.secretsKey();
  const services = { db, notifier, live: createLiveHub() };
  const orchestra = createOrchestraCaller({
    ...{ ...services, ...openOrchestra(secretsKey) },
    actor: { id: 'command-line', kind: 'system', grants: [] },
    ...{ sessionId: null, provedAt: 'not-asked', client: noClient },
    ...{ untilEnd: (signal) => signal, requestId: null, door: 'command_line' },
  });
  try {
    return await work({
      orchestra,
      async withWorker(during) {
        const worker = startOrchestraWorker({
          ...{ db, notifier, secretsKey, concurrency: session.settings.workerConcurrency },
          manualItems: manualItemsInRuns(services, session.settings.authMode),
          mail: session.settings.mailIn,
          onError: (error, what) => session.progress.note(`${what}: ${String(error)}`),
        });
        try {
          return await during();
        } finally {
          await worker.drain();
        }
      },
    });
  } catch (error) {
    throw error instanceof Error && error.cause instanceof DomainError ? error.cause : error;
  } finally {
    await notifier.flush();
  }
}
