import type { ManagedDatabase } from '@atelier/api/lifecycle/context.ts';
import { type Caller, createCaller } from '@atelier/api/root.ts';
import { sourceMigrationsFolder } from '@atelier/lifecycle/migrate/migration-files.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';
import { contextOn } from '../miniatures/test-caller.ts';

/** Calls the Database page's procedures. */
export function lifecycleOn(
  db: TestDatabase['db'],
  managed: Partial<ManagedDatabase> = {},
): Caller['lifecycle'] {
  return createCaller({
    ...contextOn({ db }),
    managed: {
      migrationsFolder: sourceMigrationsFolder,
      backupDir: '/nowhere',
      program: 'npm run atelier --',
      embedded: true,
      dataDir: '/nowhere',
      ...managed,
    },
  }).lifecycle;
}
