import { actorOfUser } from './identity/actor-of-user.ts';
import type { IdentityServices } from './identity/context.ts';
import { noClient } from './kernel/client.ts';
import type { Context, Services } from './kernel/context.ts';
import type { ManualItems, OnBehalfOf } from './orchestra/execution/waits/manual-items.ts';
import { closeItem, openItem } from './runs/manual-item.ts';

type Mode = Pick<IdentityServices['identity'], 'mode'>['mode'];

/** Runs are where Orchestra's questions open and close items, with the rights of whoever they are asked for. */
export function manualItemsInRuns(services: Services, mode: Mode): ManualItems {
  const contextOf = async (by: OnBehalfOf): Promise<Context> => ({
    ...services,
    actor:
      by === 'house'
        ? { id: 'command-line', kind: 'system', grants: [] }
        : await actorOfUser(services.db, mode, by.userId),
    ...{ sessionId: null, client: noClient, untilEnd: (signal) => signal },
    ...{ requestId: null, door: 'house' },
  });
  return {
    open: async (item, by) => openItem(await contextOf(by), item),
    async close(item, { verdict, note }, by) {
      const context = await contextOf(by);
      await closeItem(context, { ...item, note, verdict: verdict === 'passed' ? 'ok' : 'fail' });
    },
  };
}
