import knex, { type Knex } from 'knex';
import type { Client } from 'pg';
import { liftLimits } from './session-limits.ts';

/**
 * A connection of its own beside the pool, with the pool's settings: for work that needs one session
 * from beginning to end (locks, temporary tables, a long snapshot). When it breaks it is not replaced,
 * since what the session held is gone. Close it with `destroy()`.
 *
 * @param onOpen is handed the driver's connection before anybody uses it
 */
export function singleConnection(db: Knex, onOpen: (client: Client) => void = () => {}): Knex {
  let opened = false;
  return knex({
    ...db.client.config,
    pool: {
      min: 0,
      max: 1,
      idleTimeoutMillis: 2 ** 31 - 1,
      afterCreate(client: Client, done: (error: Error | null, connection: unknown) => void) {
        if (opened) return done(new Error('Connection terminated'), client);
        opened = true;
        liftLimits(client, (error) => {
          onOpen(client);
          done(error, client);
        });
      },
    },
  });
}
