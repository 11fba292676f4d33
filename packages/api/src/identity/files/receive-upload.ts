import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { AttachedFile } from '@atelier/domain/identity/files/attached-file.ts';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import type { Context } from '../../kernel/context.ts';
import { abortOnDisconnect } from '../../kernel/streams/abort-on-disconnect.ts';
import { type Pace, withDeadline } from '../../kernel/streams/deadline.ts';
import { createLimiter } from '../../kernel/streams/limiter.ts';
import { createLimiterPerOwner } from '../../kernel/streams/limiter-per-owner.ts';
import { attach } from './attach.ts';
import type { Files } from './files.ts';
import { isMultipart, readFilePart } from './multipart.ts';

/** Each holds a connection, a file, and a piece of memory; more than this wait. */
const limited = createLimiter({ atOnce: 32, waiting: 64, waitMs: 60_000 });

/** Of one user, so that slow ones of theirs do not take all places; those that wait take none of the others'. */
const limitedPerUser = createLimiterPerOwner({ atOnce: 4, waiting: 16, waitMs: 60_000 });

/** What a sender has to keep: 256 kbit/s on average, after the first minute. */
const usualPace: Pace = { graceMs: 60_000, bytesPerSecond: 32_768, totalMs: 12 * 60 * 60_000 };

/** A request whose body is a file, or a form with one. */
export interface UploadRequest {
  readonly headers: IncomingHttpHeaders;
  /** `Content-Length`, of the body as it is sent. */
  readonly announced: number | undefined;
  /** Unpacked. */
  readonly body: Readable;
  readonly raw: IncomingMessage;
  readonly answer: ServerResponse;
  readonly pace?: Pace;
}

/** Where an upload goes, and what its sender calls it if the body does not say. */
export interface UploadTarget {
  readonly use: string;
  readonly entityId: string;
  readonly name: string;
}

/**
 * Takes in the file that a request brings, raw or as the first file of a form, and attaches it. For areas with
 * addresses of their own for attachments as well.
 *
 * Throws what {@link attach} does, and `ERR_FILE_CUT_OFF`, `ERR_FILE_TOO_SLOW`, `ERR_TOO_MANY_REQUESTS`.
 */
export function receiveUpload(
  context: Context,
  files: Files,
  target: UploadTarget,
  { headers, announced, body, raw, answer, pace = usualPace }: UploadRequest,
): Promise<AttachedFile> {
  const left = abortOnDisconnect(answer);
  // It is not read to its end where it is refused; the answer still goes out on the connection.
  const chunks = body.iterator({ destroyOnReturn: body !== raw });
  const timed = withDeadline(chunks as AsyncIterable<Buffer>, pace, () =>
    fileError('ERR_FILE_TOO_SLOW'),
  );
  const isForm = isMultipart(headers);
  const isPacked = headers['content-encoding'] !== undefined;
  const take = async () => {
    const form = lazily(() => readFilePart(headers, timed));
    const { name } = target;
    try {
      return await attach(context, files, {
        ...target,
        name: () => name || form.value?.name || '',
        // The length of a form, or of what is packed, says little of the file.
        announced: isForm || isPacked ? undefined : announced,
        chunks: isForm ? chunksOf(form.get) : timed,
        left,
      });
    } catch (error) {
      if (error instanceof DomainError || !left.aborted) throw error;
      throw fileError('ERR_FILE_CUT_OFF');
    }
  };
  return limitedPerUser(context.actor.id, left, () => limited(left, take));
}

/** What is read of a form only once it is asked for: whoever is refused before has none of it read. */
function lazily<Value>(make: () => Promise<Value>) {
  const one = {
    value: undefined as Value | undefined,
    async get() {
      one.value = await make();
      return one.value;
    },
  };
  return one;
}

async function* chunksOf(
  part: () => Promise<{ readonly chunks: AsyncIterable<Uint8Array> }>,
): AsyncGenerator<Uint8Array> {
  yield* (await part()).chunks;
}
