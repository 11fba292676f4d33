import { lifecycleError } from '@atelier/lifecycle/errors/lifecycle-errors.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { readSettings } from '@atelier/lifecycle/session/env.ts';
import { makeStateWorld, migrationStates } from '@atelier/testkit/migration-states.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { expect, test } from 'vitest';
import { startApp } from '../../src/start-app.ts';

const progress = { begin() {}, update() {}, finish() {}, note() {}, fail() {} };

proof('starts-in-half-done-states', { short: 5, long: 22 }, ({ some, passed }) => {
  test.each(some(migrationStates))(
    '$name: a start names the step that the commands name',
    async (state) => {
      const database = await createTestDatabase({ empty: true, poolSize: 2 });
      const { db } = database;
      const world = await makeStateWorld(db);
      const { folder } = world;
      const start = (bootstrap: '0' | '1') =>
        startApp(
          readSettings(
            {
              DATABASE_URL: database.connectionString,
              DB_BOOTSTRAP: bootstrap,
              DB_BACKUP: '0',
              PORT: '0',
              LOG_LEVEL: 'silent',
              ATELIER_SECRET: 'no file of it among the migrations',
            },
            folder,
          ),
          { migrationsFolder: folder, program: 'atelier', webRoot: undefined },
          progress,
        );
      try {
        await state.arrange(world);
        const { nextStep } = await migrationStatus(db, { folder });
        if (nextStep === null) return passed();
        await expect(start('0')).rejects.toMatchObject({
          code: state.step,
          params: nextStep.params,
        });
        // One that may migrate goes on where it can; where it fails, it names the step as well.
        const failure: unknown = await start('1').then(
          async (app) => app.close(),
          (error: unknown) => error,
        );
        const left = await migrationStatus(db, { folder });
        if (failure === undefined) expect(left.nextStep).toBeNull();
        else {
          const { code, params } = left.nextStep ?? nextStep;
          expect(String(failure)).toContain(lifecycleError(code, params).message);
        }
        passed();
      } finally {
        await database.drop();
        await world.remove();
      }
    },
  );
});
