import { applySeed, findSeeds } from '@atelier/db/lifecycle/seed/seed.ts';
import type { Command } from '../command.ts';
import type { Session } from '../session.ts';

/** `atelier db seed`: small demo data. */
export const seed: Command = {
  name: 'seed',
  summary: 'Put small demo data into every area that is empty.',
  usage: '[<area> …]',
  details: ['An area that holds anything is left alone.'],
  options: {},
  positionals: [0, 99],
  async run(session, input) {
    const seeds = await findSeeds(await session.database(), session.seedsFolder);
    const asked = seeds.filter(
      ({ area }) => input.positionals.length === 0 || input.positionals.includes(area),
    );
    const plan = asked.map(({ area, filled }) =>
      filled ? `  ${area}: holds rows already, left alone` : `  ${area}: demo data`,
    );
    if (session.dryRun) return { facts: { seeds: asked }, lines: plan };
    await session.confirm(['Demo data:', ...plan]);
    return { facts: { seeded: await seedAll(session, asked) }, lines: plan };
  },
};

/** Seeds those that are empty; their names. */
export async function seedAll(
  session: Session,
  seeds: Awaited<ReturnType<typeof findSeeds>>,
): Promise<readonly string[]> {
  const empty = seeds.filter(({ filled }) => !filled).map(({ area }) => area);
  const db = await session.database();
  for (const area of empty) {
    session.progress.begin(`Demo data for ${area}`);
    await applySeed(db, area, session.seedsFolder);
  }
  return empty;
}
