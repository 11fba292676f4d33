import { driverSettings } from '@atelier/db/kernel/driver-settings.ts';
import type { Settings } from '@atelier/lifecycle/session/env.ts';

/** Which database a command is about: `Database: host:port/name`, as the driver reads its address. */
export function databaseLine({
  databaseUrl,
  dataDir,
}: Pick<Settings, 'databaseUrl' | 'dataDir'>): string {
  if (databaseUrl === undefined) return `Database: embedded, in ${dataDir}`;
  const { host, port, database } = driverSettings(databaseUrl);
  return `Database: ${host.includes(':') ? `[${host}]` : host}:${port}/${database ?? ''}`;
}
