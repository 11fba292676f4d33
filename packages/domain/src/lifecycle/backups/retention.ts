/** What retention needs to know of a backup. */
export interface RetainedBackup {
  readonly name: string;
  readonly source: string;
  readonly createdAt: string;
  readonly verifiedAt: string | null;
}

/**
 * Which backups of `source` make way, oldest first, when `keep` of them are to stay. The newest
 * verified one always stays, and so does everything of another source.
 *
 * @param spared the names of those that are in use and stay as well
 */
export function expiredBackups(
  backups: readonly RetainedBackup[],
  source: string,
  keep: number,
  spared: readonly string[] = [],
): readonly string[] {
  const newestFirst = backups
    .filter((each) => each.source === source)
    .toSorted((a, b) => compare(b.createdAt, a.createdAt) || compare(b.name, a.name));
  const newestVerified = newestFirst.find(({ verifiedAt }) => verifiedAt !== null);
  return newestFirst
    .slice(keep)
    .filter((each) => each !== newestVerified && !spared.includes(each.name))
    .map(({ name }) => name)
    .toReversed();
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
