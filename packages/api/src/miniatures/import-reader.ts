import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { ImportPlace } from '@atelier/domain/miniatures/import-faults.ts';
import {
  type ImportEvent,
  type ImportType,
  importEventSchema,
  importTypeSchema,
  maxImportEvents,
  maxImportTypes,
} from '@atelier/domain/miniatures/interchange.ts';
import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { isRecord, refusedFile, refusedValue } from './import-refusals.ts';

/** What the reader finds, in the order of the file: a type's events come before the type itself. */
export type ImportPart =
  | { readonly kind: 'events'; readonly position: number; readonly events: ImportEvent[] }
  | { readonly kind: 'type'; readonly position: number; readonly type: ImportType };

/** No valid file nests deeper: file, types, type, history, event. */
const maxDepth = 6;
/** No valid file has a longer piece without any token: a name has at most 255 characters. */
const maxQuietBytes = 100_000;
const maxNameLength = 255;
const batchSize = 5000;

/**
 * Reads an export as a stream of bytes, strictly, holding one batch of events at a time. Throws
 * `ERR_INVALID_IMPORT_FORMAT` with the place and the reason, `ERR_PAYLOAD_TOO_LARGE` past the limits.
 */
export async function* readImport(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<ImportPart> {
  const reader = createReader();
  for await (const chunk of chunks) {
    // Large chunks are cut, so that a batch can be handed on before the next is read.
    for (let start = 0; start < chunk.length; start += 65_536) {
      yield* reader.write(chunk.subarray(start, start + 65_536));
    }
  }
  yield* reader.end();
}

function createReader() {
  const found: ImportPart[] = [];
  let events: ImportEvent[] = [];
  /** Of the type that is being read. */
  let eventCount = 0;
  let typeName: string | undefined;
  let typeCount = 0;
  let complete = false;
  let depth = 0;
  /** The field of the file that is being read, and whether that is the list of types. */
  let topField: unknown;
  let inTypes = false;
  let tokens = 0;
  let lastToken = 0;
  let bytes = 0;

  const tokenizer = new Tokenizer();
  const parser = new TokenParser({
    paths: ['$', '$.types.*', '$.types.*.name', '$.types.*.history.*'],
    keepStack: false,
  });
  const flushEvents = () => {
    if (events.length > 0) found.push({ kind: 'events', position: typeCount, events });
    events = [];
  };
  const typePlace = (): ImportPlace => ({
    type: typeCount + 1,
    ...(typeName !== undefined && { name: typeName }),
  });
  /** Where the reader is: in a type, or nowhere that could be named. */
  const here = (): ImportPlace => (inTypes && depth >= 3 ? typePlace() : {});

  tokenizer.onToken = (token) => {
    if (tokens === 0 && token.token !== TokenType.LEFT_BRACE) throw refusedFile('not_export');
    tokens += 1;
    lastToken = bytes;
    if (depth === 1 && token.token === TokenType.STRING) topField = token.value;
    if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) depth += 1;
    if (token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET)
      depth -= 1;
    if (depth < 2) inTypes = false;
    else if (depth === 2 && token.token === TokenType.LEFT_BRACKET) inTypes = topField === 'types';
    if (depth > maxDepth) throw refusedFile('too_deep', here());
    if (token.value === '__proto__') {
      throw refusedFile('unknown_field', { ...here(), field: token.value });
    }
    parser.write(token);
  };
  parser.onValue = ({ value, key, parent, stack }) => {
    if (stack.length === 0) {
      checkFile(value);
      complete = true;
    } else if (stack.length === 2) {
      if (typeof key !== 'number') throw refusedFile('wrong_type', { field: 'types' });
      addType(value);
    } else if (stack.length === 3) {
      // Most files name a type before they tell of it; nothing but the place of a mistake needs it.
      if (typeof value === 'string' && value.length <= maxNameLength) typeName = value.trim();
    } else {
      if (typeof key !== 'number')
        throw refusedFile('wrong_type', { ...typePlace(), field: 'history' });
      addEvent(value, key);
    }
    // The parser keeps what lies below a value that it has yet to give: its place alone is needed.
    if (Array.isArray(parent) && typeof key === 'number') parent[key] = null;
  };

  function addEvent(value: unknown, index: number): void {
    eventCount += 1;
    if (eventCount > maxImportEvents) {
      throw kernelError('ERR_PAYLOAD_TOO_LARGE', { limit: maxImportEvents, ...typePlace() });
    }
    const event = importEventSchema.safeParse(value);
    if (!event.success) {
      throw refusedValue(value, event.error, { ...typePlace(), event: index + 1 });
    }
    events.push(event.data);
    if (events.length === batchSize) flushEvents();
  }

  function addType(value: unknown): void {
    if (typeCount >= maxImportTypes) {
      throw kernelError('ERR_PAYLOAD_TOO_LARGE', { limit: maxImportTypes });
    }
    const place = typePlace();
    if (!isRecord(value)) throw refusedFile('wrong_type', { type: typeCount + 1 });
    const { history, ...rest } = value;
    const type = importTypeSchema.safeParse(rest);
    if (!type.success) throw refusedValue(rest, type.error, place);
    if (!Array.isArray(history)) {
      const reason = history === undefined ? 'missing_field' : 'wrong_type';
      throw refusedFile(reason, { ...place, field: 'history' });
    }
    // Its events were taken out one by one; another number tells that the field stood there twice.
    if (history.length !== eventCount) {
      throw refusedFile('repeated_field', { ...place, field: 'history' });
    }
    flushEvents();
    found.push({ kind: 'type', position: typeCount, type: type.data });
    typeCount += 1;
    eventCount = 0;
    typeName = undefined;
  }

  function checkFile(value: unknown): void {
    if (!isRecord(value)) throw refusedFile('not_export');
    const { types } = value;
    if (!Array.isArray(types)) throw refusedFile('not_export');
    if (types.length !== typeCount) throw refusedFile('repeated_field', { field: 'types' });
    const unknown = Object.keys(value).find((key) => key !== 'types');
    if (unknown !== undefined) throw refusedFile('unknown_field', { field: unknown });
  }

  function* take(): Generator<ImportPart> {
    yield* found.splice(0);
  }

  return {
    *write(chunk: Uint8Array): Generator<ImportPart> {
      bytes += chunk.length;
      refusingBadJson(
        () => tokenizer.write(chunk),
        () => refusedFile('not_json', here()),
      );
      if (bytes - lastToken > maxQuietBytes && !complete) throw refusedFile('too_long', here());
      yield* take();
    },
    *end(): Generator<ImportPart> {
      if (!tokenizer.isEnded) {
        const reason = tokens === 0 ? 'not_json' : 'ends_early';
        refusingBadJson(
          () => tokenizer.end(),
          () => refusedFile(reason, here()),
        );
      }
      if (!complete) throw refusedFile(tokens === 0 ? 'empty' : 'ends_early', here());
      yield* take();
    },
  };
}

/** What the JSON parser refuses is the user's file, not our mistake. */
function refusingBadJson(work: () => void, refusal: () => Error): void {
  try {
    work();
  } catch (error) {
    if (error instanceof Error && /^Token(izer|Parser)Error$/.test(error.constructor.name)) {
      throw refusal();
    }
    throw error;
  }
}
