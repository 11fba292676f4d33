import { kernelError } from '@atelier/domain/kernel/errors.ts';
import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import {
  type ImportEvent,
  type ImportLimits,
  type ImportType,
  importEventSchema,
  importTypeSchema,
  reasonOf,
} from '@atelier/domain/miniatures/interchange.ts';
import { maxNameLength } from '@atelier/domain/miniatures/types.ts';
import { Tokenizer, TokenParser } from '@streamparser/json';
import { asUtf8 } from './import-encoding.ts';
import type { ImportMender } from './import-mender.ts';
import { createPosition } from './import-position.ts';
import { refusedFile, refusedValue } from './import-refusals.ts';

/** What the reader finds; `position` is a type's place in the file, and tells whose the events are. */
export type ImportPart =
  | { readonly kind: 'events'; readonly events: readonly (ImportEvent & Placed)[] }
  | { readonly kind: 'types'; readonly types: readonly (ImportType & Placed)[] };

interface Placed {
  readonly position: number;
}

/**
 * No valid file has so much between one event or type and the next, or after its end: a name has at most
 * 255 characters. Only what was read since the last of these is held in memory.
 */
const maxPieceBytes = 100_000;
const eventsAtOnce = 5000;
const typesAtOnce = 500;

/**
 * Reads an export as a stream of bytes, holding one batch at a time however long the file is. After the
 * mender's corrections, everything has to match the contract. Throws `ERR_INVALID_IMPORT_FORMAT` with the
 * place and the reason, `ERR_PAYLOAD_TOO_LARGE` past the limits.
 */
export async function* readImport(
  chunks: AsyncIterable<Uint8Array>,
  limits: ImportLimits,
  mender: ImportMender,
): AsyncGenerator<ImportPart> {
  const reader = createReader(limits, mender);
  for await (const chunk of asUtf8(chunks)) {
    // Large chunks are cut, so that a batch can be handed on before the next is read.
    for (let start = 0; start < chunk.length; start += 65_536) {
      yield* reader.write(chunk.subarray(start, start + 65_536));
    }
  }
  yield* reader.end();
}

function createReader(limits: ImportLimits, mender: ImportMender) {
  const found: ImportPart[] = [];
  let events: (ImportEvent & Placed)[] = [];
  let types: (ImportType & Placed)[] = [];
  let complete = false;
  let lastPiece = 0;
  let bytes = 0;

  const position = createPosition();
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

  tokenizer.onToken = (token) => {
    position.move(token);
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
      if (typeof value === 'string' && value.length <= maxNameLength) position.called(value.trim());
      return;
    } else {
      if (typeof key !== 'number')
        throw refusedFile('wrong_type', { ...position.type(), field: 'history' });
      addEvent(value);
    }
    lastPiece = bytes;
    // The parser keeps what lies below a value that it has yet to give, and counts by itself.
    if (Array.isArray(parent)) parent.pop();
  };

  function addEvent(value: unknown): void {
    if (position.events() >= limits.events) {
      throw kernelError('ERR_PAYLOAD_TOO_LARGE', { limit: limits.events, ...position.type() });
    }
    const place = { ...position.type(), event: position.events() + 1 };
    position.endEvent();
    const mended = mender.event(value, place);
    const event = importEventSchema.safeParse(mended);
    if (!event.success) {
      if (reasonOf(event.error.issues[0]) === 'backward' && mender.leavesOut(place)) return;
      throw refusedValue(mended, event.error, place);
    }
    events.push({ ...event.data, position: position.types() });
    if (events.length === eventsAtOnce) flush();
  }

  function addType(value: unknown): void {
    if (position.types() >= limits.types) {
      throw kernelError('ERR_PAYLOAD_TOO_LARGE', { limit: limits.types });
    }
    const place = position.type();
    if (!isRecord(value)) throw refusedFile('wrong_type', { type: position.types() + 1 });
    const { history, ...rest } = mender.type(value, place);
    const type = importTypeSchema.safeParse(rest);
    if (!type.success) throw refusedValue(rest, type.error, place);
    // Its events were taken out one by one.
    if (!Array.isArray(history)) {
      const reason = history === undefined ? 'missing_field' : 'wrong_type';
      throw refusedFile(reason, { ...place, field: 'history' });
    }
    types.push({ ...type.data, position: position.types() });
    if (types.length === typesAtOnce) flush();
    position.endType();
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
        throw refusedFile('not_utf8', position.here());
      }
      if (/^Token(izer|Parser)Error$/.test(error.constructor.name)) {
        throw refusedFile(reason, position.here());
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
        throw refusedFile(position.hasTypes() ? 'too_long' : 'not_export', position.here());
      }
      yield* take();
    },
    *end(): Generator<ImportPart> {
      if (!tokenizer.isEnded) {
        const reason = position.hasBegun() ? 'ends_early' : 'not_json';
        refusingBadJson(() => tokenizer.end(), reason);
      }
      if (!complete) {
        throw refusedFile(position.hasBegun() ? 'ends_early' : 'empty', position.here());
      }
      flush();
      yield* take();
    },
  };
}
