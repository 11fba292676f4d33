import { listPeople, peopleById } from '@atelier/db/identity/people-reads.ts';
import { houseActions } from '@atelier/domain/identity/house-actions.ts';
import type { People } from '@atelier/domain/identity/people.ts';
import {
  grantRoleInput,
  invitationIdInput,
  inviteInput,
  renameUserInput,
  revokeRoleInput,
  userIdInput,
} from '@atelier/domain/identity/people-schemas.ts';
import { proceduresWith } from '../kernel/command.ts';
import type { Entity } from '../kernel/effect.ts';
import { router } from '../kernel/trpc/procedure.ts';
import type { IdentityContext } from './context.ts';
import { invitation, invite, listInvitations, revokeInvitation } from './invitations.ts';
import { activate, deactivate, grantRole, rename, revokeRole } from './people.ts';
import { makeResetLink, resetLink } from './reset-links.ts';
import { takeSecondFactor } from './take-second-factor.ts';
import { requireTeam } from './team-mode.ts';
import { readWaiting } from './waiting.ts';

const { command, operation, query } = proceduresWith<IdentityContext>();
const manage = { needs: houseActions.managePeople } as const;
const changeAccess = { needs: houseActions.changeAccess } as const;

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
    run: async (db): Promise<People> => ({
      ...(await listPeople(db)),
      invitations: await listInvitations(db),
    }),
  }),
  waiting: query({
    needs: houseActions.readPeople,
    run: (_db, _, context) => readWaiting(context),
  }),
  grantRole: command({
    ...changeAccess,
    input: grantRoleInput,
    effect: { on: user, changes: itsUser, as: 'assign_role' },
    async run(trx, { userId, role, scope, expiresAt = null }, context) {
      requireTeam(context.identity);
      await grantRole(trx, userId, { role, scope, expiresAt }, context.actor);
    },
  }),
  revokeRole: command({
    ...changeAccess,
    input: revokeRoleInput,
    effect: { on: user, changes: itsUser, as: 'revoke_role' },
    async run(trx, { userId, role, scope }, context) {
      requireTeam(context.identity);
      await revokeRole(trx, userId, { role, scope });
    },
  }),
  deactivate: command({
    ...changeAccess,
    input: userIdInput,
    effect: { on: user, changes: itsUser, as: 'status_change' },
    async run(trx, { userId }, context) {
      requireTeam(context.identity);
      await deactivate(trx, userId);
    },
  }),
  activate: command({
    ...changeAccess,
    input: userIdInput,
    effect: { on: user, changes: itsUser, as: 'status_change' },
    async run(trx, { userId }, context) {
      requireTeam(context.identity);
      await activate(trx, userId);
    },
  }),
  rename: command({
    ...manage,
    input: renameUserInput,
    effect: { on: user, changes: itsUser },
    run: (trx, { userId, displayName }) => rename(trx, userId, displayName),
  }),
  invite: operation({
    ...changeAccess,
    input: inviteInput,
    async run(_db, input, context) {
      requireTeam(context.identity);
      return invite(context, input);
    },
  }),
  /** For whoever has lost the app and the recovery codes. */
  dropSecondFactor: operation({
    ...changeAccess,
    input: userIdInput,
    run: (_db, { userId }, context) => takeSecondFactor(context, userId),
  }),
  resetLink: command({
    ...changeAccess,
    input: userIdInput,
    effect: { on: resetLink, creates: ({ id }) => id },
    kept: (made) => ({ ...made, link: null }),
    async run(trx, { userId }, context) {
      requireTeam(context.identity);
      return makeResetLink(trx, userId, context);
    },
  }),
  revokeInvitation: command({
    ...manage,
    input: invitationIdInput,
    effect: { on: invitation, removes: ({ id }) => id },
    run: (trx, { id }) => revokeInvitation(trx, id),
  }),
});
