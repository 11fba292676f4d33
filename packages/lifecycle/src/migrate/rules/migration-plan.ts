import { lifecycleError } from '../../errors/lifecycle-errors.ts';
import { operatorError } from '../../errors/operator-errors.ts';
import { profileOf } from '../../profiles/rules/profiles.ts';

/** A migration file; the names of files order them. */
export interface MigrationFact {
  readonly name: string;
  /** SHA-256 of its text, in hex. */
  readonly checksum: string;
}

/**
 * How an applied migration came to be in the ledger: the runner ran it, it was stamped because the
 * schema was there already, or a script was applied by hand.
 */
export const ledgerOrigins = ['run', 'stamp', 'script'] as const;
export type LedgerOrigin = (typeof ledgerOrigins)[number];

export interface AppliedFact extends MigrationFact {
  readonly origin: LedgerOrigin;
}

/** A way in which the ledger and the files do not fit. */
export type Mismatch =
  | { readonly kind: 'missing'; readonly name: string }
  | { readonly kind: 'edited'; readonly name: string }
  | { readonly kind: 'out-of-order'; readonly name: string; readonly newest: string };

/**
 * Every way in which the files do not fit what was applied: an applied file that is gone or has another
 * text, and a pending file that stands before one that was run. What was stamped does not count in that:
 * an adopted database begins in the middle, and what stands before comes to it afterwards.
 *
 * @param files in the order of their names
 */
export function findMismatches(
  files: readonly MigrationFact[],
  applied: readonly AppliedFact[],
): readonly Mismatch[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  const changed = applied.flatMap(({ name, checksum }): Mismatch[] => {
    const file = byName.get(name);
    if (file === undefined) return [{ kind: 'missing', name }];
    return file.checksum === checksum ? [] : [{ kind: 'edited', name }];
  });
  const newest = applied.reduce(
    (latest, { name, origin }) => (origin !== 'stamp' && name > latest ? name : latest),
    '',
  );
  const late = pendingOf(files, applied)
    .filter(({ name }) => name < newest)
    .map(({ name }): Mismatch => ({ kind: 'out-of-order', name, newest }));
  return [...changed, ...late];
}

/** The files that are not applied, oldest first. */
export function pendingOf<File extends MigrationFact>(
  files: readonly File[],
  applied: readonly MigrationFact[],
): readonly File[] {
  const done = new Set(applied.map(({ name }) => name));
  return files.filter(({ name }) => !done.has(name));
}

/**
 * What to apply, oldest first, up to and with `to` (all that is pending when there is none).
 *
 * @throws ERR_MIGRATION_EDITED, ERR_MIGRATION_MISSING, ERR_MIGRATION_OUT_OF_ORDER when files and ledger
 * do not fit; ERR_MIGRATION_UNKNOWN when no file is called `to`
 */
export function planUp<File extends MigrationFact>(
  files: readonly File[],
  applied: readonly AppliedFact[],
  to?: string,
): readonly File[] {
  requireFit(files, applied);
  if (to !== undefined && !files.some(({ name }) => name === to)) {
    throw lifecycleError('ERR_MIGRATION_UNKNOWN', { name: to });
  }
  return pendingOf(files, applied).filter(({ name }) => to === undefined || name <= to);
}

/**
 * What to take back, newest first: everything after `to`, or everything when it is null. A later form
 * that was stamped with its baseline stays while that does: it is part of what was adopted.
 *
 * @throws as {@link planUp}; ERR_MIGRATION_NOT_APPLIED when `to` is not applied; ERR_MIGRATION_STAMPED when
 * something among it was adopted: its tables are not ours to drop
 */
export function planDown<File extends MigrationFact>(
  files: readonly File[],
  applied: readonly AppliedFact[],
  to: string | null,
): readonly File[] {
  requireFit(files, applied);
  const byName = new Map(applied.map((row) => [row.name, row]));
  if (to !== null && !byName.has(to)) {
    const isKnown = files.some(({ name }) => name === to);
    throw isKnown
      ? operatorError('ERR_MIGRATION_NOT_APPLIED', { name: to })
      : lifecycleError('ERR_MIGRATION_UNKNOWN', { name: to });
  }
  const isLeft = (name: string): boolean => to === null || name > to;
  const isStamped = (name: string): boolean => byName.get(name)?.origin === 'stamp';
  const staysAdopted = (name: string): boolean => {
    const baseline = profileOf(name)?.baseline;
    return isStamped(name) && baseline !== undefined && isStamped(baseline) && !isLeft(baseline);
  };
  const leaving = files.filter(
    ({ name }) => byName.has(name) && isLeft(name) && !staysAdopted(name),
  );
  const stamped = leaving.find(({ name }) => isStamped(name));
  if (stamped !== undefined) {
    const { name } = stamped;
    const profile = profileOf(name);
    throw lifecycleError('ERR_MIGRATION_STAMPED', {
      name,
      ...(profile === undefined ? {} : { profile: profile.name }),
    });
  }
  return leaving.toReversed();
}

function requireFit(files: readonly MigrationFact[], applied: readonly AppliedFact[]): void {
  const [mismatch] = findMismatches(files, applied);
  if (mismatch !== undefined) throw mismatchError(mismatch);
}

/** The refusal that a mismatch is a reason for. */
export function mismatchError({ kind, ...facts }: Mismatch) {
  return lifecycleError(mismatchCodes[kind], facts);
}

const mismatchCodes = {
  missing: 'ERR_MIGRATION_MISSING',
  edited: 'ERR_MIGRATION_EDITED',
  'out-of-order': 'ERR_MIGRATION_OUT_OF_ORDER',
} as const;
