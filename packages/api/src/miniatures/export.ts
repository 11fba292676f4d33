import { Readable } from 'node:stream';
import {
  type ExportEvent,
  type ExportType,
  exportTypes,
} from '@atelier/db/miniatures/export-reads.ts';
import { stages } from '@atelier/domain/miniatures/stages.ts';
import type { FastifyReply } from 'fastify';
import type { Knex } from 'knex';
import pLimit from 'p-limit';
import { closeWhenIdle } from '../kernel/streams/idle-timeout.ts';

/** Each export holds a database session for as long as it is read; more than this many wait. */
const exportsAtOnce = pLimit(4);

/** In UTF-16 units. */
const pieceLength = 65_536;

/** A reader who takes nothing for this long has lost its turn. */
const stallMs = 60_000;

/**
 * Streams the whole collection as the contract's JSON, a type to a line. The same collection gives the same
 * bytes. The first part is read before the headers are sent, so an unreachable database still gives a 503.
 */
export function sendExport(db: Knex, reply: FastifyReply): Promise<undefined> {
  return exportsAtOnce(async () => {
    // Whoever left while waiting has no session opened for it.
    if (reply.raw.destroyed) return void reply.hijack();
    const parts = inPieces(exportParts(exportTypes(db)));
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
      await reply.header('content-type', 'application/json; charset=utf-8').send(body);
    } finally {
      await parts.return(undefined).catch(() => {});
    }
    return undefined;
  });
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

async function* exportParts(types: AsyncIterable<ExportType>): AsyncGenerator<string> {
  let before = '{"types":[\n';
  for await (const { name, counts, history } of types) {
    const stageCounts = stages.map((stage) => ({ stage, count: counts[stage] }));
    yield `${before}{"name":${JSON.stringify(name)},"stage_counts":${JSON.stringify(stageCounts)},"history":[`;
    before = '';
    for await (const events of history) {
      yield before + events.map(eventText).join(',');
      before = ',';
    }
    yield ']}';
    before = ',\n';
  }
  yield before === ',\n' ? '\n]}\n' : '{"types":[]}\n';
}

function eventText({ from_stage, to_stage, qty, created_at }: ExportEvent): string {
  return `{"from_stage":"${from_stage}","to_stage":"${to_stage}","qty":${qty},"created_at":"${created_at}"}`;
}
