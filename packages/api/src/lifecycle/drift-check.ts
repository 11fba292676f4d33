import { models } from '@atelier/db/models.ts';
import { shapeOfConversions } from '@atelier/lifecycle/convert/repeat-conversions.ts';
import { findDrift } from '@atelier/lifecycle/drift/compare/find-drift.ts';
import type { Knex } from 'knex';
import { type DriftView, driftView } from './drift-view.ts';

/** The check that runs now, and what the last one found. */
export interface DriftState {
  readonly running: RunningCheck | null;
  readonly last: FinishedCheck | null;
}

export interface RunningCheck {
  readonly startedAt: Date;
  readonly step: 'building' | 'comparing';
}

export interface FinishedCheck extends DriftView {
  readonly checkedAt: Date;
  /** Milliseconds. */
  readonly duration: number;
}

interface Check {
  running: (RunningCheck & { readonly result: Promise<FinishedCheck> }) | undefined;
  last: FinishedCheck | undefined;
}

/** Of each database; kept in memory, for a check is cheap to repeat and old when the app restarts. */
const checks = new WeakMap<Knex, Check>();

/** How far the running check is, and what the last one found. */
export function driftState(db: Knex): DriftState {
  const { running, last } = checkOf(db);
  return {
    running: running === undefined ? null : { startedAt: running.startedAt, step: running.step },
    last: last ?? null,
  };
}

/**
 * Looks for drift. The first check takes seconds, because it builds a scratch database; later ones only
 * read the database, unless something differs that could be fixed. Only one check runs at a time; a call
 * made meanwhile waits for the same result.
 *
 * @throws as {@link findDrift}
 */
export function checkDrift(db: Knex, folder: string | undefined): Promise<FinishedCheck> {
  const check = checkOf(db);
  if (check.running !== undefined) return check.running.result;
  const startedAt = new Date();
  const find = async (): Promise<FinishedCheck> => {
    try {
      const report = await findDrift(db, {
        shape: await shapeOfConversions(db),
        models,
        ...(folder === undefined ? {} : { folder }),
        onProgress: (step) => {
          if (check.running !== undefined) check.running = { ...check.running, step };
        },
      });
      const checkedAt = new Date();
      const duration = checkedAt.getTime() - startedAt.getTime();
      check.last = { ...driftView(report), checkedAt, duration };
      return check.last;
    } finally {
      check.running = undefined;
    }
  };
  const result = find();
  check.running = { startedAt, step: 'building', result };
  return result;
}

function checkOf(db: Knex): Check {
  const known = checks.get(db);
  if (known !== undefined) return known;
  const check: Check = { running: undefined, last: undefined };
  checks.set(db, check);
  return check;
}
