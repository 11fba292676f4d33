import { Readable } from 'node:stream';
import {
  type ExportEvent,
  type ExportType,
  exportTypes,
} from '@atelier/db/miniatures/export-reads.ts';
import { stages } from '@atelier/domain/miniatures/stages.ts';
import type { FastifyReply } from 'fastify';
import type { Services } from '../kernel/context.ts';

/**
 * Streams the whole collection as the contract's JSON, a type to a line. The same collection gives the
 * same bytes. The first part is read before the head is sent, so a database that is away is still a 503.
 */
export async function sendExport({ db }: Services, reply: FastifyReply): Promise<undefined> {
  const parts = exportParts(exportTypes(db));
  const first = await parts.next();
  const body = Readable.from(
    (async function* () {
      if (!first.done) yield first.value;
      yield* parts;
    })(),
  );
  // A client that leaves before the body was begun ends nothing by itself: the snapshot would stay open.
  body.once('close', () => parts.return(undefined).catch(() => {}));
  await reply.header('content-type', 'application/json; charset=utf-8').send(body);
  return undefined;
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
