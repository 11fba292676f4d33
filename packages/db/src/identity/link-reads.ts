import type { Knex } from 'knex';
import { OneTimeLinkModel } from './models/one-time-link.ts';
import { UserModel } from './models/user.ts';
import { UserRoleModel } from './models/user-role.ts';

/** The link with this token, used and expired ones too, and the address of the user it is about. */
export async function linkByHash(db: Knex, tokenHash: Buffer) {
  const link = await OneTimeLinkModel.query(db).findOne({ tokenHash });
  if (link === undefined) return undefined;
  const user = link.userId === null ? undefined : await UserModel.query(db).findById(link.userId);
  return { link, email: user?.email ?? link.email };
}

/** Invitations that can still be used, the newest first. */
export async function openInvitations(db: Knex): Promise<readonly OneTimeLinkModel[]> {
  return unusedInvitations(db).orderBy('createdAt', 'desc');
}

/** How many there are of them. */
export async function countOpenInvitations(db: Knex): Promise<number> {
  return unusedInvitations(db).resultSize();
}

function unusedInvitations(db: Knex) {
  return OneTimeLinkModel.query(db)
    .where({ purpose: 'invitation' })
    .whereNull('usedAt')
    .where('expiresAt', '>', db.raw('now()'));
}

/** Whether somebody can sign in who may do everything. */
export async function hasAdministrator(db: Knex): Promise<boolean> {
  const found = await UserRoleModel.query(db)
    .joinRaw('JOIN identity.users AS account ON account.id = user_id')
    .where({ role: 'admin', scopeType: 'global' })
    .whereRaw('account.is_active AND account.email IS NOT NULL')
    .whereRaw('(user_roles.expires_at IS NULL OR user_roles.expires_at > now())')
    .first();
  return found !== undefined;
}
