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

/** The name of the app's role, where there is such a role of this house. */
export async function usedAppRole(session: Session): Promise<string | undefined> {
  const { name } = configuredAppRole(session);
  const db = await session.database();
  if (!(await roleExists(db, name))) return undefined;
  const { kind } = await session.server();
  const isOurs = kind !== 'external' || session.settings.appUrl !== undefined;
  // Another house on the same server may have a role of the usual name.
  return isOurs || (await mayUseSchemas(db, name)) ? name : undefined;
}

/**
 * Grants the app's role what tables need that were made anew or moved.
 *
 * @param known the role, where it was asked for while the database still said whether it is this house's
 */
export async function grantToAppRole(session: Session, known?: string): Promise<void> {
  const name = known ?? (await usedAppRole(session));
  if (name !== undefined) {
    await applyAppRole(await session.database(), { name, password: undefined });
  }
}

async function mayUseSchemas(db: Database, name: string): Promise<boolean> {
  const objects = await readPrivileges(db, name);
  return objects.some(({ kind, granted }) => kind === 'schema' && granted.includes('USAGE'));
}
