import knex, { type Knex } from 'knex';

/**
 * A pool that asks for the settings of each connection that it opens. Knex takes a function for them as well, but ends
 * what is open, however good, once what the function gave is too old.
 */
export function openPool(config: Knex.Config, settingsNow: () => Promise<object>): Knex {
  const db = knex({ ...config, connection: {} });
  const client: Knex.Client = db.client;
  const open = client.acquireRawConnection.bind(client);
  client.acquireRawConnection = async () => {
    client.connectionSettings = await settingsNow();
    return open();
  };
  return db;
}
