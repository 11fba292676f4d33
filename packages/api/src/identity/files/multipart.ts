import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import busboy, {
  type BusboyFileStream,
  type BusboyHeaders,
  type BusboyInstance,
} from '@fastify/busboy';

/** A file within a form. */
export interface FilePart {
  /** As the sender calls it. */
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Bytes of a form that are not of its first file, with what of that is on its way. */
const mostBesides = 4 * 1024 ** 2;

export function isMultipart({ 'content-type': type }: IncomingHttpHeaders): boolean {
  return /^multipart\/form-data\b/i.test(type ?? '');
}

/**
 * The first file of a form as it arrives; whatever else is in the form is read and dropped. Its chunks fail with
 * `ERR_FILE_CUT_OFF` where the form is not whole. Throws `ERR_FILE_ABSENT`, `ERR_VALIDATION`, and
 * `ERR_PAYLOAD_TOO_LARGE` where too much is beside the file; the chunks as well.
 */
export async function readFilePart(
  headers: IncomingHttpHeaders,
  body: AsyncIterable<Uint8Array>,
): Promise<FilePart> {
  const form = openForm(headers);
  const source = Readable.from(limitedBody(), { objectMode: false });
  let failure: unknown;
  let part: BusboyFileStream | undefined;
  const found = new Promise<{ name: string; stream: BusboyFileStream } | null>((resolve) => {
    form.on('file', (_field, stream, name) => {
      // Nobody else listens to one that is dropped, nor to the first before it is read; the form says it as well.
      stream.on('error', () => {});
      if (part === undefined) {
        part = stream;
        resolve({ name: name ?? '', stream });
      } else stream.resume();
    });
    const fail = (error: unknown) => {
      failure ??= error;
      const reason = error instanceof Error ? error : new Error('the form failed');
      part?.destroy(reason);
      // A source that fails does not end what it is piped into, and the end of the form is waited for.
      form.destroy(reason);
      resolve(null);
    };
    form.on('error', () => fail(fileError('ERR_FILE_CUT_OFF')));
    form.on('finish', () => resolve(null));
    source.on('error', fail);
  });
  source.pipe(form);
  const first = await found;
  if (first === null) {
    source.destroy();
    throw failure ?? fileError('ERR_FILE_ABSENT');
  }
  const { name, stream } = first;
  return { name, chunks: partChunks() };

  /** What is dropped has no limit of its own, and would come for as long as its sender likes. */
  async function* limitedBody(): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes - (part?.bytesRead ?? 0) > mostBesides) throw kernelError('ERR_PAYLOAD_TOO_LARGE');
      yield chunk;
    }
  }

  async function* partChunks(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk;
      if (failure === undefined && !form.writableFinished) await once(form, 'finish');
      if (failure !== undefined) throw failure;
    } catch (error) {
      throw failure ?? error;
    } finally {
      source.unpipe(form);
      source.destroy();
    }
  }
}

function openForm(headers: IncomingHttpHeaders): BusboyInstance {
  const limits = { files: 4, fields: 20, fieldSize: 64 * 1024, parts: 24, headerPairs: 20 };
  try {
    return busboy({ headers: headers as BusboyHeaders, limits });
  } catch {
    // No boundary.
    throw kernelError('ERR_VALIDATION', { header: 'Content-Type' });
  }
}
