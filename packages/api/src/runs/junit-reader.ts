import { kernelError } from '@atelier/domain/kernel/errors.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import type { JUnitTest } from '@atelier/domain/runs/junit.ts';
import type { ResultStatus } from '@atelier/domain/runs/result.ts';
import { SaxesParser } from 'saxes';

/** A report is read as it comes, and what is read of it is kept in memory. */
export const junitLimits = { bytes: 32 * 1024 ** 2, tests: 20_000, message: 4_000 } as const;

const outcomes: Readonly<Record<string, ResultStatus>> = {
  failure: 'fail',
  error: 'fail',
  skipped: 'na',
};

interface Draft {
  readonly className: string;
  readonly name: string;
  readonly seconds: string | null;
  status: ResultStatus;
  message: string;
}

/**
 * Reads a JUnit report. Throws `ERR_JUNIT_INVALID` with the line at which it is broken, or declares a document type:
 * nobody's tests need entities of their own, and they can be made to fill any memory. Throws `ERR_PAYLOAD_TOO_LARGE`.
 */
export async function readJUnit(chunks: AsyncIterable<Uint8Array>): Promise<readonly JUnitTest[]> {
  const reader = createReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > junitLimits.bytes) {
      throw kernelError('ERR_PAYLOAD_TOO_LARGE', { limit: junitLimits.bytes });
    }
    reader.write(decoded(() => decoder.decode(chunk, { stream: true }), reader.line()));
  }
  reader.write(decoded(() => decoder.decode(), reader.line()));
  return reader.end();
}

function decoded(decode: () => string, line: number): string {
  try {
    return decode();
  } catch {
    throw invalid(line, 'is not UTF-8');
  }
}

function invalid(line: number, reason: string) {
  return runsError('ERR_JUNIT_INVALID', { line, reason: reason.slice(0, 200) });
}

function createReader() {
  const parser = new SaxesParser();
  const tests: JUnitTest[] = [];
  let current: Draft | undefined;
  let isTelling = false;
  let hasRoot = false;

  const open: Readonly<Record<string, (attributes: Readonly<Record<string, string>>) => void>> = {
    testcase({ classname = '', name = '', time }) {
      if (tests.length >= junitLimits.tests) {
        throw kernelError('ERR_PAYLOAD_TOO_LARGE', { limit: junitLimits.tests });
      }
      current = {
        className: plain(classname),
        name: plain(name),
        seconds: time ?? null,
        status: 'ok',
        message: '',
      };
    },
  };
  parser.on('error', (error) => {
    throw invalid(parser.line, error.message.replace(/^\d+:\d+: /, ''));
  });
  parser.on('doctype', () => {
    throw invalid(parser.line, 'declares a document type, which is not read');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (!hasRoot && name !== 'testsuites' && name !== 'testsuite') {
      throw invalid(parser.line, `begins with <${name}>, and is no JUnit report`);
    }
    hasRoot = true;
    open[name]?.(attributes);
    const outcome = Object.hasOwn(outcomes, name) ? outcomes[name] : undefined;
    if (current === undefined || outcome === undefined) return;
    if (current.status !== 'fail') current.status = outcome;
    isTelling = true;
    tell(`${attributes.message ?? ''}\n`);
  });
  const tell = (text: string) => {
    if (current === undefined || !isTelling) return;
    if (current.message.length < junitLimits.message) current.message += text;
  };
  parser.on('text', tell);
  parser.on('cdata', tell);
  parser.on('closetag', ({ name }) => {
    if (Object.hasOwn(outcomes, name)) {
      tell('\n');
      isTelling = false;
    }
    if (name !== 'testcase' || current === undefined) return;
    if (current.name !== '') tests.push(finished(current));
    current = undefined;
  });

  return {
    line: () => parser.line,
    write: (text: string) => void parser.write(text),
    end(): readonly JUnitTest[] {
      parser.close();
      if (!hasRoot) throw invalid(parser.line, 'is empty');
      return tests;
    },
  };
}

function finished({ message, seconds, ...test }: Draft): JUnitTest {
  return {
    ...test,
    message: plain(message.slice(0, junitLimits.message)),
    seconds: seconds !== null && /^\d+(\.\d+)?$/.test(seconds) ? seconds : null,
  };
}

/** XML knows no NUL, but halves of pairs may come by references. */
function plain(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '').trim();
}
