import type { TestProject } from 'vitest/node';
import { startTestPostgres } from './test-postgres.ts';

/** Vitest's global setup of the `database` project: one server for all its files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...postgres } = await startTestPostgres();
  project.provide('postgres', postgres);
  return stop;
}
