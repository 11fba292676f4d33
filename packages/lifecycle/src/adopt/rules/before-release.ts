import { readMigrationName } from '../../migrate/rules/migration-name.ts';
import type { AppliedFact } from '../../migrate/rules/migration-plan.ts';
import { type Profile, profileOf } from '../../profiles/rules/profiles.ts';

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
 * What has to be taken back before a profile is released. Its baseline is pending afterwards, so no
 * migration that was run may come after it: every command would refuse that order. Adoptions may come after
 * it, except those of the same area, and those before a migration that has to be taken back. What was
 * stamped together with the baseline goes with it.
 *
 * @param applied in any order
 * @returns undefined when nothing is in the way
 */
export function beforeRelease(
  { name: ownName, baseline, schema }: Profile,
  applied: readonly Pick<AppliedFact, 'name' | 'origin'>[],
): ReleaseObstacle | undefined {
  const later = applied
    .filter(({ name }) => name > baseline)
    .toSorted((a, b) => (a.name < b.name ? 1 : -1));
  const isInTheWay = ({ name, origin }: (typeof later)[number]): boolean =>
    origin !== 'stamp' ||
    (readMigrationName(name).area === schema && profileOf(name)?.name !== ownName);
  const lowest = later.findLastIndex(isInTheWay);
  const newest = later.find(isInTheWay);
  if (newest === undefined) return undefined;
  const steps: ReleaseStep[] = [];
  for (const [place, { name, origin }] of later.slice(0, lowest + 1).entries()) {
    const profile = origin === 'stamp' ? profileOf(name)?.name : undefined;
    if (profile === ownName) continue;
    if (profile !== undefined) {
      // What was run behind a stamp that stays is not reached by a `down` to anything before it.
      if (!isReleased(steps, name)) steps.push({ kind: 'release', profile });
      continue;
    }
    const to =
      later.slice(place + 1).find((each) => !isReleased(steps, each.name))?.name ?? baseline;
    if (steps.at(-1)?.kind === 'down') steps.pop();
    steps.push({ kind: 'down', to });
  }
  return { migration: newest.name, steps };
}

/** Whether a migration was stamped with a profile that one of the steps releases. */
const isReleased = (steps: readonly ReleaseStep[], migration: string): boolean =>
  steps.some((step) => step.kind === 'release' && step.profile === profileOf(migration)?.name);
