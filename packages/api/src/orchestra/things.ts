import { environmentsById } from '@atelier/db/orchestra/environment-reads.ts';
import { processesById } from '@atelier/db/orchestra/process-reads.ts';
import { schedulesById } from '@atelier/db/orchestra/schedule-reads.ts';
import { suiteStates } from '@atelier/db/orchestra/suite-reads.ts';
import { suiteRunStates } from '@atelier/db/orchestra/suite-run-reads.ts';
import { testRunStates } from '@atelier/db/orchestra/test-run-reads.ts';
import type { Entity } from '../kernel/effect.ts';

/** What commands of the area work on, as the audit log shows it. */
export const entities = {
  process: {
    name: 'process',
    read: async (db, ids) =>
      (await processesById(db, ids)).map(({ id, name, versionNumber, isArchived }) => ({
        id,
        state: { name, versionNumber, isArchived },
      })),
  },
  suite: { name: 'scenario_suite', read: suiteStates },
  /** Without what its secrets hold. */
  environment: {
    name: 'environment',
    read: async (db, ids) =>
      (await environmentsById(db, ids)).map((one) => ({
        id: one.id,
        state: {
          name: one.name,
          baseUrls: one.baseUrls,
          variables: one.variables,
          secretNames: one.secretNames,
          allowedHosts: one.allowedHosts,
          maxRuns: one.maxRuns,
          revision: one.revision,
          isArchived: one.isArchived,
        },
      })),
  },
  suiteRun: { name: 'suite_run', read: suiteRunStates },
  testRun: { name: 'test_run', read: testRunStates },
  schedule: {
    name: 'schedule',
    read: async (db, ids) =>
      (await schedulesById(db, ids)).map(
        ({ id, suiteId, environmentId, cron, timeZone, isEnabled }) => ({
          id,
          state: { suiteId, environmentId, cron, timeZone, isEnabled },
        }),
      ),
  },
} as const satisfies Record<string, Entity>;
