import { createLiveHub } from '@atelier/api/kernel/live/hub.ts';
import { manualItemsInRuns } from '@atelier/api/manual-items.ts';
import { startOrchestraWorker } from '@atelier/api/orchestra/worker.ts';
import { type Caller, createCaller } from '@atelier/api/root.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { everywhere, type HouseRole } from '@atelier/domain/identity/roles.ts';
import { isFinished } from '@atelier/domain/orchestra/statuses.ts';
import type { SuiteInput } from '@atelier/domain/orchestra/suite-file.ts';
import { addUser } from '@atelier/testkit/add-user.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, onTestFinished } from 'vitest';
import { contextOn } from '../miniatures/test-caller.ts';

export type OrchestraCaller = Caller['orchestra'];

/** A database of the test file's own, people who call Orchestra on it, and a worker. */
export async function openOrchestra({ worker = true } = {}) {
  const database = await createTestDatabase();
  const { db } = database;
  const secretsKey = Buffer.alloc(32, 1);
  const errors: unknown[] = [];

  function startWorker(options: { readonly leaseMs?: number; readonly concurrency?: number } = {}) {
    const notifier = createNotifier(db);
    const started = startOrchestraWorker({
      ...{ db, notifier, secretsKey, concurrency: 20, ...options },
      manualItems: manualItemsInRuns({ db, notifier, live: createLiveHub() }, 'team'),
      onError: (error) => errors.push(error),
    });
    let drained: Promise<void> | undefined;
    return {
      drain() {
        drained ??= started.drain(2000).then(() => notifier.flush());
        return drained;
      },
    };
  }

  const first = worker ? startWorker() : undefined;
  afterAll(async () => {
    await first?.drain();
    await database.drop();
  });

  async function person(name: string, role?: HouseRole) {
    const { id } = await addUser(db, name, role);
    const grants = role === undefined ? [] : [everywhere(role)];
    return as({ id, kind: 'user', grants });
  }
  const as = (actor: Actor): OrchestraCaller => createCaller(contextOn(database, actor)).orchestra;
  return { database, db, as, person, startWorker, errors, secretsKey };
}

/** Waits until what is looked at is so; the test's own limit ends it. */
export async function until<Found>(
  look: () => Promise<Found>,
  isSo: (found: Found) => boolean,
): Promise<Found> {
  let isOver = false;
  onTestFinished(() => {
    isOver = true;
  });
  for (;;) {
    const found = await look();
    if (isSo(found) || isOver) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Starts a run of a suite that is made for it, and waits for its end; gives it with its test runs. */
export async function runSuite(
  orchestra: OrchestraCaller,
  environmentId: string,
  definition: SuiteInput,
  context: Readonly<Record<string, string | number>> = {},
) {
  const suite = await orchestra.suites.create({ definition });
  const { id } = await orchestra.runs.start({ suiteId: suite.id, environmentId, context });
  return finished(orchestra, id);
}

export async function finished(orchestra: OrchestraCaller, suiteRunId: string) {
  const run = await until(
    () => orchestra.runs.get({ suiteRunId }),
    ({ status }) => status !== 'IN_PROGRESS',
  );
  return { run, ...(await testsOf(orchestra, suiteRunId)) };
}

/** The test runs of a suite run by their names, and the results of each. */
export async function testsOf(orchestra: OrchestraCaller, suiteRunId: string) {
  const { items: tests } = await orchestra.runs.tests({ suiteRunId });
  const statuses = Object.fromEntries(tests.map(({ name, status }) => [name, status]));
  const resultsOf = async (name: string) => {
    const test = tests.find((one) => one.name === name);
    if (test === undefined) throw new Error(`There is no test run ${name}.`);
    return (await orchestra.tests.results({ testRunId: test.id })).items;
  };
  return { tests, statuses, resultsOf, areOver: tests.every(({ status }) => isFinished(status)) };
}
