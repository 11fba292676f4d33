import { lifecycleError } from '../../errors/lifecycle-errors.ts';
import { meantName } from '../../errors/meant-name.ts';
import { operatorError } from '../../errors/operator-errors.ts';
import { profileOf } from '../../profiles/rules/profiles.ts';
import { canGoOn, type HalfDone, type NextStep, stepError, stepOutOf } from './half-done.ts';

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

/** How the files, the ledger and the attempts stand to each other. */
export interface Standing<File extends MigrationFact = MigrationFact> {
  /** In the order of their names. */
  readonly files: readonly File[];
  readonly applied: readonly AppliedFact[];
  /** Of which a part is done; absent where that is none. */
  readonly halfDone?: HalfDone | null;
}

/** A way in which the ledger and the files do not fit. */
export type Mismatch =
  | { readonly kind: 'missing'; readonly name: string }
  | { readonly kind: 'edited'; readonly name: string }
  | { readonly kind: 'out-of-order'; readonly name: string; readonly newest: string };

/**
 * Every way in which the files do not fit what was applied: an applied file that is gone or has another
 * text, and a pending file that comes before a migration that was run. Stamped migrations do not count as
 * run here: an adopted database begins in the middle, and the migrations before its baseline are applied
 * later. A half-done migration that can be finished, forward or back, is no mismatch either.
 */
export function findMismatches({ files, applied, halfDone }: Standing): readonly Mismatch[] {
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
  const isExcused = halfDone && (halfDone.direction === 'up' || canGoOn(halfDone));
  const excused = isExcused ? halfDone.name : undefined;
  return [...changed, ...late].filter(({ name }) => name !== excused);
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
 * What has to be done before anything else, in every state in which files, ledger and attempts disagree;
 * null when they agree. Whoever looks at such a database names this step and no other.
 */
export function nextStep(standing: Standing): NextStep | null {
  const [mismatch] = findMismatches(standing);
  if (mismatch !== undefined) return mismatchStep(mismatch);
  return standing.halfDone ? stepOutOf(standing.halfDone) : null;
}

/**
 * Refuses what must not be done while a migration is half done.
 *
 * @throws what has to be done first, if one is half done
 */
export function refuseHalfDone(standing: Standing): void {
  const step = standing.halfDone ? nextStep(standing) : null;
  if (step !== null) throw stepError(step);
}

export interface PlanUpOptions {
  /** The last one to apply, by its name or an unambiguous beginning; all that is pending unless told. */
  readonly to?: string | undefined;
  /** Somebody told whether the doubtful statement of a half-done migration took effect. */
  readonly resolved?: boolean;
}

/**
 * What to apply, oldest first. A half-done migration is not refused as long as it can be continued.
 *
 * @throws ERR_MIGRATION_EDITED, ERR_MIGRATION_MISSING, ERR_MIGRATION_OUT_OF_ORDER when files and ledger
 * do not fit; ERR_MIGRATION_HALF_EDITED, ERR_MIGRATION_HALF_MISSING, ERR_MIGRATION_IN_DOUBT;
 * ERR_MIGRATION_UNKNOWN when no file is called `to`, ERR_NAME_AMBIGUOUS when several could be meant
 */
export function planUp<File extends MigrationFact>(
  standing: Standing<File>,
  { to, resolved = false }: PlanUpOptions = {},
): readonly File[] {
  const { files, applied, halfDone } = standing;
  requireFit(standing);
  if (halfDone && !(canGoOn(halfDone) && (resolved || halfDone.doubtful === null))) {
    throw stepError(stepOutOf(halfDone));
  }
  const last = to === undefined ? undefined : migrationNamed(files, to);
  return pendingOf(files, applied).filter(({ name }) => last === undefined || name <= last);
}

export interface DownPlan<File> {
  /** What to take back, newest first. */
  readonly leaving: readonly File[];
  /** The whole name of the revision behind which all of it stands; null: it is everything. */
  readonly to: string | null;
}

/**
 * What to take back: everything after `to`, or everything when it is null. What a half-done migration on
 * its way up has done is taken back before that. A later form that was stamped with its baseline stays as
 * long as the baseline does: it is part of what was adopted.
 *
 * @throws as {@link planUp}, except for half-done migrations that can be taken back;
 * ERR_MIGRATION_NOT_APPLIED when `to` is not applied; ERR_MIGRATION_STAMPED when something to be taken back
 * was adopted: its tables are not ours to drop
 */
export function planDown<File extends MigrationFact>(
  standing: Standing<File>,
  to: string | null,
  { resolved = false }: Pick<PlanUpOptions, 'resolved'> = {},
): DownPlan<File> {
  const { files, applied, halfDone } = standing;
  requireFit(standing);
  if (halfDone?.direction === 'down' && halfDone.doubtful !== null && !resolved) {
    throw stepError(stepOutOf(halfDone));
  }
  const byName = new Map(applied.map((row) => [row.name, row]));
  const first = to === null ? null : migrationNamed(files, to);
  if (first !== null && !byName.has(first)) {
    throw operatorError('ERR_MIGRATION_NOT_APPLIED', { name: first });
  }
  const isLeft = (name: string): boolean => first === null || name > first;
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
  return { leaving: leaving.toReversed(), to: first };
}

/**
 * Where taking back the latest migration ends: before the newest one that was not adopted, since a later
 * form may have been stamped behind it, and stays. Null: with nothing applied.
 */
export function beforeLatest(applied: readonly AppliedFact[]): string | null {
  const own = applied.findLastIndex(({ origin }) => origin !== 'stamp');
  return applied[(own < 0 ? applied.length - 1 : own) - 1]?.name ?? null;
}

/**
 * The full name of the migration that `typed` means: its name or an unambiguous beginning of it.
 *
 * @throws ERR_MIGRATION_UNKNOWN, ERR_NAME_AMBIGUOUS
 */
export function migrationNamed(files: readonly MigrationFact[], typed: string): string {
  const name = meantName(
    files.map((file) => file.name),
    typed,
  );
  if (name === undefined) throw lifecycleError('ERR_MIGRATION_UNKNOWN', { name: typed });
  return name;
}

function requireFit(standing: Standing): void {
  const [mismatch] = findMismatches(standing);
  if (mismatch !== undefined) throw stepError(mismatchStep(mismatch));
}

/** What has to be done about it. */
export const mismatchStep = ({ kind, ...params }: Mismatch): NextStep => ({
  code: mismatchCodes[kind],
  params,
});

const mismatchCodes = {
  missing: 'ERR_MIGRATION_MISSING',
  edited: 'ERR_MIGRATION_EDITED',
  'out-of-order': 'ERR_MIGRATION_OUT_OF_ORDER',
} as const;
