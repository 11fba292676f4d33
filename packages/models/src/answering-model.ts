import { isRehearsal, rehearsalSpeed } from '@atelier/domain/kernel/model-connection.ts';
import { endpointModel, type ModelConnection } from './endpoint/endpoint.ts';
import { type RehearsalOptions, rehearsalModel } from './rehearsal/rehearsal.ts';
import type { AnsweringModel } from './source.ts';

/** What answers at an address: the model of an endpoint, or the rehearsal at `rehearsal:`. */
export function answeringModel(
  connection: ModelConnection,
  rehearsal: Pick<RehearsalOptions, 'script'> = {},
): AnsweringModel {
  const { baseUrl } = connection;
  if (!isRehearsal(baseUrl)) return endpointModel(connection);
  const tokensPerSecond = rehearsalSpeed(baseUrl);
  return rehearsalModel({
    ...rehearsal,
    ...(tokensPerSecond !== undefined && { tokensPerSecond }),
  });
}
