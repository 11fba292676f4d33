import { refuseUnadopted } from '@atelier/lifecycle/adopt/recognized-profiles.ts';
import { operatorError } from '@atelier/lifecycle/errors/operator-errors.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { requireRights } from '@atelier/lifecycle/migrate/require-rights.ts';
import { planUp } from '@atelier/lifecycle/migrate/rules/migration-plan.ts';
import { readStanding } from '@atelier/lifecycle/migrate/standing.ts';
import { type MigrationStatus, migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { rehearsedChecksums } from '@atelier/lifecycle/rehearse/rehearsals.ts';
import type { Command, CommandInput } from '../kernel/command.ts';
import type { Session } from '../kernel/session.ts';
import { grantingAfter } from './app-role-name.ts';
import { type BackupTaken, noBackupOption } from './back-up-first.ts';
import { backUpOrReuse } from './back-up-or-reuse.ts';
import { showStep } from './migration-progress.ts';
import { readInDoubt, resolveOption } from './resolve-option.ts';
import { restoreBackup } from './restore.ts';

/** `atelier db up`: apply what is pending. */
export const up: Command = {
  usage: '[--to <revision>]',
  details: [
    'Each migration runs in a transaction of its own, or, when it says so itself, statement by',
    'statement; one that a killed run left half done is finished first. A second runner waits.',
  ],
  options: {
    to: {
      value: '<revision>',
      help: 'Stop behind this migration; a beginning of its name will do.',
    },
    ...noBackupOption,
    'no-wait': { help: 'Refuse when another runner is at work, instead of waiting for it.' },
    rehearsed: { help: 'Refuse what was not rehearsed with `db rehearse` since it was written.' },
    'auto-restore': {
      help: 'Put the backup back by itself when a migration outside of transactions fails.',
    },
    ...resolveOption,
  },
  makesDatabase: true,
  positionals: [0, 0],
  async run(session, input) {
    const inDoubt = readInDoubt(input);
    const db = await session.database();
    const folder = session.migrationsFolder;
    const before = await migrationStatus(db, { folder });
    const to = input.text('to');
    const resolved = inDoubt !== undefined;
    const planned = planUp(await readStanding(db, folder), { to, resolved });
    const pending = planned.map(({ name }) => name);
    await refuseUnadopted(db, before.pending);
    const refuseUnrehearsed = async (files: typeof planned) => {
      if (input.flag('rehearsed')) requireRehearsed(files, await rehearsedChecksums(db));
      return undefined;
    };
    await refuseUnrehearsed(planned);
    if (pending.length === 0 && before.interrupted === null) {
      return {
        facts: { changed: [], revision: before.revision },
        lines: [`Nothing to apply. Revision: ${before.revision ?? 'none'}`],
      };
    }
    const plan = ['To apply, in this order:', ...pending.map((name) => `  ${name}`)];
    if (session.dryRun) return { facts: { pending, revision: before.revision }, lines: plan };
    await requireRights(db, {});
    await session.confirm(plan);
    const backup = await backUpOrReuse(session, 'before-up', input, before);
    const report = await grantingAfter(session, () =>
      migrateUp(db, {
        folder,
        to,
        backup: backup?.name,
        beforeApplying: refuseUnrehearsed,
        refuseToWait: input.flag('no-wait'),
        inDoubt,
        onProgress: (step) => showStep(step, session.progress),
      }),
    ).catch(async (error: unknown) => {
      if (backup !== undefined) await offerRestore(session, backup, input, before);
      throw error;
    });
    return {
      facts: report,
      lines: [
        `Applied ${report.changed.length} of ${pending.length}. Revision: ${report.revision}`,
      ],
    };
  },
};

/** After a failure: the way back, or with `--auto-restore` the way itself where half of it would stay. */
async function offerRestore(
  session: Session,
  backup: BackupTaken,
  input: CommandInput,
  before: MigrationStatus,
): Promise<void> {
  const { interruptedProgress, attempts } = await migrationStatus(await session.database(), {
    folder: session.migrationsFolder,
  });
  const halfDone = interruptedProgress !== null;
  if (halfDone && input.flag('auto-restore')) {
    const kept = await restoreBackup(session, backup, input);
    session.progress.note(`Restored ${backup.name}; what had been done is kept as ${kept}`);
    return;
  }
  if (halfDone) {
    const restore = `${session.program} db restore ${backup.name}`;
    session.progress.note(`It is half done. To go back to before it: ${restore}`);
    return;
  }
  const [newest] = attempts;
  const rolledBack = newest?.outcome === 'failed' && newest.id !== before.attempts[0]?.id;
  session.progress.note(
    `${rolledBack ? 'The failed migration was rolled back. ' : ''}The backup from before: ${backup.name}`,
  );
}

function requireRehearsed(
  files: readonly { readonly name: string; readonly checksum: string }[],
  rehearsed: ReadonlySet<string>,
): void {
  const unknown = files.find(({ checksum }) => !rehearsed.has(checksum));
  if (unknown !== undefined) {
    throw operatorError('ERR_MIGRATION_NOT_REHEARSED', { name: unknown.name });
  }
}
