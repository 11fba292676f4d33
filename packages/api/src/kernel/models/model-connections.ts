import { readModelConnections } from '@atelier/db/kernel/model-connection-reads.ts';
import {
  lockModelConnection,
  removeModelConnection,
  writeModelConnection,
} from '@atelier/db/kernel/model-connection-writes.ts';
import type { ModelConnectionModel } from '@atelier/db/kernel/models/model-connection.ts';
import {
  keepsKey,
  type ModelSetting,
  type ModelSlot,
  modelSlots,
  originOf,
  type SetModelInput,
  type testModelInput,
} from '@atelier/domain/kernel/model-connection.ts';
import { modelError } from '@atelier/domain/kernel/model-errors.ts';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { seal, unseal } from '../../identity/sealed.ts';

/** A connection as a page shows it: whether there is a key, and never which. */
export interface ModelConnectionView {
  readonly slot: ModelSlot;
  readonly baseUrl: string;
  readonly model: string;
  readonly structured: ModelSetting['structured'];
  /** `unreadable`: it was sealed with another secret than today's, and has to be set anew. */
  readonly key: 'none' | 'kept' | 'unreadable';
}

export interface ModelConnectionsView {
  /** Variables go before the page: then nothing can be set there. */
  readonly from: 'environment' | 'page';
  readonly connections: readonly ModelConnectionView[];
}

export interface ModelSources {
  readonly secretsKey: Buffer;
  /** What the variables say. */
  readonly settings: { readonly connections: readonly ModelSetting[] };
}

/** The connections that are in force, as a page shows them. */
export async function viewModelConnections(
  db: Knex,
  { secretsKey, settings }: ModelSources,
): Promise<ModelConnectionsView> {
  if (settings.connections.length > 0) {
    const connections = settings.connections.map(({ apiKey, ...shown }, at) => ({
      ...{ ...shown, slot: slotAt(at) },
      key: apiKey === undefined ? ('none' as const) : ('kept' as const),
    }));
    return { from: 'environment', connections };
  }
  const rows = await readModelConnections(db);
  return { from: 'page', connections: rows.map((row) => viewOf(row, secretsKey)) };
}

/**
 * The connections that are in force, with their keys: for asking models alone. Empty where there are none. Throws
 * `ERR_MODEL_KEY_UNREADABLE` where that of the first cannot be read; a fallback is left out then.
 */
export async function modelConnections(
  db: Knex,
  { secretsKey, settings }: ModelSources,
): Promise<readonly ModelSetting[]> {
  if (settings.connections.length > 0) return settings.connections;
  const rows = await readModelConnections(db);
  return rows.flatMap((row): readonly ModelSetting[] => {
    const { key } = viewOf(row, secretsKey);
    if (key === 'unreadable') {
      if (row.slot === 'first') throw modelError('ERR_MODEL_KEY_UNREADABLE');
      return [];
    }
    const { baseUrl, model, structured } = row;
    return [{ baseUrl, model, structured, apiKey: openKey(row, secretsKey) }];
  });
}

/**
 * Sets a connection. A key that is not given stays if the host does; to another one it is never sent, so that nobody
 * reads it by naming a host of their own.
 */
export async function setModelConnection(
  trx: Knex.Transaction,
  { apiKey, ...fields }: SetModelInput,
  secretsKey: Buffer,
): Promise<ModelConnectionView> {
  const kept = await lockModelConnection(trx, fields.slot);
  const sealed = apiKey ? sealKey(secretsKey, { ...fields, apiKey }) : null;
  const stays = apiKey === undefined && kept !== undefined && keepsKey(kept, fields);
  const row = { ...fields, apiKeySealed: stays ? kept.apiKeySealed : sealed };
  await writeModelConnection(trx, row);
  return viewOf(row, secretsKey);
}

/**
 * What is tested: a connection as it is in force, or as it is typed, with the kept key where none is typed and the host
 * is still its own. Throws `ERR_MODEL_NONE`, `ERR_MODEL_KEY_UNREADABLE`, `ERR_MODEL_SET_BY_VARIABLES`.
 */
export async function connectionToTest(
  db: Knex,
  { slot, typed }: z.output<typeof testModelInput>,
  sources: ModelSources,
): Promise<ModelSetting> {
  if (typed) requirePage(sources);
  const { secretsKey, settings } = sources;
  const fromVariables = settings.connections[modelSlots.indexOf(slot)];
  if (fromVariables) return fromVariables;
  const rows = settings.connections.length > 0 ? [] : await readModelConnections(db);
  const kept = rows.find((row) => row.slot === slot);
  if (typed?.apiKey !== undefined) return { ...typed, apiKey: typed.apiKey ?? undefined };
  const asked = typed ?? kept;
  if (asked === undefined) throw modelError('ERR_MODEL_NONE');
  const { baseUrl, model, structured } = asked;
  const hasKey = kept !== undefined && kept.apiKeySealed !== null && keepsKey(kept, asked);
  const apiKey = hasKey ? openKey(kept, secretsKey) : undefined;
  if (hasKey && apiKey === undefined) throw modelError('ERR_MODEL_KEY_UNREADABLE');
  return { baseUrl, model, structured, apiKey };
}

/** Throws `ERR_MODEL_SET_BY_VARIABLES` where nothing can be set in the page. */
export function requirePage({ settings }: ModelSources): void {
  if (settings.connections.length > 0) throw modelError('ERR_MODEL_SET_BY_VARIABLES');
}

/** Removes a connection with its key; whether there was one. */
export const clearModelConnection = removeModelConnection;

type Kept = Pick<
  ModelConnectionModel,
  'slot' | 'baseUrl' | 'model' | 'structured' | 'apiKeySealed'
>;

/** As a page shows what is kept. */
export function viewOf(row: Kept, secretsKey: Buffer): ModelConnectionView {
  const { slot, baseUrl, model, structured, apiKeySealed } = row;
  const isOpen = apiKeySealed !== null && openKey(row, secretsKey) !== undefined;
  return {
    ...{ slot, baseUrl, model, structured },
    key: apiKeySealed === null ? 'none' : isOpen ? 'kept' : 'unreadable',
  };
}

const sealKey = (
  secretsKey: Buffer,
  {
    slot,
    baseUrl,
    apiKey,
  }: { readonly slot: ModelSlot; readonly baseUrl: string; readonly apiKey: string },
): string => seal(secretsKey, Buffer.from(apiKey), ownerOf(slot, baseUrl)).toString('base64');

function openKey({ slot, baseUrl, apiKeySealed }: Kept, secretsKey: Buffer): string | undefined {
  if (apiKeySealed === null) return undefined;
  const sealed = Buffer.from(apiKeySealed, 'base64');
  return unseal(secretsKey, sealed, ownerOf(slot, baseUrl))?.toString();
}

/** Bound to the host, so that a change of the row alone sends the key nowhere else either. */
const ownerOf = (slot: ModelSlot, baseUrl: string): string =>
  `kernel.model_connection ${slot} ${originOf(baseUrl) ?? ''}`;

const slotAt = (place: number): ModelSlot => modelSlots[place] ?? 'fallback';
