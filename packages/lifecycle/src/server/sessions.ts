import { singleConnection } from '@atelier/db/kernel/single-connection.ts';
import type { Knex } from 'knex';
import type { Client } from 'pg';
import { startupError } from '../errors/startup-errors.ts';

/** The driver's connection; it was told the number of its server process when it was made. */
type Connection = Client & { readonly processID: number | null };

/** A pooler hands what was given back last to whoever comes next, unless others come in between. */
const rounds = 5;

/**
 * Makes sure that a connection is a session, and stays the same one: a lock taken in a session that is then
 * lent to somebody else is never released. A pooler that pools whole sessions does no harm.
 *
 * @throws ERR_DATABASE_POOLED
 */
export async function requireSessions(db: Knex): Promise<void> {
  const connection: Connection = await db.client.acquireConnection();
  try {
    // A pooler gives its clients numbers of its own, since it cannot know whose process they will get.
    if ((await processOf(connection)) === connection.processID) return;
    if (await sharesSession(connection, db)) throw startupError('ERR_DATABASE_POOLED');
  } finally {
    await db.client.releaseConnection(connection);
  }
}

/** Whether a connection meets another one in a server process, or one of them is moved to another. */
async function sharesSession(connection: Connection, db: Knex): Promise<boolean> {
  const other = singleConnection(db);
  try {
    const [own, others] = [new Set<number>(), new Set<number>()];
    for (let round = 0; round < rounds; round += 1) {
      own.add(await processOf(connection));
      const { rows } = await other.raw<{ rows: { pid: number }[] }>(askProcess);
      others.add(rows[0]?.pid ?? 0);
    }
    return own.size > 1 || others.size > 1 || [...own].some((pid) => others.has(pid));
  } finally {
    await other.destroy();
  }
}

async function processOf(connection: Connection): Promise<number> {
  const { rows } = await connection.query<{ pid: number }>(askProcess);
  return rows[0]?.pid ?? 0;
}

const askProcess = 'SELECT pg_backend_pid() AS pid';
