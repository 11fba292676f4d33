import type { Knex } from 'knex';
import { crashPoint } from '../kernel/crash-point.ts';
import { readUnsealed, writeSeals } from './audit-seals.ts';

/** For `pg_try_advisory_xact_lock`: whoever has it seals, of all processes on the database. */
const sealerLock = 4_101_887_202;

/** What is known of the ids that may still come. */
interface Horizon {
  /** Every row up to this id is sealed, or will never be there. */
  readonly settled: number;
  /** An id that was seen, and who was writing to the log then: they may still commit lower ones. */
  readonly pending: { readonly id: number; readonly writers: readonly string[] } | undefined;
}

export interface Sealer {
  /**
   * Seals the rows that are committed and have no seal, in the order of their ids, so many at the most; gives
   * their number. 0 too while another process seals.
   */
  seal(atMost: number): Promise<number>;
}

/**
 * Gives the rows of the audit log their places in their chains. Writers neither wait for it nor for each other;
 * a row that is committed after one with a higher id is sealed after it.
 *
 * What has no seal is looked for above a horizon alone. An id is given out while its writer holds a lock on the
 * table, which it keeps until its transaction ends. So when all who held that lock after an id was seen have
 * ended, no lower id will come. The horizon is this sealer's own and begins at zero: the first look finds
 * whatever others left behind.
 */
export function createSealer(db: Knex): Sealer {
  let horizon: Horizon = { settled: 0, pending: undefined };
  return {
    async seal(atMost) {
      const done = await db.transaction(async (trx) => {
        if (!(await takeTurn(trx))) return { sealed: 0, horizon };
        const pending = await stillPending(trx, horizon.pending);
        const unsealed = await readUnsealed(trx, horizon.settled, atMost);
        if (unsealed.length > 0) {
          await writeSeals(trx, unsealed);
          crashPoint('audit.before-commit');
        }
        const last = unsealed.length === atMost ? Number(unsealed.at(-1)?.id) : pending.id;
        const isSettled = pending.writers.length === 0;
        return {
          sealed: unsealed.length,
          horizon: {
            settled: isSettled
              ? Math.max(horizon.settled, Math.min(pending.id, last))
              : horizon.settled,
            pending: isSettled ? undefined : pending,
          },
        };
      });
      horizon = done.horizon;
      return done.sealed;
    },
  };
}

async function takeTurn(trx: Knex): Promise<boolean> {
  const { rows } = await trx.raw('SELECT pg_try_advisory_xact_lock(?) AS taken', [sealerLock]);
  return rows[0]?.taken === true;
}

/** Whom we wait for, without those who have ended; where nobody was waited for, who is writing now. */
async function stillPending(
  trx: Knex,
  known: Horizon['pending'],
): Promise<NonNullable<Horizon['pending']>> {
  // First the id, then who writes: whoever has a lower one is there by then, or has ended.
  const id = known?.id ?? (await highestId(trx));
  const { rows }: { rows: { writer: string }[] } = await trx.raw(
    `SELECT virtualtransaction AS writer FROM pg_locks
     WHERE locktype = 'relation' AND relation = 'identity.audit_log'::regclass
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND mode = 'RowExclusiveLock' AND granted`,
  );
  const writers = rows.map(({ writer }) => writer);
  return { id, writers: known?.writers.filter((each) => writers.includes(each)) ?? writers };
}

async function highestId(trx: Knex): Promise<number> {
  const { rows } = await trx.raw('SELECT max(id) AS id FROM identity.audit_log');
  return Number(rows[0]?.id ?? 0);
}
