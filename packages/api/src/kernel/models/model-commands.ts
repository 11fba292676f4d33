import { lockModelConnection } from '@atelier/db/kernel/model-connection-writes.ts';
import type { SetModelInput } from '@atelier/domain/kernel/model-connection.ts';
import type { Commit } from '../execute.ts';
import type { ModelContext } from './context.ts';
import {
  type ModelConnectionView,
  requirePage,
  setModelConnection,
  viewOf,
} from './model-connections.ts';

/**
 * Sets a connection. The audit log says whether a key came with it, and what is kept of the request for its
 * idempotency key cannot be guessed at. Throws `ERR_MODEL_SET_BY_VARIABLES`.
 */
export async function setModel(
  { models: { sources }, notifier }: ModelContext,
  input: SetModelInput,
  commit: Commit<ModelConnectionView>,
): Promise<ModelConnectionView> {
  requirePage(sources);
  const { secretsKey } = sources;
  const view = await commit(async (trx) => {
    const kept = await lockModelConnection(trx, input.slot);
    const before = kept === undefined ? null : stateOf(viewOf(kept, secretsKey));
    const result = await setModelConnection(trx, input, secretsKey);
    const after = { ...stateOf(result), ...(input.apiKey && { keySet: true }) };
    const action = before === null ? 'create' : 'update';
    return {
      result,
      kept: result,
      entries: [{ action, entity: 'model_connection', id: input.slot, before, after }],
    };
  });
  notifier.notify({ area: 'identity', entity: 'model_connection', ids: null });
  return view;
}

/** As the audit log shows it. */
export const stateOf = ({ baseUrl, model, structured, key }: ModelConnectionView) => ({
  ...{ baseUrl, model, structured, key },
});
