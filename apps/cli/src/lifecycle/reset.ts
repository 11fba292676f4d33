import { isEmptyDatabase, tableCount } from '@atelier/lifecycle/backup/database-facts.ts';
import { operatorError } from '@atelier/lifecycle/errors/operator-errors.ts';
import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { planDown } from '@atelier/lifecycle/migrate/rules/migration-plan.ts';
import { readStanding } from '@atelier/lifecycle/migrate/standing.ts';
import { findSeeds } from '@atelier/lifecycle/seed/seed.ts';
import type { Command } from '../kernel/command.ts';
import type { Session } from '../kernel/session.ts';
import { grantingAfter } from './app-role-name.ts';
import { backUpFirst, noBackupOption } from './back-up-first.ts';
import { showStep } from './migration-progress.ts';
import { seedAll } from './seed.ts';

/** `atelier db reset`: an empty database again. */
export const reset: Command = {
  usage: '',
  details: [
    'What Atelier did not make stays. Adopted tables are never dropped: release them first.',
  ],
  options: noBackupOption,
  positionals: [0, 0],
  async run(session, input) {
    await requireAllRetractable(session);
    const plan = ['To take back: every migration, with everything in their tables.'];
    if (session.dryRun) return { facts: {}, lines: plan };
    await session.confirm(plan);
    await backUpFirst(session, 'before-reset', input);
    const { changed } = await takeAllBack(session);
    const left = await tableCount(await session.database());
    return {
      facts: { changed, left },
      lines: [
        `Took back ${changed.length}. No migration is applied any more.`,
        ...(left === 0 ? [] : [`Tables of others stay: ${left}.`]),
      ],
    };
  },
};

/** `atelier db init`: a fresh database with demo data. */
export const init: Command = {
  usage: '',
  details: ['Refused when the database holds tables, unless --force says that they may go.'],
  makesDatabase: true,
  options: { force: { help: 'Even when the database is not empty.' }, ...noBackupOption },
  positionals: [0, 0],
  async run(session, input) {
    const db = await session.database();
    const empty = await isEmptyDatabase(db);
    if (!empty && !input.flag('force')) throw operatorError('ERR_DATABASE_NOT_EMPTY');
    if (!empty) await requireAllRetractable(session);
    const plan = [
      ...(empty ? [] : ['To take back: every migration, with everything in their tables.']),
      'To apply: every migration; then demo data for every area.',
    ];
    if (session.dryRun) return { facts: { empty }, lines: plan };
    await session.confirm(plan);
    if (!empty) {
      await backUpFirst(session, 'before-init', input);
      await takeAllBack(session);
    }
    const { revision } = await grantingAfter(session, async () =>
      migrateUp(await session.database(), {
        folder: session.migrationsFolder,
        onProgress: (step) => showStep(step, session.progress),
      }),
    );
    const seeds = await findSeeds(await session.database(), session.seedsFolder);
    const seeded = await seedAll(session, seeds);
    return {
      facts: { revision, seeded },
      lines: [`Revision: ${revision}. Demo data: ${seeded.join(', ')}.`],
    };
  },
};

/**
 * Refuses before a backup is made, since a new backup could push out an older one.
 *
 * @throws as `planDown`: ERR_MIGRATION_STAMPED while something is adopted
 */
async function requireAllRetractable(session: Session): Promise<void> {
  planDown(await readStanding(await session.database(), session.migrationsFolder), null);
}

async function takeAllBack(session: Session) {
  return migrateDown(await session.database(), {
    folder: session.migrationsFolder,
    to: null,
    onProgress: (step) => showStep(step, session.progress),
  });
}
