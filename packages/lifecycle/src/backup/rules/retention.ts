import type { AppliedInBackup } from './manifest.ts';

/** What retention needs to know of a backup. */
export interface RetainedBackup {
  readonly name: string;
  readonly source: string;
  readonly createdAt: string;
  readonly verifiedAt: string | null;
  readonly reason: string;
  /** What was applied; undefined in backups of older versions. */
  readonly applied?: readonly AppliedInBackup[] | undefined;
}

export interface RetentionOptions {
  /** The names of those that are in use and stay as well. */
  readonly spared?: readonly string[];
  /** The baselines of the profiles that are adopted now. */
  readonly adopted?: readonly string[];
}

/** The reason of a backup that is made before a profile is adopted. */
export const beforeAdoption = 'before-adopt';

/**
 * Whether a backup is the way back from an adoption that is in force: it was made before that adoption, and
 * no later backup holds the database as it grew.
 *
 * @param adopted the baselines of the profiles that are adopted now
 */
export function precedesAdoption(
  { reason, applied = [] }: Pick<RetainedBackup, 'reason' | 'applied'>,
  adopted: readonly string[],
): boolean {
  const before = new Set(
    applied.filter(({ origin }) => origin === 'stamp').map(({ name }) => name),
  );
  return reason === beforeAdoption && adopted.some((baseline) => !before.has(baseline));
}

/**
 * Which backups of `source` are to be removed, oldest first, when `keep` of them are to stay. The newest
 * verified one always stays, and so do all backups of other sources; one from before an adoption stays
 * until the profile is released.
 */
export function expiredBackups(
  backups: readonly RetainedBackup[],
  source: string,
  keep: number,
  { spared = [], adopted = [] }: RetentionOptions = {},
): readonly string[] {
  const newestFirst = backups
    .filter((each) => each.source === source)
    .toSorted((a, b) => compare(b.createdAt, a.createdAt) || compare(b.name, a.name));
  const newestVerified = newestFirst.find(({ verifiedAt }) => verifiedAt !== null);
  return newestFirst
    .slice(keep)
    .filter((each) => each !== newestVerified && !spared.includes(each.name))
    .filter((each) => !precedesAdoption(each, adopted))
    .map(({ name }) => name)
    .toReversed();
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
