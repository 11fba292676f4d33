import type { DriftResult } from '../use-lifecycle.ts';

type Facts = Pick<DriftResult, 'revision' | 'checkedAt'> & {
  readonly objects: readonly { readonly name: string }[];
};

/** Where a mend goes: among the migrations, behind the newest that is applied. */
export function mendFile({ revision, checkedAt, objects }: Facts): string {
  const now = checkedAt.replaceAll(/\D/g, '').slice(0, 14);
  const area = objects[0]?.name.split('.')[0] ?? '';
  const known = /^[a-z]+$/.test(area) ? area : 'kernel';
  return `packages/db/migrations/${behind(revision, now)}_${known}_mend_drift.js`;
}

/** A timestamp that is later than the revision's, whatever the clock says. */
function behind(revision: string | null, now: string): string {
  const newest = revision?.slice(0, 14) ?? '';
  return now > newest ? now : String(BigInt(newest) + 1n);
}
