import { inject } from 'vitest';
import { cloneTemplate, type TestDatabase, type TestDatabaseOptions } from './clone-database.ts';
import type { TestPostgres } from './test-postgres.ts';

export type { TestDatabase, TestDatabaseOptions } from './clone-database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: TestPostgres;
  }
}

/**
 * A database of its own for a test file, cloned from the migrated template. Call it in `beforeAll`, and
 * `drop` in `afterAll`; what is left over is dropped with the run.
 */
export function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  return cloneTemplate(inject('postgres'), options);
}
