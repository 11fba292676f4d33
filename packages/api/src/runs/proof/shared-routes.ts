import { Readable } from 'node:stream';
import { findFile } from '@atelier/db/identity/file-reads.ts';
import { findSeal } from '@atelier/db/runs/proof-reads.ts';
import { findGoodShareLink } from '@atelier/db/runs/share-link-reads.ts';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import { sharedPath } from '@atelier/domain/runs/seal/proof-types.ts';
import { attachmentsFolder, sealFiles } from '@atelier/domain/runs/seal/seal-format.ts';
import type { ArchivedFile } from '@atelier/domain/runs/seal/seal-tools.ts';
import { missingPage, sharedPage } from '@atelier/domain/runs/seal/shared-page.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IdentityServices } from '../../identity/context.ts';
import { contentOf, sendFile } from '../../identity/files/send-file.ts';
import { storing } from '../../identity/files/storing.ts';
import type { Services } from '../../kernel/context.ts';
import { restError } from '../../kernel/rest/errors.ts';
import { closeWhenIdle } from '../../kernel/streams/idle-timeout.ts';
import { requireRun } from '../runs.ts';
import { openArchive } from './open-archive.ts';
import { tokenHashOf, tokenPattern } from './share-links.ts';

/** A reader who takes nothing for this long has left. */
const stallMs = 60_000;

/** Nothing runs in what is shown, nothing is fetched from elsewhere, and nobody keeps it. */
const safeHeaders = {
  'content-security-policy':
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Pictures alone are shown in place; whatever else was attached is saved. */
const pictures: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
};

type Shared = Pick<Services & IdentityServices, 'db' | 'files'>;

/**
 * What is behind a share link, for whoever has it: a page, the report and its pictures as they are in the archive, and
 * the archive. A token of 256 bits is not guessed; of one that has expired, was revoked or never was, the same is said.
 */
export function registerSharedRuns(app: FastifyInstance, { db, files }: Shared): void {
  const find = async (request: FastifyRequest) => {
    const { token = '' } = request.params as Readonly<Record<string, string>>;
    const link = tokenPattern.test(token)
      ? await findGoodShareLink(db, tokenHashOf(token))
      : undefined;
    const seal = link && (await findSeal(db, link.runId));
    const file = seal && (await findFile(db, seal.fileId));
    return link && seal && file && { token, link, seal, file };
  };
  type Found = NonNullable<Awaited<ReturnType<typeof find>>>;

  const shared =
    (send: (found: Found, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      reply.headers(safeHeaders);
      const found = await find(request);
      if (found === undefined) return sendMissing(request, reply);
      await send(found, request, reply);
      return reply;
    };

  const archived = async ({ file }: Found, name: string): Promise<ArchivedFile | undefined> => {
    const { storageKey, size } = file;
    const open = (range: { readonly first: number; readonly last: number }) =>
      storing(() => files.store.open(storageKey, range));
    const opened = await openArchive({ size: Number(size), open });
    if ('fault' in opened) throw fileError('ERR_FILE_LOST');
    return opened.files.find((each) => each.name === name);
  };

  app.register(
    async (scope) => {
      scope.setErrorHandler((error, request, reply) => {
        const { status, body } = restError(error);
        if (status >= 500) request.log.error({ err: error }, 'a shared run failed');
        return reply.code(status).type('application/json; charset=utf-8').send(body);
      });
      scope.get(
        '/:token',
        shared(async ({ token, link, seal }, request, reply) => {
          const { title, projectName } = await requireRun(db, link.runId);
          const run = {
            ...{ title, projectName, fingerprint: seal.fingerprint },
            expiresAt: link.expiresAt.toISOString(),
            path: `${sharedPath}${token}/`,
          };
          return reply.type('text/html; charset=utf-8').send(sharedPage(run, languageOf(request)));
        }),
      );
      scope.get(
        `/:token/${sealFiles.report}`,
        shared(async (found, request, reply) => {
          const report = await archived(found, sealFiles.report);
          return sendArchived(request, reply, report, 'text/html; charset=utf-8');
        }),
      );
      scope.get(
        `/:token/${attachmentsFolder}:name`,
        shared(async (found, request, reply) => {
          const { name = '' } = request.params as Readonly<Record<string, string>>;
          const file = await archived(found, attachmentsFolder + name);
          const type = pictures[name.replace(/^.*\./, '')];
          if (type === undefined) reply.header('content-disposition', 'attachment');
          return sendArchived(request, reply, file, type ?? 'application/octet-stream');
        }),
      );
      scope.get(
        '/:token/run.zip',
        shared(({ file }, request, reply) =>
          sendFile(request, reply, files, contentOf(file), true),
        ),
      );
    },
    { prefix: sharedPath.replace(/\/$/, '') },
  );
}

async function sendArchived(
  request: FastifyRequest,
  reply: FastifyReply,
  file: ArchivedFile | undefined,
  type: string,
): Promise<FastifyReply> {
  if (file === undefined) return sendMissing(request, reply);
  closeWhenIdle(reply.raw, stallMs);
  return reply.type(type).send(Readable.from(file.read()));
}

function sendMissing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const page = missingPage(languageOf(request));
  return reply.code(404).type('text/html; charset=utf-8').send(page);
}

function languageOf({ headers }: FastifyRequest): 'en' | 'ru' {
  return /^ru\b/i.test(headers['accept-language'] ?? '') ? 'ru' : 'en';
}
