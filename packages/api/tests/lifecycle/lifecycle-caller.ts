import { localActor } from '@atelier/api/kernel/authorize.ts';
import { createLiveHub } from '@atelier/api/kernel/live/hub.ts';
import type { ManagedDatabase } from '@atelier/api/lifecycle/context.ts';
import { type Caller, createCaller } from '@atelier/api/root.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import { sourceMigrationsFolder } from '@atelier/lifecycle/migrate/migration-files.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';

/** Calls the Database page's procedures. */
export function lifecycleOn(
  db: TestDatabase['db'],
  managed: Partial<ManagedDatabase> = {},
): Caller['lifecycle'] {
  return createCaller({
    db,
    live: createLiveHub(),
    notifier: createNotifier(db),
    actor: localActor,
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
