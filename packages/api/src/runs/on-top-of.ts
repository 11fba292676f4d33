import { lastChangedBy } from '@atelier/db/runs/last-changes.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import type { Knex } from 'knex';

/** A thing as it is now, under a lock. */
interface Newest {
  readonly kind: 'run' | 'suite' | 'template';
  readonly id: string;
  readonly name: string;
  readonly revision: string;
}

/**
 * Lets a change through that is made on top of what is there. Throws `ERR_CHANGED_MEANWHILE` with who changed it last,
 * what it is called by now, and the revision to go on from.
 *
 * @param seen the revision that was seen; undefined for programs that do not say, whose change counts as it is
 */
export async function requireOnTop(
  trx: Knex.Transaction,
  { kind, id, name, revision }: Newest,
  seen: string | undefined,
): Promise<void> {
  if (seen === undefined || seen === revision) return;
  const by = await lastChangedBy(trx, kind, id);
  throw runsError('ERR_CHANGED_MEANWHILE', { by, name, revision });
}
