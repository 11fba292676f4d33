import { dropSecondFactor, findSecondFactor } from '@atelier/db/identity/second-factor-writes.ts';
import { type Entity, effectOf } from '../kernel/effect.ts';
import { execute } from '../kernel/execute.ts';
import type { IdentityContext } from './context.ts';
import { requirePerson } from './people.ts';
import { requireTeam } from './team-mode.ts';
import { tellOwner } from './tell-owner.ts';

const secondFactor: Entity = {
  name: 'user',
  read: async (db, ids) =>
    Promise.all(
      ids.map(async (id) => ({
        id,
        state: { secondFactor: Boolean((await findSecondFactor(db, id))?.confirmedAt) },
      })),
    ),
};

interface Input {
  readonly userId: string;
}

const effect = effectOf<Input, void>({ on: secondFactor, changes: ({ userId }) => userId });

/** Takes the second factor of somebody away who has lost it, and tells them: whoever asked for it may not be them. */
export async function takeSecondFactor(context: IdentityContext, userId: string): Promise<void> {
  requireTeam(context.identity);
  const call = { command: 'identity.people.dropSecondFactor', input: { userId }, effect };
  await execute(context, call, async (trx) => {
    await requirePerson(trx, userId);
    await dropSecondFactor(trx, userId);
  });
  tellOwner(context, userId, 'second-factor-off');
}
