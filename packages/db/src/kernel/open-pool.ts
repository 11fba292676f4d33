import knex, { type Knex } from 'knex';
import type { Client } from 'pg';
import { connectionsOf } from './connections-of.ts';

interface Pool<Settings> {
  readonly config: Knex.Config;
  /** For a connection that is about to be opened. */
  readonly settingsNow: () => Promise<Settings>;
  /** Whether the server there is not the one to be at any more; undefined where there is but one. */
  readonly isFormer?: ((settings: Settings) => Promise<boolean>) | undefined;
}

/**
 * A pool that asks for the settings of each connection that it opens. Knex takes a function for them as well, but ends
 * what is open, however good, once what the function gave is too old.
 *
 * Where another server has taken the place of the one before, connections to that one are ended: it may have gone
 * without a word, and whoever waits there would wait for a quarter of an hour. It is looked for when a connection is
 * opened elsewhere, and when none can be had.
 */
export function openPool<Settings extends object>({
  config,
  settingsNow,
  isFormer,
}: Pool<Settings>): Knex {
  const db = knex({ ...config, connection: {} });
  const client: Knex.Client = db.client;
  const settingsOf = new WeakMap<Client, Settings>();
  let isLooking = false;
  const leaveFormer = async (but?: Client): Promise<void> => {
    if (isFormer === undefined || isLooking) return;
    isLooking = true;
    try {
      const elsewhere = connectionsOf(db).filter((one) => !but || placeOf(one) !== placeOf(but));
      const places = new Map(elsewhere.map((one) => [placeOf(one), settingsOf.get(one)]));
      for (const [place, settings] of places) {
        if (settings === undefined || !(await isFormer(settings))) continue;
        for (const one of connectionsOf(db)) {
          if (placeOf(one) === place) one.connection.stream.destroy();
        }
      }
    } finally {
      isLooking = false;
    }
  };

  const open = client.acquireRawConnection.bind(client);
  client.acquireRawConnection = async () => {
    const settings = await settingsNow();
    client.connectionSettings = settings;
    const opened: Client = await open();
    settingsOf.set(opened, settings);
    void leaveFormer(opened);
    return opened;
  };
  const acquire = client.acquireConnection.bind(client);
  client.acquireConnection = async () => {
    try {
      return await acquire();
    } catch (error) {
      void leaveFormer();
      throw error;
    }
  };
  return db;
}

const placeOf = ({ host, port }: Client): string => `${host}:${port}`;
