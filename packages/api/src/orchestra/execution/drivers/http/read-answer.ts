import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { HttpAnswer } from '@atelier/domain/orchestra/drivers/http.ts';
import type { Dispatcher } from 'undici';
import { storableText } from '../../storable.ts';
import { failureOf } from '../failure.ts';
import { jsonIn } from '../json-in.ts';

/** What is read of an answer, unpacked: the rest of a larger one is never fetched. */
const maxBytes = 8 * 1024 * 1024;

interface ReadAnswer {
  readonly output: Omit<HttpAnswer, 'durationMs'>;
  readonly notes: Readonly<Record<string, string | number | boolean>>;
}

/** Reads an answer as far as it may go. Throws `CONNECTION_LOST`, `TIMED_OUT`, `ANSWER_INVALID`. */
export async function readAnswer(
  answer: Dispatcher.ResponseData,
  url: URL,
  signal: AbortSignal,
): Promise<ReadAnswer> {
  const { bytes, isCut } = await readBytes(answer, url, signal);
  const headers = headersOf(answer.headers);
  const { text, isInvalid } = decoded(bytes, String(answer.headers['content-type'] ?? ''));
  return {
    output: {
      status: answer.statusCode,
      headers,
      body: bytes.length === 0 ? null : ((isCut ? undefined : jsonIn(text)) ?? text),
      text,
      url: url.href,
    },
    notes: {
      bytes: bytes.length,
      ...(isCut && { cut: true }),
      ...(isInvalid && { invalidText: true }),
    },
  };
}

async function readBytes(
  { body, headers }: Dispatcher.ResponseData,
  url: URL,
  signal: AbortSignal,
): Promise<{ readonly bytes: Buffer; readonly isCut: boolean }> {
  const pieces: Buffer[] = [];
  let size = 0;
  const stream = unpacked(body, String(headers['content-encoding'] ?? '').toLowerCase());
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      const room = maxBytes - size;
      pieces.push(piece.subarray(0, room));
      size += Math.min(piece.length, room);
      if (piece.length > room) {
        body.destroy();
        return { bytes: Buffer.concat(pieces), isCut: true };
      }
    }
  } catch (error) {
    if (
      !signal.aborted &&
      /^(Z_|ERR__?BROTLI|ERR_PADDING)/.test(String((error as { code?: unknown }).code))
    ) {
      return { bytes: Buffer.concat(pieces), isCut: true };
    }
    throw failureOf(error, url.host, signal);
  } finally {
    body.destroy();
  }
  return { bytes: Buffer.concat(pieces), isCut: false };
}

/** A bomb is cut like anything else that is too large: no more is unpacked than is read. */
function unpacked(body: Readable, coding: string): Readable {
  const unpack = unpackers[coding];
  if (unpack === undefined) return body;
  const through = unpack();
  pipeline(body, through, () => {});
  return through;
}

const unpackers: Readonly<Record<string, (() => Transform) | undefined>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

function decoded(
  bytes: Buffer,
  contentType: string,
): { readonly text: string; readonly isInvalid: boolean } {
  const charset = /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return { text: storableText(decoderFor(charset, true).decode(bytes)), isInvalid: false };
  } catch {
    return { text: storableText(decoderFor(charset, false).decode(bytes)), isInvalid: true };
  }
}

function decoderFor(charset: string, fatal: boolean): TextDecoder {
  try {
    return new TextDecoder(charset, { fatal });
  } catch {
    return new TextDecoder('utf-8', { fatal });
  }
}

function headersOf(headers: Dispatcher.ResponseData['headers']): HttpAnswer['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      storableText(name.toLowerCase()),
      Array.isArray(value) ? value.map(storableText) : storableText(String(value ?? '')),
    ]),
  );
}
