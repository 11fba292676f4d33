import { listPeople, peopleById } from '@atelier/db/identity/people-reads.ts';
import { houseActions } from '@atelier/domain/identity/house-actions.ts';
import type { People } from '@atelier/domain/identity/people.ts';
import {
  grantRoleInput,
  renameUserInput,
  revokeRoleInput,
  userIdInput,
} from '@atelier/domain/identity/people-schemas.ts';
import { proceduresWith } from '../kernel/command.ts';
import type { Entity } from '../kernel/effect.ts';
import { router } from '../kernel/trpc/procedure.ts';
import type { IdentityContext } from './context.ts';
import { activate, deactivate, grantRole, rename, revokeRole } from './people.ts';

const { command, query } = proceduresWith<IdentityContext>();
const manage = { needs: houseActions.managePeople } as const;

const user: Entity = {
  name: 'user',
  read: async (db, ids) =>
    (await peopleById(db, ids)).map(({ id, displayName, email, active, roles }) => ({
      id,
      state: { displayName, email, active, roles },
    })),
};
const itsUser = ({ userId }: { readonly userId: string }) => userId;

/** Who is in the house and what they may, for administrators. */
export const peopleRouter = router({
  list: query({
    needs: houseActions.readPeople,
    run: async (db): Promise<People> => ({ ...(await listPeople(db)), invitations: [] }),
  }),
  grantRole: command({
    ...manage,
    input: grantRoleInput,
    effect: { on: user, changes: itsUser, as: 'assign_role' },
    run: async (trx, { userId, role, scope, expiresAt = null }, { actor }) =>
      grantRole(trx, userId, { role, scope, expiresAt }, actor),
  }),
  revokeRole: command({
    ...manage,
    input: revokeRoleInput,
    effect: { on: user, changes: itsUser, as: 'revoke_role' },
    run: (trx, { userId, role, scope }) => revokeRole(trx, userId, { role, scope }),
  }),
  deactivate: command({
    ...manage,
    input: userIdInput,
    effect: { on: user, changes: itsUser, as: 'status_change' },
    run: (trx, { userId }) => deactivate(trx, userId),
  }),
  activate: command({
    ...manage,
    input: userIdInput,
    effect: { on: user, changes: itsUser, as: 'status_change' },
    run: (trx, { userId }) => activate(trx, userId),
  }),
  rename: command({
    ...manage,
    input: renameUserInput,
    effect: { on: user, changes: itsUser },
    run: (trx, { userId, displayName }) => rename(trx, userId, displayName),
  }),
});
