import type { Knex } from 'knex';
import { crashPoint } from '../kernel/crash-point.ts';
import { readUnsealed, writeSeals } from './audit-seals.ts';

/** For `pg_try_advisory_xact_lock`: whoever has it seals, of all processes on the database. */
const sealerLock = 4_101_887_202;

/** What is known of the ids that may still come. */
interface Horizon {
  /** Of which database, on which server since which start: in another one, lower ids may be new. */
  readonly place: string;
  /** Every row up to this id is sealed, or will never be there. */
  readonly settled: number;
  /** An id that was seen, and who was writing to the log then: they may still commit lower ones. */
  readonly pending: { readonly id: number; readonly writers: readonly string[] } | undefined;
}

const unknown: Horizon = { place: '', settled: 0, pending: undefined };

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
 * whatever others left behind. It holds for one database: in another one, restored or a replica, and after sealing
 * failed, it begins anew.
 */
export function createSealer(db: Knex): Sealer {
  let kept = unknown;
  return {
    async seal(atMost) {
      const known = kept;
      kept = unknown;
      // With one snapshot for all, a row that is committed after it is neither read nor waited for.
      const isolation = { isolationLevel: 'read committed' } as const;
      const done = await db.transaction(async (trx) => {
        if (!(await takeTurn(trx))) return { sealed: 0, horizon: known };
        const { highest, place } = await readEnd(trx);
        const isSame = place === known.place && highest >= known.settled;
        const horizon = isSame ? known : { ...unknown, place };
        const pending = await stillPending(trx, horizon.pending ?? highest);
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
            place,
            settled: isSettled
              ? Math.max(horizon.settled, Math.min(pending.id, last))
              : horizon.settled,
            pending: isSettled ? undefined : pending,
          },
        };
      }, isolation);
      kept = done.horizon;
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
  known: NonNullable<Horizon['pending']> | number,
): Promise<NonNullable<Horizon['pending']>> {
  // First the id, then who writes: whoever has a lower one is there by then, or has ended.
  const asked = typeof known === 'number' ? { id: known, writers: undefined } : known;
  const { rows }: { rows: { writer: string }[] } = await trx.raw(
    `SELECT virtualtransaction AS writer FROM pg_locks
     WHERE locktype = 'relation' AND relation = 'identity.audit_log'::regclass
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND mode = 'RowExclusiveLock' AND granted`,
  );
  const writers = rows.map(({ writer }) => writer);
  const left = asked.writers?.filter((each) => writers.includes(each));
  return { id: asked.id, writers: left ?? writers };
}

/** Where the log ends now, and of which database it is. */
async function readEnd(trx: Knex): Promise<{ readonly highest: number; readonly place: string }> {
  const { rows } = await trx.raw(
    `SELECT (SELECT max(id) FROM identity.audit_log) AS id,
       (SELECT oid FROM pg_database WHERE datname = current_database())
         || ' ' || pg_postmaster_start_time() AS place`,
  );
  return { highest: Number(rows[0]?.id ?? 0), place: rows[0].place };
}
