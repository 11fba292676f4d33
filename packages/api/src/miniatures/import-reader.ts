import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { ImportPlace } from '@atelier/domain/miniatures/import-faults.ts';
import {
  type ImportEvent,
  type ImportLimits,
  type ImportType,
  importEventSchema,
  importTypeSchema,
} from '@atelier/domain/miniatures/interchange.ts';
import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { isRecord, refusedFile, refusedValue } from './import-refusals.ts';

/** What the reader finds; `position` is a type's place in the file, and tells whose the events are. */
export type ImportPart =
  | { readonly kind: 'events'; readonly events: readonly (ImportEvent & Placed)[] }
  | { readonly kind: 'types'; readonly types: readonly (ImportType & Placed)[] };

interface Placed {
  readonly position: number;
}

/** No valid file nests deeper: file, types, type, history, event. */
const maxDepth = 6;
/**
 * No valid file has so much between one event or type and the next, or after its end: a name has at
 * most 255 characters. What was read since the last of them is all that is held.
 */
const maxPieceBytes = 100_000;
const maxNameLength = 255;
const eventsAtOnce = 5000;
const typesAtOnce = 500;

/**
 * Reads an export as a stream of bytes, strictly, holding one batch at a time however long the file is.
 * Throws `ERR_INVALID_IMPORT_FORMAT` with the place and the reason, `ERR_PAYLOAD_TOO_LARGE` past the limits.
 */
export async function* readImport(
  chunks: AsyncIterable<Uint8Array>,
  limits: ImportLimits,
): AsyncGenerator<ImportPart> {
  const reader = createReader(limits);
  for await (const chunk of chunks) {
    // Large chunks are cut, so that a batch can be handed on before the next is read.
    for (let start = 0; start < chunk.length; start += 65_536) {
      yield* reader.write(chunk.subarray(start, start + 65_536));
    }
  }
  yield* reader.end();
}

function createReader(limits: ImportLimits) {
  const found: ImportPart[] = [];
  let events: (ImportEvent & Placed)[] = [];
  let types: (ImportType & Placed)[] = [];
  /** Of the type that is being read. */
  let eventCount = 0;
  let hasHistory = false;
  let typeName: string | undefined;
  let typeCount = 0;
  let complete = false;
  let depth = 0;
  /** The field of the file that is being read, and whether that is the list of types. */
  let topField: unknown;
  let hasTypes = false;
  let inTypes = false;
  let tokens = 0;
  let lastText: unknown;
  let lastPiece = 0;
  let bytes = 0;

  const tokenizer = new Tokenizer();
  const parser = new TokenParser({
    paths: ['$', '$.types.*', '$.types.*.name', '$.types.*.history.*'],
    keepStack: false,
  });
  const flush = () => {
    if (events.length > 0) found.push({ kind: 'events', events });
    if (types.length > 0) found.push({ kind: 'types', types });
    events = [];
    types = [];
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
    if (token.token === TokenType.STRING) lastText = token.value;
    else if (token.token === TokenType.COLON) startField(lastText);
    if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) depth += 1;
    if (token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET)
      depth -= 1;
    if (depth < 2) inTypes = false;
    else if (depth === 2 && token.token === TokenType.LEFT_BRACKET) inTypes = topField === 'types';
    if (depth > maxDepth) throw refusedFile('too_deep', here());
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
      return;
    } else {
      if (typeof key !== 'number')
        throw refusedFile('wrong_type', { ...typePlace(), field: 'history' });
      addEvent(value, key);
    }
    lastPiece = bytes;
    // The parser keeps what lies below a value that it has yet to give, and counts by itself.
    if (Array.isArray(parent)) parent.pop();
  };

  function startField(name: unknown): void {
    if (name === '__proto__') throw refusedFile('unknown_field', { ...here(), field: name });
    if (depth === 1) {
      topField = name;
      if (name === 'types' && hasTypes) throw refusedFile('repeated_field', { field: name });
      hasTypes ||= name === 'types';
    } else if (depth === 3 && inTypes && name === 'history') {
      if (hasHistory) throw refusedFile('repeated_field', { ...typePlace(), field: name });
      hasHistory = true;
    }
  }

  function addEvent(value: unknown, index: number): void {
    eventCount += 1;
    if (eventCount > limits.events) {
      throw kernelError('ERR_PAYLOAD_TOO_LARGE', { limit: limits.events, ...typePlace() });
    }
    const event = importEventSchema.safeParse(value);
    if (!event.success) {
      throw refusedValue(value, event.error, { ...typePlace(), event: index + 1 });
    }
    events.push({ ...event.data, position: typeCount });
    if (events.length === eventsAtOnce) flush();
  }

  function addType(value: unknown): void {
    if (typeCount >= limits.types) {
      throw kernelError('ERR_PAYLOAD_TOO_LARGE', { limit: limits.types });
    }
    const place = typePlace();
    if (!isRecord(value)) throw refusedFile('wrong_type', { type: typeCount + 1 });
    const { history, ...rest } = value;
    const type = importTypeSchema.safeParse(rest);
    if (!type.success) throw refusedValue(rest, type.error, place);
    // Its events were taken out one by one.
    if (!Array.isArray(history)) {
      const reason = history === undefined ? 'missing_field' : 'wrong_type';
      throw refusedFile(reason, { ...place, field: 'history' });
    }
    types.push({ ...type.data, position: typeCount });
    if (types.length === typesAtOnce) flush();
    typeCount += 1;
    eventCount = 0;
    hasHistory = false;
    typeName = undefined;
  }

  function checkFile(value: unknown): void {
    if (!isRecord(value) || !Array.isArray(value.types)) throw refusedFile('not_export');
    const unknown = Object.keys(value).find((key) => key !== 'types');
    if (unknown !== undefined) throw refusedFile('unknown_field', { field: unknown });
  }

  /** What the JSON parser refuses, or its decoder, is the user's file and not our mistake. */
  function refusingBadJson(work: () => void, reason: 'not_json' | 'ends_early'): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if ('code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
        throw refusedFile('not_utf8', here());
      }
      if (/^Token(izer|Parser)Error$/.test(error.constructor.name)) {
        throw refusedFile(reason, here());
      }
      throw error;
    }
  }

  function* take(): Generator<ImportPart> {
    yield* found.splice(0);
  }

  return {
    *write(chunk: Uint8Array): Generator<ImportPart> {
      bytes += chunk.length;
      refusingBadJson(() => tokenizer.write(chunk), 'not_json');
      if (bytes - lastPiece > maxPieceBytes) {
        throw refusedFile(hasTypes ? 'too_long' : 'not_export', here());
      }
      yield* take();
    },
    *end(): Generator<ImportPart> {
      if (!tokenizer.isEnded) {
        const reason = tokens === 0 ? 'not_json' : 'ends_early';
        refusingBadJson(() => tokenizer.end(), reason);
      }
      if (!complete) throw refusedFile(tokens === 0 ? 'empty' : 'ends_early', here());
      flush();
      yield* take();
    },
  };
}
