import { driverSettings } from '@atelier/db/kernel/driver-settings.ts';
import { appRole } from '@atelier/lifecycle/embedded/cluster.ts';
import { applyAppRole, roleExists } from '@atelier/lifecycle/roles/app-role.ts';
import { readPrivileges } from '@atelier/lifecycle/roles/read-privileges.ts';
import type { Database } from '@atelier/lifecycle/session/database-session.ts';
import type { Session } from '../kernel/session.ts';

/** The role that the app works with, and the password that its address has for it. */
export interface ConfiguredAppRole {
  /** That of DATABASE_URL beside a DATABASE_OWNER_URL, or DB_APP_ROLE; else the one of our own server. */
  readonly name: string;
  readonly password: string | undefined;
}

export function configuredAppRole({ settings }: Session): ConfiguredAppRole {
  const { appUrl, appRole: name = appRole } = settings;
  if (appUrl === undefined) return { name, password: undefined };
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
  const { appUrl, appRole: ownRole } = session.settings;
  const isOurs = kind !== 'external' || (appUrl ?? ownRole) !== undefined;
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

/**
 * Runs what is committed piece by piece, and grants as {@link grantToAppRole} does: also where it fails, for what
 * was made before that stays, and the app goes on with it.
 */
export async function grantingAfter<Result>(
  session: Session,
  work: () => Promise<Result>,
): Promise<Result> {
  const result = await work().catch(async (failure: unknown) => {
    // Why it failed is what is told, and may be why nothing can be granted.
    await grantToAppRole(session).catch(() => {});
    throw failure;
  });
  await grantToAppRole(session);
  return result;
}

async function mayUseSchemas(db: Database, name: string): Promise<boolean> {
  const objects = await readPrivileges(db, name);
  return objects.some(({ kind, granted }) => kind === 'schema' && granted.includes('USAGE'));
}
