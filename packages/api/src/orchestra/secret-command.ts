import type { setSecretInput } from '@atelier/domain/orchestra/schemas.ts';
import type { Environment } from '@atelier/domain/orchestra/types.ts';
import type { z } from 'zod';
import type { Commit } from '../kernel/execute.ts';
import type { OrchestraContext } from './context.ts';
import { keepSecret } from './environments.ts';

/**
 * Keeps a secret of an environment. The audit log has its name, and what is kept of the request for its idempotency key
 * cannot be guessed at. Throws `ERR_ENVIRONMENT_NOT_FOUND`.
 */
export async function setSecret(
  { actor, orchestra: { secretsKey }, notifier }: OrchestraContext,
  input: z.output<typeof setSecretInput>,
  commit: Commit<Environment>,
): Promise<Environment> {
  const environment = await commit(async (trx) => {
    const result = await keepSecret(trx, input, secretsKey, actor);
    return {
      result,
      kept: result,
      entries: [
        {
          ...{ action: 'update', entity: 'environment', id: input.environmentId },
          ...{ before: null, after: { name: result.name, secretSet: input.name } },
        },
      ],
    };
  });
  notifier.notify({ area: 'orchestra', entity: 'environment', ids: [input.environmentId] });
  return environment;
}
