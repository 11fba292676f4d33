import { migrationStatus } from '@atelier/db/lifecycle/status.ts';
import { type Command, exitCodes } from '../command.ts';

/** `atelier db status`: where the database stands. */
export const status: Command = {
  name: 'status',
  summary: 'Which migrations are applied, which are pending.',
  usage: '',
  details: [],
  options: { 'exit-code': { help: 'End with 3 when migrations are pending.' } },
  positionals: [0, 0],
  async run(session, input) {
    const db = await session.database();
    const facts = await migrationStatus(db, { folder: session.migrationsFolder });
    return {
      facts,
      lines: [
        `Revision: ${facts.revision ?? 'none'}`,
        ...facts.applied.map(({ name, durationMs }) => `  applied  ${name} (${durationMs} ms)`),
        ...facts.pending.map((name) => `  pending  ${name}`),
      ],
      exitCode:
        input.flag('exit-code') && facts.pending.length > 0 ? exitCodes.found : exitCodes.done,
    };
  },
};
