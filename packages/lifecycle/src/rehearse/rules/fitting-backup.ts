import type { AppliedInBackup, BackupManifest } from '../../backup/rules/manifest.ts';

/** Why pending migrations cannot be rehearsed on a backup. */
export type Unfit = 'other-revision' | 'other-migrations' | 'other-adoptions';

/**
 * Whether a backup holds what the database holds now, so that the same migrations are pending on it: the
 * same ones are applied, and the same of them adopted. Of a backup in the first format, only the newest
 * applied migration is known.
 *
 * @param present the ledger of the database
 * @returns undefined when it fits
 */
export function unfitToRehearse(
  { revision, applied }: Pick<BackupManifest, 'revision' | 'applied'>,
  present: readonly AppliedInBackup[],
): Unfit | undefined {
  const newest =
    present
      .map(({ name }) => name)
      .toSorted()
      .at(-1) ?? null;
  if (revision !== newest) return 'other-revision';
  if (applied === undefined) return undefined;
  if (textOf(applied, ({ name }) => name) !== textOf(present, ({ name }) => name)) {
    return 'other-migrations';
  }
  const adopted = ({ name, origin }: AppliedInBackup) => (origin === 'stamp' ? name : '');
  return textOf(applied, adopted) === textOf(present, adopted) ? undefined : 'other-adoptions';
}

const textOf = (all: readonly AppliedInBackup[], word: (each: AppliedInBackup) => string): string =>
  all.map(word).filter(Boolean).toSorted().join();
