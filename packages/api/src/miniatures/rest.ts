import { miniaturesError } from '@atelier/domain/miniatures/errors.ts';
import { z } from 'zod';
import { endpoint, type RestArea } from '../kernel/rest.ts';
import { sendExport } from './export.ts';
import { importFile } from './import.ts';
import {
  addShape,
  createShape,
  exportShape,
  historyShape,
  importedShape,
  moveShape,
  readStage,
  toRestGroup,
  toRestType,
  typeShape,
  typesShape,
} from './rest-schemas.ts';

const uuid = z.uuid();

/** The type's id in the path. Anything that is no id of ours names no type. */
function typeId(params: Readonly<Record<string, string>>): string {
  const id = uuid.safeParse(params.id);
  if (!id.success) throw miniaturesError('ERR_TYPE_NOT_FOUND');
  return id.data;
}

/** The contract that programs written against the old collection manager speak (snake_case). */
export const miniaturesRest: RestArea = {
  tag: 'miniatures',
  prefix: '/api/v1',
  conflictStatus: 400,
  endpoints: [
    endpoint({
      method: 'GET',
      path: '/types',
      operationId: 'listTypes',
      summary: 'All types with their counts, by name',
      status: 200,
      answer: typesShape,
      errors: [],
      handle: async ({ caller }) => ({ items: (await caller.miniatures.all()).map(toRestType) }),
    }),
    endpoint({
      method: 'POST',
      path: '/types',
      operationId: 'createType',
      summary: 'Create a type with zero counts',
      body: createShape,
      status: 201,
      answer: typeShape,
      errors: ['ERR_DUPLICATE_TYPE_NAME'],
      idempotent: true,
      handle: async ({ caller, body }) => toRestType(await caller.miniatures.create(body)),
    }),
    endpoint({
      method: 'GET',
      path: '/types/{id}',
      operationId: 'getType',
      summary: 'One type with its counts',
      status: 200,
      answer: typeShape,
      errors: ['ERR_TYPE_NOT_FOUND'],
      handle: async ({ caller, params }) =>
        toRestType(await caller.miniatures.get({ id: typeId(params) })),
    }),
    endpoint({
      method: 'POST',
      path: '/types/{id}/add',
      operationId: 'addToBox',
      summary: 'Add newly bought miniatures to the first stage',
      body: addShape,
      status: 200,
      answer: typeShape,
      errors: ['ERR_TYPE_NOT_FOUND', 'ERR_TYPE_ARCHIVED', 'ERR_COUNT_LIMIT'],
      idempotent: true,
      handle: async ({ caller, params, body }) => {
        const input = { id: typeId(params), quantity: body.qty };
        return toRestType((await caller.miniatures.addToBox(input)).type);
      },
    }),
    endpoint({
      method: 'POST',
      path: '/types/{id}/move',
      operationId: 'moveMiniatures',
      summary: 'Move miniatures forward to a later stage',
      body: moveShape,
      status: 200,
      answer: typeShape,
      errors: [
        'ERR_TYPE_NOT_FOUND',
        'ERR_TYPE_ARCHIVED',
        'ERR_INVALID_STAGE',
        'ERR_INVALID_STAGE_TRANSITION',
        'ERR_INSUFFICIENT_QTY',
        'ERR_COUNT_LIMIT',
      ],
      idempotent: true,
      handle: async ({ caller, params, body }) => {
        const input = {
          id: typeId(params),
          from: readStage(body.from_stage),
          to: readStage(body.to_stage),
          quantity: body.qty,
        };
        return toRestType((await caller.miniatures.move(input)).type);
      },
    }),
    endpoint({
      method: 'POST',
      path: '/types/{id}/undo',
      operationId: 'undoLatest',
      summary: 'Take the latest move or purchase back, within five minutes',
      status: 200,
      answer: typeShape,
      errors: [
        'ERR_TYPE_NOT_FOUND',
        'ERR_TYPE_ARCHIVED',
        'ERR_NOTHING_TO_UNDO',
        'ERR_UNDO_EXPIRED',
      ],
      idempotent: true,
      handle: async ({ caller, params }) =>
        toRestType((await caller.miniatures.undo({ id: typeId(params) })).type),
    }),
    endpoint({
      method: 'GET',
      path: '/types/{id}/history',
      operationId: 'typeHistory',
      summary: 'Moves, oldest first, neighbours within 300 s grouped',
      status: 200,
      answer: historyShape,
      errors: ['ERR_TYPE_NOT_FOUND'],
      handle: async ({ caller, params }) => {
        const groups = await caller.miniatures.groupedMoves({ id: typeId(params) });
        return { items: groups.map(toRestGroup) };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/export',
      operationId: 'exportMiniatures',
      summary: 'Everything as one JSON file',
      status: 200,
      answer: exportShape,
      errors: [],
      handle: async ({ services, reply }) => sendExport(services, reply),
    }),
    endpoint({
      method: 'POST',
      path: '/import',
      operationId: 'importMiniatures',
      summary:
        'Merge an exported file in, all or nothing; with dry_run=true only say what would change',
      query: z.strictObject({ dry_run: z.enum(['true', 'false']).default('false') }),
      streamedBody: exportShape,
      status: 200,
      answer: importedShape,
      errors: ['ERR_INVALID_IMPORT_FORMAT', 'ERR_PAYLOAD_TOO_LARGE', 'ERR_BUSY'],
      idempotent: true,
      handle: ({ services, query, stream, idempotencyKey }) =>
        importFile(services, stream, { dryRun: query.dry_run === 'true', idempotencyKey }),
    }),
  ],
};
