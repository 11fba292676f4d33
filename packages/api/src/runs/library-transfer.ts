import type { Action } from '@atelier/domain/identity/actions.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import { runsErrors } from '@atelier/domain/runs/errors.ts';
import { importFormats } from '@atelier/domain/runs/interchange/imported-case.ts';
import { tableFields } from '@atelier/domain/runs/interchange/table-columns.ts';
import { idSchema } from '@atelier/domain/runs/schemas.ts';
import { z } from 'zod';
import type { IdentityContext } from '../identity/context.ts';
import type { Files } from '../identity/files/files.ts';
import { authorizeWith } from '../kernel/authorize.ts';
import type { Context } from '../kernel/context.ts';
import { type EndpointCall, endpointOf, type RestArea } from '../kernel/rest/endpoint.ts';
import { abortOnDisconnect } from '../kernel/streams/abort-on-disconnect.ts';
import { sendText } from '../kernel/streams/send-text.ts';
import { exportFormats, exportLibrary } from './import/export-library.ts';
import { importLibrary, previewTable } from './import/import-library.ts';
import type { SentFile } from './import/receive-file.ts';
import { kinds } from './things.ts';

const endpoint = endpointOf<Files>();
const { read, edit } = runsActions;

const mappingSchema = z
  .string()
  .max(20_000)
  .transform((text, { addIssue }): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      addIssue('is no JSON');
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string().max(500), z.enum(tableFields)));

const importQuery = z.strictObject({
  format: z.enum(importFormats),
  dryRun: z.enum(['true', 'false']).default('true'),
  /** What the columns of a table hold, as JSON: heading → field. */
  mapping: mappingSchema.optional(),
  /** Of the file, for the change note. */
  name: z.string().trim().max(200).default(''),
});
const previewQuery = z.strictObject({ format: z.enum(['csv', 'testrail_csv', 'xlsx']) });
const exportQuery = z.strictObject({ format: z.enum(exportFormats) });
const importErrors = [
  'ERR_IMPORT_REFUSED',
  'ERR_PROJECT_NOT_FOUND',
  'ERR_TOO_MANY_REQUESTS',
] as const;

/** As whoever reads slowly has to. */
const pace = { graceMs: 60_000, unitsPerSecond: 64 * 1024 };

interface Call {
  readonly context: Context;
  readonly params: Readonly<Record<string, string>>;
}

/** The project of an address, once it is known that this may be done there. */
async function projectOf({ context, params }: Call, action: Action): Promise<string> {
  const id = idSchema.safeParse(params.projectId);
  if (!id.success) throw kinds.project.missing();
  await authorizeWith(context.db, context.actor, action, kinds.project, id.data);
  return id.data;
}

function sentFile({
  caller,
  context,
  stream,
  reply,
}: Pick<
  EndpointCall<undefined, undefined, Files>,
  'caller' | 'context' | 'stream' | 'reply'
>): SentFile {
  return {
    ...{ files: caller, userId: context.actor.id, stream },
    left: abortOnDisconnect(reply.raw),
  };
}

/** Files of test cases, in and out. */
export const libraryTransfer: RestArea = {
  tag: 'Test library',
  description: 'The library of test cases of a project as a file.',
  prefix: '/api/runs/projects/:projectId/library',
  // No procedures: where a file lies while it arrives.
  createCaller: (context) => (context as IdentityContext).files,
  errorTable: runsErrors,
  endpoints: [
    endpoint({
      method: 'POST',
      path: '/import',
      needs: edit,
      operationId: 'importLibrary',
      summary: 'Import test cases, or say what would change',
      query: importQuery,
      streamedBody: z.string(),
      streamedTypes: ['application/octet-stream'],
      status: 200,
      answer: z.unknown(),
      errors: importErrors,
      idempotent: true,
      async handle(call) {
        const projectId = await projectOf(call, edit);
        const { dryRun, ...options } = call.query;
        const asked = { ...options, projectId, dryRun: dryRun === 'true' };
        return importLibrary(call.context, sentFile(call), asked);
      },
    }),
    endpoint({
      method: 'POST',
      path: '/columns',
      needs: edit,
      operationId: 'previewLibraryTable',
      summary: 'The columns of a table of test cases',
      query: previewQuery,
      streamedBody: z.string(),
      streamedTypes: ['application/octet-stream'],
      status: 200,
      answer: z.unknown(),
      errors: importErrors,
      async handle(call) {
        await projectOf(call, edit);
        return previewTable(sentFile(call), call.query.format);
      },
    }),
    endpoint({
      method: 'GET',
      path: '/export',
      needs: read,
      operationId: 'exportLibrary',
      summary: 'Export the library',
      query: exportQuery,
      status: 200,
      answer: z.string(),
      errors: ['ERR_PROJECT_NOT_FOUND'],
      async handle(call) {
        const { context, reply, query } = call;
        const projectId = await projectOf(call, read);
        const day = new Date().toISOString().slice(0, 10);
        const type = query.format === 'csv' ? 'text/csv' : 'application/json';
        reply.header(
          'content-disposition',
          `attachment; filename="library-${day}.${query.format}"`,
        );
        reply.header('cache-control', 'no-store');
        const begin = () => exportLibrary(context.db, projectId, query.format);
        return sendText(reply, `${type}; charset=utf-8`, begin, pace);
      },
    }),
  ],
};
