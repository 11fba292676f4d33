import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import {
  type ImportedCase,
  ImportRefusal,
} from '@atelier/domain/runs/interchange/imported-case.ts';
import { guessColumns } from '@atelier/domain/runs/interchange/table-columns.ts';
import { readCases, tableOf } from './read-cases.ts';
import type { ReaderAnswer, ReaderQuestion } from './reader-messages.ts';

// A thread of its own, which holds nobody up: `file-reader.ts` begins it, and is the only one to speak to it.

/** As many cases as one message takes: whoever gets it does something else before it asks for the next. */
const part = 500;

let cases: readonly ImportedCase[] = [];
let given = 0;

parentPort?.on('message', (question: ReaderQuestion) => {
  parentPort?.postMessage(answer(question));
});

function answer(question: ReaderQuestion): ReaderAnswer {
  try {
    return answered(question);
  } catch (error) {
    // Anything else ends the thread, and is told to whoever asked as it is.
    if (!(error instanceof ImportRefusal)) throw error;
    const { fault, line, what } = error;
    return { kind: 'refused', fault, line, what };
  }
}

function answered(question: ReaderQuestion): ReaderAnswer {
  if (question.ask === 'more') {
    const next = cases.slice(given, given + part);
    given += next.length;
    if (given >= cases.length) cases = [];
    return { kind: 'part', cases: next };
  }
  const { path, format } = question;
  const bytes = path === null ? Buffer.alloc(0) : readFileSync(path);
  if (question.ask === 'columns') {
    const table = tableOf(format, bytes);
    if (table === undefined) throw new ImportRefusal('not_this_format', null, format);
    const rows = table.rows.slice(0, 5).map(({ cells }) => cells.map((cell) => cell.slice(0, 200)));
    return {
      kind: 'columns',
      preview: { head: table.head, rows, guess: guessColumns(table.head) },
    };
  }
  cases = [];
  given = 0;
  cases = readCases(format, bytes, question.mapping);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { kind: 'read', sha256, cases: cases.length };
}
