import { driverSettings } from '@atelier/db/kernel/driver-settings.ts';
import { appRole } from '@atelier/lifecycle/embedded/cluster.ts';
import { applyAppRole, roleExists } from '@atelier/lifecycle/roles/app-role.ts';
import { readPrivileges } from '@atelier/lifecycle/roles/read-privileges.ts';
import type { Database } from '@atelier/lifecycle/session/database-session.ts';
import type { Session } from '../kernel/session.ts';

/** The role that the app works with, and the password that its address has for it. */
export interface ConfiguredAppRole {
  /** That of DATABASE_URL beside a DATABASE_OWNER_URL; else the one of our own server. */
  readonly name: string;
  readonly password: string | undefined;
}

export function configuredAppRole({ settings: { appUrl } }: Session): ConfiguredAppRole {
  if (appUrl === undefined) return { name: appRole, password: undefined };
  const { user, password } = driverSettings(appUrl);
  return {
    name: String(user),
    password: typeof password === 'string' && password !== '' ? password : undefined,
  };
}

/** Grants the app's role what new tables need, where there is such a role of this house. */
export async function grantToAppRole(session: Session): Promise<void> {
  const { name } = configuredAppRole(session);
  const db = await session.database();
  if (!(await roleExists(db, name))) return;
  const { kind } = await session.server();
  const isOurs = kind !== 'external' || session.settings.appUrl !== undefined;
  // Another house on the same server may have a role of the usual name.
  if (isOurs || (await mayUseSchemas(db, name))) {
    await applyAppRole(db, { name, password: undefined });
  }
}

async function mayUseSchemas(db: Database, name: string): Promise<boolean> {
  const objects = await readPrivileges(db, name);
  return objects.some(({ kind, granted }) => kind === 'schema' && granted.includes('USAGE'));
}
