import { kernelError } from '@atelier/domain/kernel/errors.ts';
import { miniaturesError } from '@atelier/domain/miniatures/errors.ts';
import type { ImportReason } from '@atelier/domain/miniatures/import-reasons.ts';
import {
  type ImportEvent,
  type ImportType,
  importEventSchema,
  importTypeSchema,
  maxImportEvents,
  maxImportTypes,
  reasonOf,
} from '@atelier/domain/miniatures/interchange.ts';
import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import type { ZodError } from 'zod';

/** What the reader finds, in the order of the file: a type's events come before the type itself. */
export type ImportPart =
  | { readonly kind: 'events'; readonly position: number; readonly events: ImportEvent[] }
  | { readonly kind: 'type'; readonly position: number; readonly type: ImportType };

/** No valid file nests deeper: file, types, type, history, event. */
const maxDepth = 6;
/** No valid file has a longer piece without any token: a name has at most 255 characters. */
const maxQuietBytes = 100_000;
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
  let typeCount = 0;
  let complete = false;
  let depth = 0;
  let lastToken = 0;
  let bytes = 0;

  const tokenizer = new Tokenizer();
  const parser = new TokenParser({
    paths: ['$', '$.types.*', '$.types.*.history.*'],
    keepStack: false,
  });
  const flushEvents = () => {
    if (events.length > 0) found.push({ kind: 'events', position: typeCount, events });
    events = [];
  };

  tokenizer.onToken = (token) => {
    lastToken = bytes;
    if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) depth += 1;
    if (token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET)
      depth -= 1;
    if (depth > maxDepth) throw invalid(placeOf(typeCount), 'too_deep');
    if (token.value === '__proto__') throw invalid(placeOf(typeCount), 'unknown_field');
    parser.write(token);
  };
  parser.onValue = ({ value, key, parent, stack }) => {
    if (stack.length === 0) {
      checkFile(value);
      complete = true;
    } else if (stack.length === 2) {
      if (typeof key !== 'number') throw invalid('types', 'wrong_type');
      addType(value);
    } else {
      if (typeof key !== 'number') throw invalid(`${placeOf(typeCount)}.history`, 'wrong_type');
      addEvent(value, key);
    }
    // The parser keeps what lies below a value that it has yet to give: its place alone is needed.
    if (Array.isArray(parent) && typeof key === 'number') parent[key] = null;
  };

  function addEvent(value: unknown, index: number): void {
    eventCount += 1;
    if (eventCount > maxImportEvents) {
      throw kernelError('ERR_PAYLOAD_TOO_LARGE', {
        limit: maxImportEvents,
        at: placeOf(typeCount),
      });
    }
    const event = importEventSchema.safeParse(value);
    if (!event.success) throw invalidValue(`${placeOf(typeCount)}.history.${index}`, event.error);
    events.push(event.data);
    if (events.length === batchSize) flushEvents();
  }

  function addType(value: unknown): void {
    if (typeCount >= maxImportTypes) {
      throw kernelError('ERR_PAYLOAD_TOO_LARGE', { limit: maxImportTypes, at: 'types' });
    }
    const place = placeOf(typeCount);
    if (!isRecord(value)) throw invalid(place, 'wrong_type');
    const { history, ...rest } = value;
    if (!Array.isArray(history)) throw invalid(`${place}.history`, 'wrong_type');
    // Its events were taken out one by one; another number tells that the field stood there twice.
    if (history.length !== eventCount) throw invalid(`${place}.history`, 'repeated_field');
    const type = importTypeSchema.safeParse(rest);
    if (!type.success) throw invalidValue(place, type.error);
    flushEvents();
    found.push({ kind: 'type', position: typeCount, type: type.data });
    typeCount += 1;
    eventCount = 0;
  }

  function checkFile(value: unknown): void {
    if (!isRecord(value)) throw invalid('', 'wrong_type');
    const unknown = Object.keys(value).find((key) => key !== 'types');
    if (unknown !== undefined) throw invalid('', 'unknown_field');
    const { types } = value;
    if (!Array.isArray(types)) throw invalid('types', 'wrong_type');
    if (types.length !== typeCount) throw invalid('types', 'repeated_field');
  }

  function* take(): Generator<ImportPart> {
    yield* found.splice(0);
  }

  return {
    *write(chunk: Uint8Array): Generator<ImportPart> {
      bytes += chunk.length;
      asInvalid(() => tokenizer.write(chunk), typeCount);
      if (bytes - lastToken > maxQuietBytes && !complete) {
        throw invalid(placeOf(typeCount), 'too_long');
      }
      yield* take();
    },
    *end(): Generator<ImportPart> {
      if (!tokenizer.isEnded) asInvalid(() => tokenizer.end(), typeCount);
      if (!complete) throw invalid('', 'ends_early');
      yield* take();
    },
  };
}

/** What the JSON parser refuses is the user's file, not our mistake. */
function asInvalid(work: () => void, position: number): void {
  try {
    work();
  } catch (error) {
    if (error instanceof Error && /^Token(izer|Parser)Error$/.test(error.constructor.name)) {
      throw invalid(placeOf(position), 'not_json');
    }
    throw error;
  }
}

function placeOf(position: number): string {
  return `types.${position}`;
}

function invalid(at: string, reason: ImportReason) {
  return miniaturesError('ERR_INVALID_IMPORT_FORMAT', { at, reason });
}

function invalidValue(place: string, { issues }: ZodError) {
  const [issue] = issues;
  const at = [place, ...(issue?.path.map(String) ?? [])].join('.');
  return invalid(at, reasonOf(issue));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
