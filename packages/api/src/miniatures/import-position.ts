import type { ImportPlace } from '@atelier/domain/miniatures/import-faults.ts';
import { TokenType } from '@streamparser/json';
import { refusedFile } from './import-refusals.ts';

/** No valid file nests deeper: file, types, type, history, event. */
const maxDepth = 6;

interface Token {
  readonly token: TokenType;
  readonly value: unknown;
}

/** Where in a file its reader is, from token to token. Numbers are from 1. */
export interface ImportPosition {
  /** Throws `ERR_INVALID_IMPORT_FORMAT` for what no file may have anywhere: a field twice, too much depth. */
  move(token: Token): void;
  /** The type that is being read is called so. */
  called(name: string): void;
  /** An event, or a type with all of its events, was read to its end. */
  endEvent(): void;
  endType(): void;
  /** How many of them were read, events of the type that is being read. */
  types(): number;
  events(): number;
  /** Whether anything was read but blanks, and whether that was the list of types. */
  hasBegun(): boolean;
  hasTypes(): boolean;
  /** The type that is being read. */
  type(): ImportPlace;
  /** The same, or nothing where no type is being read. */
  here(): ImportPlace;
}

export function createPosition(): ImportPosition {
  /** The fields that each open object has had so far, the file's first; null for an open list. */
  const open: (Set<unknown> | null)[] = [];
  let hasBegun = false;
  let hasTypes = false;
  let lastText: unknown;
  /** The fields that are being read, of the file and of the type. */
  let fileField: unknown;
  let typeField: unknown;
  let typeName: string | undefined;
  let types = 0;
  let events = 0;

  const type = (): ImportPlace => ({
    type: types + 1,
    ...(typeName !== undefined && { name: typeName }),
  });
  const isInType = () => fileField === 'types' && open[1] === null && open.length >= 3;
  const here = (): ImportPlace => {
    if (!isInType()) return {};
    const isInEvent = typeField === 'history' && open.length >= 5;
    return { ...type(), ...(isInEvent && { event: events + 1 }) };
  };

  function startField(name: unknown): void {
    const fields = open.at(-1);
    const place = { ...here(), field: String(name) };
    // An object would take it for its prototype.
    if (name === '__proto__') throw refusedFile('unknown_field', place);
    if (fields?.has(name)) throw refusedFile('repeated_field', place);
    fields?.add(name);
    if (open.length === 1) {
      fileField = name;
      hasTypes ||= name === 'types';
    } else if (open.length === 3 && isInType()) typeField = name;
  }

  return {
    move({ token, value }) {
      if (!hasBegun && token !== TokenType.LEFT_BRACE) throw refusedFile('not_export');
      hasBegun = true;
      if (token === TokenType.STRING) lastText = value;
      else if (token === TokenType.COLON) startField(lastText);
      else if (token === TokenType.LEFT_BRACE) open.push(new Set());
      else if (token === TokenType.LEFT_BRACKET) open.push(null);
      else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) open.pop();
      if (open.length > maxDepth) throw refusedFile('too_deep', here());
    },
    called(name) {
      typeName = name;
    },
    endEvent() {
      events += 1;
    },
    endType() {
      types += 1;
      events = 0;
      typeName = undefined;
      typeField = undefined;
    },
    types: () => types,
    events: () => events,
    hasBegun: () => hasBegun,
    hasTypes: () => hasTypes,
    type,
    here,
  };
}
