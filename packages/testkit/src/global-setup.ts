import type { TestProject } from 'vitest/node';
import { startTestPostgres, type TestPostgres } from './test-postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: TestPostgres;
  }
}

/** Vitest's global setup of the `database` project: one server for all its files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, adminUrl, runId } = await startTestPostgres();
  project.provide('postgres', { adminUrl, runId });
  return stop;
}
