import { readModelConnections } from '@atelier/db/kernel/model-connection-reads.ts';
import { houseActions } from '@atelier/domain/identity/house-actions.ts';
import {
  modelSlotInput,
  setModelInput,
  testModelInput,
} from '@atelier/domain/kernel/model-connection.ts';
import { proceduresWith } from '../kernel/command.ts';
import type { Entity } from '../kernel/effect.ts';
import type { ModelContext } from '../kernel/models/context.ts';
import { setModel } from '../kernel/models/model-commands.ts';
import {
  clearModelConnection,
  requirePage,
  viewModelConnections,
} from '../kernel/models/model-connections.ts';
import { testModel } from '../kernel/models/test-model.ts';
import { router } from '../kernel/trpc/procedure.ts';

const { query, operation, command, commandAround } = proceduresWith<ModelContext>();
const manage = { needs: houseActions.manageModels } as const;

/** The key is in no log; that there is one is. */
const connection: Entity = {
  name: 'model_connection',
  read: async (db, ids) =>
    (await readModelConnections(db))
      .filter(({ slot }) => ids.includes(slot))
      .map(({ slot, baseUrl, model, structured, apiKeySealed }) => ({
        id: slot,
        state: { baseUrl, model, structured, key: apiKeySealed === null ? 'none' : 'kept' },
      })),
};

/** Which language models the house asks, for administrators. */
export const modelsRouter = router({
  /** What is set, and where; never a key. */
  connections: query({
    needs: houseActions.readModels,
    run: (db, _, { models: { sources } }) => viewModelConnections(db, sources),
  }),
  set: commandAround({
    ...manage,
    input: setModelInput,
    secret: ({ models: { sources } }) => sources.secretsKey,
    run: setModel,
  }),
  clear: command({
    ...manage,
    input: modelSlotInput,
    effect: { on: connection, removes: ({ slot }) => slot },
    async run(trx, { slot }, { models: { sources } }) {
      requirePage(sources);
      await clearModelConnection(trx, slot);
    },
  }),
  /** Of what is set, or of what is typed and not saved yet. */
  test: operation({
    ...manage,
    input: testModelInput,
    run: (db, input, { models: { sources } }) => testModel(db, input, sources),
  }),
});
