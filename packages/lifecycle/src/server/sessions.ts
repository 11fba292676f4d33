import { singleConnection } from '@atelier/db/kernel/single-connection.ts';
import type { Knex } from 'knex';
import type { Client } from 'pg';
import { startupError } from '../errors/startup-errors.ts';

/** The driver's connection; it was told the number of its server process when it was made. */
type Connection = Client & { readonly processID: number | null };

/** A pooler hands the connection that was given back last to whoever comes next. */
const rounds = 5;

/**
 * Makes sure that a connection is a session, and stays the same one: a lock taken in a session that is
 * lent to somebody else is never given back. A pooler that pools whole sessions is as good as none.
 *
 * @throws ERR_DATABASE_POOLED
 */
export async function requireSessions(db: Knex): Promise<void> {
  if ((await isBehindPooler(db)) && (await sharesSessions(db))) {
    throw startupError('ERR_DATABASE_POOLED');
  }
}

/** A pooler gives its clients numbers of its own, since it cannot know whose process they will get. */
async function isBehindPooler(db: Knex): Promise<boolean> {
  const connection: Connection = await db.client.acquireConnection();
  try {
    return (await backendOf(connection)) !== connection.processID;
  } finally {
    await db.client.releaseConnection(connection);
  }
}

/** Whether two connections meet in one server process, or one of them is moved to another. */
async function sharesSessions(db: Knex): Promise<boolean> {
  const ours = singleConnection(db);
  const theirs = singleConnection(db);
  try {
    const [own, other] = [new Set<number>(), new Set<number>()];
    for (let round = 0; round < rounds; round += 1) {
      own.add(await backendOfPool(ours));
      other.add(await backendOfPool(theirs));
    }
    return own.size > 1 || other.size > 1 || [...own].some((pid) => other.has(pid));
  } finally {
    await Promise.all([ours.destroy(), theirs.destroy()]);
  }
}

async function backendOfPool(db: Knex): Promise<number> {
  const { rows } = await db.raw<{ rows: { pid: number }[] }>(backend);
  return rows[0]?.pid ?? 0;
}

async function backendOf(connection: Connection): Promise<number | undefined> {
  const { rows } = await connection.query<{ pid: number }>(backend);
  return rows[0]?.pid;
}

const backend = 'SELECT pg_backend_pid() AS pid';
