import { setTimeout as pause } from 'node:timers/promises';
import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import type { Dispatcher } from 'undici';
import { type ModelConnection, openAgent } from '../endpoint/endpoint.ts';

export interface ListedModels {
  /** Undefined where the endpoint does not list them. */
  readonly models: readonly string[] | undefined;
  /** Where it does, one step further down: people leave the version out of the address. */
  readonly suggestedBaseUrl: string | undefined;
}

const largestList = 4 * 1024 * 1024;

/** The models that an endpoint has. Whatever goes wrong, it lists none: the chat that is asked next says why. */
export async function listModels(
  { baseUrl, apiKey }: ModelConnection,
  { signal, timeoutMs }: { readonly signal: AbortSignal | undefined; readonly timeoutMs: number },
): Promise<ListedModels> {
  const agent = openAgent();
  const stop = () => void agent.destroy();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const at = (address: string) => within(timeoutMs, namesAt(agent, address, apiKey));
    const base = baseUrl.replace(/\/+$/, '');
    const models = await at(base);
    const isBare = models === undefined && !/\/v\d+$/.test(base);
    const further = isBare && (await at(`${base}/v1`)) !== undefined;
    return { models, suggestedBaseUrl: further ? `${base}/v1` : undefined };
  } finally {
    signal?.removeEventListener('abort', stop);
    await agent.destroy();
  }
}

async function namesAt(
  dispatcher: Dispatcher,
  baseUrl: string,
  apiKey: string | undefined,
): Promise<readonly string[] | undefined> {
  const { origin, pathname } = new URL(`${baseUrl}/models`);
  const { statusCode, body } = await dispatcher.request({
    ...{ origin, path: pathname, method: 'GET' },
    headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
  });
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    pieces.push(piece);
    size += piece.length;
    if (size > largestList) return undefined;
  }
  return statusCode === 200 ? namesIn(JSON.parse(Buffer.concat(pieces).toString())) : undefined;
}

/** Undefined for what fails, or takes too long. */
async function within<Result>(limitMs: number, work: Promise<Result>): Promise<Result | undefined> {
  const timer = new AbortController();
  try {
    const late = pause(limitMs, undefined, { signal: timer.signal, ref: false });
    return await Promise.race([work, late]);
  } catch {
    return undefined;
  } finally {
    timer.abort();
  }
}

/** The names in `{"data": [{"id": …}]}`; undefined for another shape. */
function namesIn(body: unknown): readonly string[] | undefined {
  if (!isRecord(body) || !Array.isArray(body.data)) return undefined;
  return body.data
    .map((one) => (isRecord(one) ? one.id : undefined))
    .filter((id) => typeof id === 'string');
}
