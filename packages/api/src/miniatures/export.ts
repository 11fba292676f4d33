import {
  type ExportEvent,
  type ExportType,
  exportTypes,
} from '@atelier/db/miniatures/export-reads.ts';
import { stages } from '@atelier/domain/miniatures/stages.ts';
import type { FastifyReply } from 'fastify';
import type { Knex } from 'knex';
import pLimit from 'p-limit';
import { sendText } from '../kernel/streams/send-text.ts';

/** Each export holds a database session for as long as it is read; more than this many wait. */
const exportsAtOnce = pLimit(4);

/**
 * Streams the whole collection as the contract's JSON, a type to a line. The same collection gives the same
 * bytes. The first part is read before the headers are sent, so an unreachable database still gives a 503.
 */
export function sendExport(db: Knex, reply: FastifyReply): Promise<undefined> {
  return exportsAtOnce(() =>
    sendText(reply, 'application/json; charset=utf-8', () => exportParts(exportTypes(db))),
  );
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
