import type { Readable } from 'node:stream';
import type { FileModel } from '@atelier/db/identity/models/file.ts';
import type { Action } from '@atelier/domain/identity/actions.ts';
import { announcedLength } from '@atelier/domain/identity/files/admission.ts';
import { filesPath } from '@atelier/domain/identity/files/attached-file.ts';
import { fileActions } from '@atelier/domain/identity/files/file-actions.ts';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import { fileIdInput, uploadInput } from '@atelier/domain/identity/files/file-schemas.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Knex } from 'knex';
import { authorize } from '../../kernel/authorize.ts';
import type { Context } from '../../kernel/context.ts';
import { restError } from '../../kernel/rest/errors.ts';
import { withThumbnail } from './await-thumbnail.ts';
import type { Files } from './files.ts';
import { receiveUpload } from './receive-upload.ts';
import { contentOf, requireSeen, sendFile, thumbnailOf } from './send-file.ts';

type CreateContext = (request: FastifyRequest, door: 'rest') => Promise<Context>;

const contextKey = 'fileContext';

/** Where files are sent and fetched: `POST /api/files/<use>/<thing>`, `GET /api/files/<id>`. */
export function registerFileRoutes(
  app: FastifyInstance,
  files: Files,
  createContext: CreateContext,
): void {
  const gate = (needs: Action) => async (request: FastifyRequest) => {
    const context = await createContext(request, 'rest');
    authorize(context.actor, needs);
    request.setDecorator(contextKey, context);
  };
  const contextOf = (request: FastifyRequest) => request.getDecorator<Context>(contextKey);

  app.register(
    async (scope) => {
      scope.decorateRequest(contextKey);
      scope.setErrorHandler((error, request, reply) => {
        const { status, body } = restError(error);
        if (status >= 500) request.log.error({ err: causeOf(error) }, 'a file failed');
        clearFileHeaders(reply);
        return reply.code(status).send(body);
      });
      // Whoever reads a body limits it as it goes.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

      scope.post('/:use/:entityId', {
        bodyLimit: Number.MAX_SAFE_INTEGER,
        onRequest: gate(fileActions.writeFiles),
        async handler(request, reply) {
          const { use, entityId } = request.params as Record<string, string>;
          const { name } = request.query as Record<string, unknown>;
          const given = uploadInput.parse({ use, entityId, name });
          const file = await receiveUpload(contextOf(request), files, given, {
            headers: request.headers,
            announced: announcedLength(request.headers['content-length']),
            body: (request.body ?? request.raw) as Readable,
            raw: request.raw,
            answer: reply.raw,
          });
          return reply.code(201).send(file);
        },
      });
      for (const [path, pick] of [
        ['/:id', async (file: FileModel) => contentOf(file)],
        [
          '/:id/thumbnail',
          async (file: FileModel, db: Knex) => thumbnailOf(await withThumbnail(db, file)),
        ],
      ] as const) {
        scope.route({
          method: ['GET', 'HEAD'],
          url: path,
          onRequest: gate(fileActions.readFiles),
          async handler(request, reply) {
            const asked = fileIdInput.safeParse(request.params);
            if (!asked.success) throw fileError('ERR_FILE_NOT_FOUND');
            const context = contextOf(request);
            const file = await requireSeen(context, files, asked.data.id);
            const { download } = request.query as Record<string, unknown>;
            const sent = await pick(file, context.db);
            return sendFile(request, reply, files, sent, download !== undefined);
          },
        });
      }
    },
    { prefix: filesPath },
  );
}

/** Of what was to be sent; the answer is another one. */
function clearFileHeaders(reply: FastifyReply): void {
  for (const name of ['content-length', 'content-range', 'content-disposition', 'etag']) {
    reply.removeHeader(name);
  }
  reply.header('cache-control', 'no-store').type('application/json; charset=utf-8');
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? (error.cause ?? error) : error;
}
