import { type ConnectOptions, connect } from '@atelier/db/kernel/connection.ts';
import { waitForServer } from '../server/server-version.ts';
import type { Database } from './database-session.ts';
import type { OnClose } from './open-server.ts';

/**
 * A pool of connections to a server that answers, is new enough, and holds sessions.
 *
 * @throws as {@link waitForServer}
 */
export async function openPool(options: ConnectOptions, onClose: OnClose): Promise<Database> {
  const db = connect(options);
  onClose(() => db.destroy());
  await waitForServer(db);
  return db;
}
