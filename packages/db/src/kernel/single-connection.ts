import type { Knex } from 'knex';
import type { Client } from 'pg';
import { connectionSettings, type PoolNotes, poolNotes } from './connection.ts';
import { openPool } from './open-pool.ts';
import { settleSession } from './settle-session.ts';

/**
 * A connection of its own beside the pool, with the pool's settings: for work that needs one session from
 * beginning to end (locks, temporary tables, a long snapshot), and therefore past any pooler. When it
 * breaks it is not replaced, since what the session held is gone. Close it with `destroy()`.
 *
 * @param onOpen is handed the driver's connection before anybody uses it
 */
export function singleConnection(db: Knex, onOpen: (client: Client) => void = () => {}): Knex {
  const { connectionString, applicationName } = poolNotes(db);
  const notes: PoolNotes = { connectionString, applicationName, isPooled: false };
  let opened = false;
  const config: Knex.Config = {
    ...db.client.config,
    userParams: notes,
    pool: {
      min: 0,
      max: 1,
      idleTimeoutMillis: 2 ** 31 - 1,
      afterCreate(client: Client, done: (error: Error | null, connection: unknown) => void) {
        if (opened) {
          client.end().catch(() => {});
          done(new Error('Connection terminated'), client);
          return;
        }
        settleSession(client, (error, connection) => {
          if (error === null) onOpen(client);
          opened = true;
          done(error, connection);
        });
      },
    },
  };
  return openPool({ config, ...connectionSettings(connectionString, applicationName) });
}
