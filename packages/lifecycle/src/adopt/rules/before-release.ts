import { readMigrationName } from '../../migrate/rules/migration-name.ts';
import type { AppliedFact } from '../../migrate/rules/migration-plan.ts';
import { type Profile, profiles } from '../../profiles/rules/profiles.ts';

/** One command's worth of taking back. */
export type ReleaseStep =
  | { readonly kind: 'down'; readonly to: string }
  | { readonly kind: 'release'; readonly profile: string };

/** What keeps a profile adopted, and the steps that end it, in their order. */
export interface ReleaseObstacle {
  /** The newest migration that is in the way. */
  readonly migration: string;
  readonly steps: readonly ReleaseStep[];
}

/**
 * What has to be taken back before a profile is released. Its baseline is pending afterwards, so nothing
 * that was run may stand behind it: every command would refuse that order. Adoptions may, but for those
 * of the same area, and those that stand on something that has to go.
 *
 * @param applied in any order
 * @returns undefined when nothing is in the way
 */
export function beforeRelease(
  { baseline, schema }: Pick<Profile, 'baseline' | 'schema'>,
  applied: readonly Pick<AppliedFact, 'name' | 'origin'>[],
): ReleaseObstacle | undefined {
  const later = applied
    .filter(({ name }) => name > baseline)
    .toSorted((a, b) => (a.name < b.name ? 1 : -1));
  const isInTheWay = ({ name, origin }: (typeof later)[number]): boolean =>
    origin !== 'stamp' || readMigrationName(name).area === schema;
  const lowest = later.findLastIndex(isInTheWay);
  const newest = later.find(isInTheWay);
  if (newest === undefined) return undefined;
  const steps: ReleaseStep[] = [];
  for (const [place, { name, origin }] of later.slice(0, lowest + 1).entries()) {
    const profile = origin === 'stamp' ? profileOf(name) : undefined;
    if (profile !== undefined) {
      // What was run behind a stamp that stays is not reached by a `down` to anything before it.
      steps.push({ kind: 'release', profile });
      continue;
    }
    const to = later[place + 1]?.name ?? baseline;
    if (steps.at(-1)?.kind === 'down') steps.pop();
    steps.push({ kind: 'down', to });
  }
  return { migration: newest.name, steps };
}

const profileOf = (baseline: string): string | undefined =>
  Object.values(profiles).find((profile) => profile.baseline === baseline)?.name;
