import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import {
  type ImportedCase,
  type ImportFormat,
  ImportRefusal,
} from '@atelier/domain/runs/interchange/imported-case.ts';
import type { TableMapping } from '@atelier/domain/runs/interchange/table-columns.ts';
import type { ReaderAnswer, ReaderQuestion, TablePreview } from './reader-messages.ts';

export interface ReaderLimits {
  /** Of the thread's heap, in MiB: of a file that needs more nothing is read. */
  readonly memoryMib: number;
  /** That one file may take. */
  readonly readMs: number;
  /** After so long without a file the thread ends. */
  readonly idleMs: number;
}

const usualLimits: ReaderLimits = { memoryMib: 1024, readMs: 120_000, idleMs: 30_000 };

/** The cases of a file, with its SHA-256 in hexadecimal digits. */
export interface ReadFile {
  readonly cases: readonly ImportedCase[];
  readonly sha256: string;
}

/**
 * Reads files of cases in a thread of its own, one after the other, so that a large one holds up nobody's requests. One
 * that takes more memory or time than there is ends the thread, and nothing else; the next one has a new thread.
 */
export function createFileReader({ memoryMib, readMs, idleMs }: ReaderLimits = usualLimits) {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const end = (): void => {
    clearTimeout(idle);
    void worker?.terminate();
    worker = undefined;
  };
  const begin = (): Worker => {
    clearTimeout(idle);
    if (worker !== undefined) return worker;
    const made = newThread({ maxOldGenerationSizeMb: memoryMib });
    // The last words of one that died are heard by whoever asked it.
    made.on('error', () => {});
    made.once('exit', () => {
      if (worker === made) worker = undefined;
    });
    made.unref();
    worker = made;
    return made;
  };
  const ask = (question: ReaderQuestion): Promise<ReaderAnswer> =>
    new Promise((resolve, reject) => {
      const asked = begin();
      asked.ref();
      const settle = (outcome: () => void) => {
        clearTimeout(timer);
        asked.off('message', onMessage).off('error', onError).off('exit', onExit);
        asked.unref();
        outcome();
      };
      const onMessage = (answer: ReaderAnswer) => settle(() => resolve(answer));
      const onError = (error: NodeJS.ErrnoException) => settle(() => reject(deathOf(error)));
      const onExit = () => settle(() => reject(new Error('the thread that reads files ended')));
      const timer = setTimeout(
        () =>
          settle(() => {
            end();
            reject(new ImportRefusal('too_large', null, 'time'));
          }),
        readMs,
      );
      asked.on('message', onMessage).on('error', onError).on('exit', onExit);
      asked.postMessage(question);
    });
  const asking = async <Kind extends ReaderAnswer['kind']>(
    kind: Kind,
    question: ReaderQuestion,
  ) => {
    const answer = await ask(question);
    if (answer.kind === 'refused') {
      throw new ImportRefusal(answer.fault, answer.line, answer.what);
    }
    if (answer.kind !== kind) throw new Error(`asked for ${kind}, and was told ${answer.kind}`);
    return answer as Extract<ReaderAnswer, { kind: Kind }>;
  };
  /** One file at a time: what the thread holds of it is asked for in parts. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work).finally(() => {
      idle = setTimeout(end, idleMs).unref();
    });
    last = turn.catch(() => {});
    return turn;
  };

  return {
    /** The cases in a file; `path` null for one without a byte. Throws an {@link ImportRefusal}. */
    cases: (path: string | null, format: ImportFormat, mapping: TableMapping | undefined) =>
      inTurn(async (): Promise<ReadFile> => {
        const read = await asking('read', { ask: 'cases', path, format, mapping });
        const cases: ImportedCase[] = [];
        while (cases.length < read.cases) {
          cases.push(...(await asking('part', { ask: 'more' })).cases);
        }
        return { cases, sha256: read.sha256 };
      }),
    /** The headings and the first rows of a table, and what its columns seem to hold. Throws as `cases`. */
    columns: (path: string | null, format: ImportFormat) =>
      inTurn(
        async (): Promise<TablePreview> =>
          (await asking('columns', { ask: 'columns', path, format })).preview,
      ),
    end,
  };
}

/** A file that the thread died of is one that is too large for it. */
function deathOf(error: NodeJS.ErrnoException): Error {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new ImportRefusal('too_large', null, 'memory')
    : error;
}

/** The thread's file stands beside this one, as source or as what the build makes of it; source needs tsx before it. */
function newThread(resourceLimits: ResourceLimits): Worker {
  const source = join(import.meta.dirname, 'reader-thread.ts');
  if (!existsSync(source)) {
    return new Worker(join(import.meta.dirname, 'reader-thread.js'), { resourceLimits });
  }
  const at = JSON.stringify(pathToFileURL(source).href);
  const begin = `import('tsx/esm/api').then(({ register }) => { register(); return import(${at}); });`;
  return new Worker(begin, { eval: true, resourceLimits });
}
