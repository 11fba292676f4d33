import { writeFile } from 'node:fs/promises';
import { refuseUnadopted } from '@atelier/lifecycle/adopt/recognized-profiles.ts';
import { migrationScript } from '@atelier/lifecycle/migrate/script/migration-script.ts';
import { count } from '@atelier/lifecycle/terminal/count.ts';
import type { Command } from '../kernel/command.ts';
import { checkTarget } from '../kernel/target-file.ts';

/** `atelier db sql`: migrations as a script for psql. */
export const sql: Command = {
  usage: '[--from <revision>] [--to <revision>]',
  details: [
    'For a database that is changed by hand or by somebody else. The script takes the lock, refuses',
    'to run on any other revision, and writes the ledger. Without --from it begins at the revision',
    'of the database; with an earlier --to it leads back. Nothing is changed here.',
  ],
  options: {
    from: { value: '<revision>|none', help: 'Where it begins; none: an empty database.' },
    to: { value: '<revision>|none', help: 'Where it leads; the newest unless told.' },
    shadow: { help: 'Record migrations that decide by data as on an empty database.' },
    out: { value: '<file>', help: 'Write it to a file instead of stdout.' },
  },
  positionals: [0, 0],
  async run(session, input) {
    const out = input.text('out');
    if (out !== undefined && !session.dryRun) await checkTarget(out, 'replaced');
    const db = await session.database();
    session.progress.begin('Recording the migrations on a scratch database');
    const script = await migrationScript(db, {
      folder: session.migrationsFolder,
      from: orNull(input.text('from')),
      to: orNull(input.text('to')),
      readsAllowed: input.flag('shadow'),
    });
    session.progress.finish();
    if (script === undefined) {
      const line = '-- Nothing to do: it is there already.';
      // An older script in the file might be run for this one.
      if (out !== undefined && !session.dryRun) await writeFile(out, `${line}\n`);
      return {
        facts: { migrations: [], ...(out === undefined ? {} : { file: out }) },
        lines: [line],
      };
    }
    const { names, direction, text } = script;
    // From a revision that is told it is for some other database.
    if (direction === 'up' && input.text('from') === undefined) await refuseUnadopted(db, names);
    if (out === undefined) return { facts: { direction, migrations: names, text }, lines: [text] };
    if (!session.dryRun) await writeFile(out, text);
    return {
      facts: { direction, migrations: names, file: out },
      lines: [
        `${session.dryRun ? 'Would write' : 'Wrote'} ${count(names.length, 'migration')} to ${out}`,
      ],
    };
  },
};

const orNull = (revision: string | undefined): string | null | undefined =>
  revision === 'none' ? null : revision;
