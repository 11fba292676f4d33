import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { closeWhenIdle } from './idle-timeout.ts';
import { atReaderPace, type ReaderPace } from './reader-pace.ts';

/** In UTF-16 units. */
const pieceLength = 65_536;

/** A reader who takes nothing for this long has lost its turn. */
const stallMs = 60_000;

/**
 * Streams a text of any length as it is made. The first part is made before the headers are sent, so an
 * unreachable database still gives a 503; none is made for whoever has left.
 *
 * @param pace that its reader has to keep; unless told, it may take as long as it takes anything at all
 */
export async function sendText(
  reply: FastifyReply,
  contentType: string,
  begin: () => AsyncIterable<string>,
  pace?: ReaderPace,
): Promise<undefined> {
  if (reply.raw.destroyed) return void reply.hijack();
  const pieces = inPieces(begin());
  const parts = pace === undefined ? pieces : atReaderPace(pieces, reply.raw, pace);
  try {
    const first = await parts.next();
    const body = Readable.from(
      (async function* () {
        if (!first.done) yield first.value;
        yield* parts;
      })(),
    );
    closeWhenIdle(reply.raw, stallMs);
    // Until it is read, or its reader has left: also one who left before the body was begun.
    await reply.header('content-type', contentType).send(body);
  } finally {
    await parts.return(undefined).catch(() => {});
  }
  return undefined;
}

/** The same text in pieces of some length: each one that is handed on costs a turn of the loop. */
async function* inPieces(parts: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const part of parts) {
    piece += part;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
