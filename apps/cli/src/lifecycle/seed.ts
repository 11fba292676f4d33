import { operatorError } from '@atelier/lifecycle/errors/operator-errors.ts';
import { applySeed, findSeeds } from '@atelier/lifecycle/seed/seed.ts';
import type { Database } from '@atelier/lifecycle/session/database-session.ts';
import { UsageError } from '../kernel/arguments.ts';
import type { Command } from '../kernel/command.ts';
import type { Session } from '../kernel/session.ts';

type Seeds = Awaited<ReturnType<typeof findSeeds>>;

/** `atelier db seed`: small demo data. */
export const seed: Command = {
  usage: '[<area> …]',
  details: ['An area that holds anything is left alone.'],
  options: {},
  positionals: [0, 99],
  async run(session, input) {
    const db = await session.database();
    const seeds = await findSeeds(db, session.seedsFolder);
    const unknown = input.positionals.find((name) => !seeds.some(({ area }) => area === name));
    if (unknown !== undefined) {
      const known = seeds.map(({ area }) => area).join(', ');
      throw new UsageError(`There is no demo data for ${unknown}; there is for: ${known}.`);
    }
    const asked = seeds.filter(
      ({ area }) => input.positionals.length === 0 || input.positionals.includes(area),
    );
    await requireTables(db, asked);
    const plan = asked.map(({ area, filled }) =>
      filled ? `  ${area}: holds rows already, left alone` : `  ${area}: demo data`,
    );
    if (session.dryRun) return { facts: { seeds: asked }, lines: plan };
    await session.confirm(['Demo data:', ...plan]);
    const seeded = await seedAll(session, asked);
    session.progress.finish();
    return {
      facts: { seeded },
      lines: [
        seeded.length === 0 ? 'No area is empty.' : `Demo data is now in: ${seeded.join(', ')}`,
      ],
    };
  },
};

async function requireTables(db: Database, seeds: Seeds): Promise<void> {
  for (const { area } of seeds) {
    const { rows } = await db.raw('SELECT FROM pg_tables WHERE schemaname = ? LIMIT 1', [area]);
    if (rows.length === 0) throw operatorError('ERR_SEED_UNMIGRATED', { area });
  }
}

/** Seeds those that are empty; their names. */
export async function seedAll(session: Session, seeds: Seeds): Promise<readonly string[]> {
  const empty = seeds.filter(({ filled }) => !filled).map(({ area }) => area);
  const db = await session.database();
  for (const area of empty) {
    session.progress.begin(`Demo data for ${area}`);
    await applySeed(db, area, session.seedsFolder);
  }
  return empty;
}
