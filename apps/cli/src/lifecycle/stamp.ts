import { recognizedProfiles } from '@atelier/lifecycle/adopt/recognized-profiles.ts';
import { planStamp, stamp as stampRevision } from '@atelier/lifecycle/adopt/stamp.ts';
import { operatorError } from '@atelier/lifecycle/errors/operator-errors.ts';
import { requireRights } from '@atelier/lifecycle/migrate/require-rights.ts';
import type { Command } from '../kernel/command.ts';
import { differenceLines } from './adoption/inventory-lines.ts';
import { lockRetry } from './adoption/lock-retry.ts';
import { backUpFirst, noBackupOption } from './back-up-first.ts';

/** `atelier db stamp`: the ledger says what the schema already is. */
export const stamp: Command = {
  usage: '<revision>',
  details: [
    'For a database whose ledger was lost, or that was changed by hand. What the migrations up to the',
    'revision build is made in a scratch database and compared; any difference refuses the stamp.',
  ],
  options: {
    ...noBackupOption,
    'no-wait': { help: 'Refuse when another runner is at work, instead of waiting for it.' },
  },
  positionals: [1, 1],
  async run(session, input) {
    const db = await session.database();
    const typed = input.positionals[0] ?? '';
    session.progress.begin(`Building ${typed} in a scratch database, and comparing`);
    const plan = await planStamp(db, typed, session.migrationsFolder);
    session.progress.finish();
    const { revision, added, removed, accepted } = plan;
    const open = plan.differences.filter(({ id }) => !accepted.has(id));
    const facts = { revision, added, removed, differences: open.map(({ id }) => id) };
    const lines = [
      ...added.map((name) => `To be written as applied: ${name}`),
      ...removed.map((name) => `To be taken out of the ledger: ${name}`),
      ...(open.length > 0 ? ['The schema differs:'] : []),
      ...open.flatMap(differenceLines),
    ];
    if (session.dryRun) return { facts, lines };
    if (open.length > 0) {
      for (const line of lines) session.progress.note(line);
      for (const { name } of await recognizedProfiles(db)) {
        session.progress.note(
          `The tables of ${name} stand in public; see: ${session.program} db adopt ${name}`,
        );
      }
      throw operatorError('ERR_STAMP_DIFFERS', {
        revision,
        differences: open.length,
        first: open[0]?.id ?? '',
      });
    }
    if (added.length + removed.length === 0) {
      return { facts, lines: [`The ledger says ${revision} already.`] };
    }
    await requireRights(db, {});
    await session.confirm(lines);
    await backUpFirst(session, 'before-stamp', input);
    await stampRevision(db, plan, lockRetry(session, input));
    return { facts, lines: [`Stamped ${revision}.`] };
  },
};
