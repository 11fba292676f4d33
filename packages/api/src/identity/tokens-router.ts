import { tokensById } from '@atelier/db/identity/token-reads.ts';
import { houseActions } from '@atelier/domain/identity/house-actions.ts';
import { peopleError } from '@atelier/domain/identity/people-errors.ts';
import { createTokenInput, tokenIdInput } from '@atelier/domain/identity/token-schemas.ts';
import type { ResourceKind } from '../kernel/authorize.ts';
import { command, query } from '../kernel/command.ts';
import type { Entity } from '../kernel/effect.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { createToken, ownTokens, revokeToken } from './api-tokens.ts';

const own = { needs: houseActions.ownAccount } as const;

/** The token itself is in no log. */
const token: Entity = {
  name: 'token',
  read: async (db, ids) =>
    (await tokensById(db, ids)).map(
      ({ id, userId, name, access, areas, expiresAt, revokedAt }) => ({
        id,
        state: { userId, name, access, areas, expiresAt, revokedAt },
      }),
    ),
};

/** A token that was not revoked; others' are told of as missing ones are. */
const itsOwner: ResourceKind = {
  name: 'token',
  async load(db, id) {
    const [found] = await tokensById(db, [id]);
    return found === undefined || found.revokedAt !== null ? null : { ownerId: found.userId };
  },
  missing: () => peopleError('ERR_TOKEN_NOT_FOUND'),
};

/** With which programs call in somebody's name. */
export const tokensRouter = router({
  list: query({ ...own, run: (db, _, { actor }) => ownTokens(db, actor.id) }),
  create: command({
    needs: houseActions.makeTokens,
    input: createTokenInput,
    effect: { on: token, creates: ({ id }) => id },
    kept: ({ id }) => ({ id, token: null }),
    run: (trx, input, { actor }) => createToken(trx, actor.id, input),
  }),
  revoke: command({
    needs: houseActions.ownTokens,
    about: { kind: itsOwner, by: 'id' },
    input: tokenIdInput,
    effect: { on: token, changes: ({ id }) => id, inLists: true },
    run: (trx, { id }) => revokeToken(trx, id),
  }),
});
