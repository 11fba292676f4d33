import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { LockMode, LockSample } from './rules/locks.ts';

/** Looks at the locks of another session. */
export interface LockWatch {
  readonly samples: readonly LockSample[];
  /** One look now. */
  look(): Promise<void>;
  /** Looks again and again until `work` is done, and once after it. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
}

interface LockRow {
  readonly id: string;
  readonly mode: LockMode;
}

/** The relations that stand, by their oid; not those of the system's and the runner's schemas. */
export async function standingRelations(db: Knex): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.raw(relationsQuery);
  return new Map(rows.map((row: { id: string; name: string }) => [row.id, row.name]));
}

/**
 * Watches the locks that session `pid` holds on some relations.
 *
 * @param observer a pool to the same database, to which session `pid` does not belong
 * @param clock gives the milliseconds since the beginning
 * @param pauseMs the pause between two samples within a statement
 * @param names the names of the relations, by their OID
 */
export function watchLocks(
  observer: Knex,
  pid: number,
  clock: () => number,
  pauseMs: number,
  names: ReadonlyMap<string, string>,
): LockWatch {
  const samples: LockSample[] = [];

  async function look(): Promise<void> {
    const result = await observer.raw(locksQuery, [pid]);
    const locks = (result.rows as LockRow[]).flatMap(({ id, mode }) => {
      const relation = names.get(id);
      return relation === undefined ? [] : [{ relation, mode }];
    });
    samples.push({ atMs: clock(), locks });
  }

  return {
    samples,
    look,
    async during(work) {
      let done = false;
      const lookOn = async () => {
        while (!done) {
          await sleep(pauseMs);
          if (!done) await look();
        }
      };
      // When it cannot look any more, neither can the look after the work, and that one is heard.
      const looking = lookOn().catch(() => undefined);
      try {
        return await work();
      } finally {
        done = true;
        await looking;
        await look();
      }
    },
  };
}

const relationsQuery = `
  SELECT c.oid::text AS id, format('%I.%I', n.nspname, c.relname) AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname NOT IN ('information_schema', 'lifecycle')`;

const locksQuery = `
  SELECT relation::text AS id, mode FROM pg_locks
  WHERE pid = ? AND locktype = 'relation' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
