import { driverSettings } from '@atelier/db/kernel/driver-settings.ts';
import { connectionStringOf } from '@atelier/lifecycle/server/database-address.ts';
import type { Knex } from 'knex';
import type { ManagedDatabase } from './context.ts';

/** Which database it is: the embedded one by its folder, another by its server and name. */
export type DatabasePlace =
  | { readonly kind: 'embedded'; readonly folder: string }
  | { readonly kind: 'server'; readonly server: string; readonly name: string };

/** Asks the server for the name: an address without one goes to the user's own. */
export async function databasePlace(
  db: Knex,
  managed: ManagedDatabase | undefined,
): Promise<DatabasePlace> {
  if (managed?.embedded) return { kind: 'embedded', folder: managed.dataDir };
  const { rows } = await db.raw<{ rows: { name: string }[] }>('SELECT current_database() AS name');
  return { kind: 'server', server: serverOf(connectionStringOf(db)), name: rows[0]?.name ?? '' };
}

/** `host:port`, or the folder of a local socket; nothing else of an address may be shown. */
export function serverOf(connectionString: string): string {
  const { host, port } = driverSettings(connectionString);
  if (host.startsWith('/')) return host;
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
