import { requireReleaseRights } from '@atelier/lifecycle/adopt/adoption-rights.ts';
import { planRelease, release } from '@atelier/lifecycle/adopt/release.ts';
import type { Profile } from '@atelier/lifecycle/profiles/rules/profiles.ts';
import { count } from '@atelier/lifecycle/terminal/count.ts';
import type { CommandInput, Outcome } from '../../kernel/command.ts';
import type { Session } from '../../kernel/session.ts';
import { grantToAppRole } from '../app-role-name.ts';
import { backUpFirst } from '../back-up-first.ts';
import { lockRetry } from './lock-retry.ts';

/** `atelier db adopt <profile> --release`: everything stands in `public` again. */
export async function releaseProfile(
  session: Session,
  input: CommandInput,
  profile: Profile,
): Promise<Outcome> {
  const db = await session.database();
  const { facts, adoptedAt } = await planRelease(db, profile);
  const tables = facts.moved.filter(({ kind }) => kind === 'table').length;
  const lines = [
    `Adopted on ${adoptedAt.toISOString()}. To be done:`,
    `  move ${count(tables, 'table')} and what belongs to them from ${profile.schema} to public`,
    ...facts.functions.map(({ identity }) => `  make ${identity} as it was`),
    ...facts.stamped.map((migration) => `  remove the stamp ${migration}`),
  ];
  const told = { profile: profile.name, baseline: profile.baseline, moved: facts.moved };
  if (session.dryRun) return { facts: told, lines };
  await requireReleaseRights(db, profile, facts);
  await session.confirm(lines);
  await backUpFirst(session, 'before-release', input);
  session.progress.begin(`Moving the tables of ${profile.name} back to public`);
  await release(db, profile, lockRetry(session, input));
  await grantToAppRole(session);
  session.progress.finish();
  return {
    facts: told,
    lines: [`Released ${profile.name}: its ${count(tables, 'table')} stand in public.`],
  };
}
