import { miniaturesActions } from '@atelier/domain/miniatures/actions.ts';
import { miniaturesError, miniaturesErrors } from '@atelier/domain/miniatures/errors.ts';
import { localeSchema } from '@atelier/domain/miniatures/schemas.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { z } from 'zod';
import { endpointOf, type RestArea } from '../kernel/rest/endpoint.ts';
import { abortOnDisconnect } from '../kernel/streams/abort-on-disconnect.ts';
import { createCallerFactory, router } from '../kernel/trpc/procedure.ts';
import { sendExport } from './export.ts';
import { importFile } from './import.ts';
import {
  addShape,
  createShape,
  exportShape,
  historyShape,
  idInAddress,
  importedShape,
  moveShape,
  noQuery,
  pageQuery,
  type RestType,
  readStage,
  statusShape,
  toRestGroup,
  toRestType,
  typeShape,
  typesShape,
} from './rest-schemas.ts';
import { miniaturesRouter } from './router.ts';

/** Below the area's name, as in the root: so a command has one name, whichever way it is called. */
const createCaller = createCallerFactory(router({ miniatures: miniaturesRouter }));
type Caller = ReturnType<typeof createCaller>['miniatures'];
const endpoint = endpointOf<Caller>();
const uuid = z.uuid();
/** As it is written by whoever got it from us; 15 digits are exact in a JavaScript number. */
const wholeNumber = /^[1-9]\d{0,14}$/;

interface OfType {
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * The id, as procedures take it, of the type that an address names: by its number, which is the
 * contract's id, or by the UUID. Anything else names no type.
 */
async function typeId({ caller, params: { id = '' } }: OfType): Promise<string> {
  if (wholeNumber.test(id)) return caller.idOf({ number: Number(id) });
  if (uuid.safeParse(id).success) return id;
  throw miniaturesError('ERR_TYPE_NOT_FOUND');
}

/**
 * A type as a command answered it. An answer that was stored under its key before types had numbers has no
 * number, and a client that repeats the key would not know what it created: so the number is looked up.
 */
async function answered(caller: Caller, type: MiniatureType): Promise<RestType> {
  const kept: Omit<MiniatureType, 'number'> & { readonly number?: number } = type;
  const number = kept.number ?? (await caller.get({ id: type.id })).number;
  return toRestType({ ...type, number });
}

/** The contract that programs written against the old collection manager speak (snake_case). */
export const miniaturesRest: RestArea = {
  tag: 'Miniatures',
  description:
    'Types of miniatures, and how many of each stand in each stage: `IN_BOX`, `BUILDING`, `PRIMING`, `PAINTING`, `DONE`.',
  prefix: '/api/v1',
  createCaller: (context) => createCaller(context).miniatures,
  errorTable: miniaturesErrors,
  params: { id: idInAddress },
  conflictStatus: 400,
  notFoundTexts: { ERR_TYPE_NOT_FOUND: 'Type not found.' },
  endpoints: [
    endpoint({
      method: 'GET',
      path: '/status',
      needs: miniaturesActions.read,
      operationId: 'status',
      summary: 'Status of this contract',
      description: 'That it is served here. Whether the database answers is said by `/health`.',
      status: 200,
      answer: statusShape,
      errors: [],
      handle: async () => ({ status: 'ok', version: 'v1' }),
    }),
    endpoint({
      method: 'GET',
      path: '/types',
      needs: miniaturesActions.read,
      operationId: 'listTypes',
      summary: 'All types',
      description:
        'With their counts, A–Z, numbers inside names as numbers. Archived types are left out. With `limit` or `cursor`, a page of them.',
      query: pageQuery,
      status: 200,
      answer: typesShape,
      errors: [],
      handle: async ({ caller, query }) => {
        if (query.limit === undefined && query.cursor === undefined) {
          return { items: (await caller.all()).map(toRestType) };
        }
        const { items, nextCursor } = await caller.list(query);
        return { items: items.map(toRestType), next_cursor: nextCursor };
      },
    }),
    endpoint({
      method: 'POST',
      path: '/types',
      needs: miniaturesActions.write,
      operationId: 'createType',
      summary: 'Create a type',
      description: 'With nothing in any stage. The name is trimmed; its case is kept.',
      body: createShape,
      status: 201,
      answer: typeShape,
      // The second for a repeated key alone: what it made may be gone (`answered`).
      errors: ['ERR_DUPLICATE_TYPE_NAME', 'ERR_TYPE_NOT_FOUND'],
      idempotent: true,
      handle: async ({ caller, body }) => answered(caller, await caller.create(body)),
    }),
    endpoint({
      method: 'GET',
      path: '/types/{id}',
      needs: miniaturesActions.read,
      operationId: 'getType',
      summary: 'One type',
      status: 200,
      answer: typeShape,
      errors: ['ERR_TYPE_NOT_FOUND'],
      handle: async (call) => toRestType(await call.caller.get({ id: await typeId(call) })),
    }),
    endpoint({
      method: 'POST',
      path: '/types/{id}/add',
      needs: miniaturesActions.write,
      operationId: 'addToBox',
      summary: 'Add new miniatures',
      description: 'Bought miniatures come into the first stage, `IN_BOX`.',
      body: addShape,
      status: 200,
      answer: typeShape,
      errors: ['ERR_TYPE_NOT_FOUND', 'ERR_TYPE_ARCHIVED', 'ERR_COUNT_LIMIT'],
      idempotent: true,
      handle: async (call) => {
        const input = { id: await typeId(call), quantity: call.body.qty };
        return answered(call.caller, (await call.caller.addToBox(input)).type);
      },
    }),
    endpoint({
      method: 'POST',
      path: '/types/{id}/move',
      needs: miniaturesActions.write,
      operationId: 'moveMiniatures',
      summary: 'Move miniatures forward',
      description: 'Stages may be skipped; back, or to the same stage, is refused.',
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
      handle: async (call) => {
        const { from_stage, to_stage, qty } = call.body;
        const stages = { from: readStage(from_stage), to: readStage(to_stage) };
        const input = { id: await typeId(call), ...stages, quantity: qty };
        return answered(call.caller, (await call.caller.move(input)).type);
      },
    }),
    endpoint({
      method: 'POST',
      path: '/types/{id}/undo',
      needs: miniaturesActions.write,
      operationId: 'undoLatest',
      summary: 'Undo the latest change',
      description:
        'Takes the latest move or purchase back, within five minutes. What was imported is not taken back.',
      status: 200,
      answer: typeShape,
      errors: [
        'ERR_TYPE_NOT_FOUND',
        'ERR_TYPE_ARCHIVED',
        'ERR_NOTHING_TO_UNDO',
        'ERR_UNDO_EXPIRED',
      ],
      idempotent: true,
      handle: async (call) => {
        const { type } = await call.caller.undo({ id: await typeId(call) });
        return answered(call.caller, type);
      },
    }),
    endpoint({
      method: 'GET',
      path: '/types/{id}/history',
      needs: miniaturesActions.read,
      operationId: 'typeHistory',
      summary: 'History of a type',
      description:
        'Its moves, oldest first. Neighbouring moves from and to the same stages, less than 300 s between one and the next, are one item: `qty` is their sum, `timestamp` the first one’s.',
      query: noQuery,
      status: 200,
      answer: historyShape,
      errors: ['ERR_TYPE_NOT_FOUND'],
      handle: async (call) => {
        const groups = await call.caller.groupedMoves({ id: await typeId(call) });
        return { items: groups.map(toRestGroup) };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/export',
      needs: miniaturesActions.read,
      operationId: 'exportMiniatures',
      summary: 'Export everything',
      description:
        'All types as one JSON file, archived types too. The same collection gives the same bytes, so two exports can be compared as they are.',
      status: 200,
      answer: exportShape,
      errors: [],
      handle: async ({ context, reply }) => sendExport(context.db, reply),
    }),
    endpoint({
      method: 'POST',
      path: '/import',
      needs: miniaturesActions.write,
      operationId: 'importMiniatures',
      summary: 'Import an exported file',
      description:
        'All or nothing. Types are merged by name: counts add up, history is appended. Each type names every stage exactly once. Up to 1,000 types with 100,000 events each, unless `large=true` says that it may be more: 100,000 types with 10,000,000 events each, as an export of a large collection has. A `created_at` without a zone is UTC. The file is UTF-8 or UTF-16.\n\nWith `lenient=true` some of what is refused is mended instead: an event that goes back or stays is left out (no count depends on it); a `created_at` may be a date, or seconds, milliseconds or microseconds since 1970; stages that are not named hold nothing; the history may be missing; control characters in a name become blanks, and a name of which nothing can be seen becomes its code points.\n\nWith `dry_run=true` nothing is changed, and the answer says what would be, with the types in the order of `locale`, and under `mended` what was mended, how often, and where first. A refusal’s `details` have the `reason`, and as far as it is known the place: `type` and `event` are numbers from 1.\n\nWhoever hangs up before the answer has most likely stopped it; whoever wants to be sure sends an `Idempotency-Key`, and the same again. A sender has to keep 32 KiB/s on average, after the first minute.',
      query: z.strictObject({
        dry_run: z.enum(['true', 'false']).default('false'),
        locale: localeSchema.default('en'),
        large: z.enum(['true', 'false']).default('false'),
        lenient: z.enum(['true', 'false']).default('false'),
      }),
      streamedBody: exportShape,
      status: 200,
      answer: importedShape,
      errors: ['ERR_INVALID_IMPORT_FORMAT', 'ERR_PAYLOAD_TOO_LARGE', 'ERR_TOO_MANY_REQUESTS'],
      idempotent: true,
      handle: ({ context, query, stream, reply }) =>
        importFile(context, stream, {
          dryRun: query.dry_run === 'true',
          locale: query.locale,
          large: query.large === 'true',
          lenient: query.lenient === 'true',
          left: abortOnDisconnect(reply.raw),
        }),
    }),
  ],
};
