import {
  type Document,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  stringify,
  visit,
} from 'yaml';
import type { z } from 'zod';
import { jsonSize } from './json-size.ts';
import { fieldText } from './step-texts.ts';
import { type SuiteDefinition, suiteDefinition, suiteObject } from './suite-file.ts';
import { withoutDefaults } from './without-defaults.ts';

/** Characters of a file, and of what it says when all aliases are written out. */
export const maxSuiteFile = 10 * 1024 * 1024;
const maxNodes = 1_000_000;
const maxAliases = 100;
const maxFaults = 100;

/** Why a file is not a suite, and where. */
export interface SuiteFileFault {
  /** `field`: it is YAML, and a field is not as it should be. */
  readonly code: 'too_large' | 'too_deep' | 'yaml' | 'alias' | 'tag' | 'key_twice' | 'field';
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** `scenarios[0].steps[2].request.url`; empty for the file. */
  readonly field: string;
  /** In English, for logs and the command line. */
  readonly message: string;
}

export interface SuitePlace {
  readonly line: number;
  readonly column: number;
}

export type SuiteFile =
  | {
      readonly ok: true;
      readonly definition: SuiteDefinition;
      /** Where in the file something stands. */
      readonly placeOf: (path: readonly (string | number)[]) => SuitePlace;
    }
  | { readonly ok: false; readonly faults: readonly SuiteFileFault[] };

/** A suite as a file. What is as it is without being said is left out. */
export function suiteYaml(definition: SuiteDefinition): string {
  return stringify(withoutDefaults(suiteObject, definition), {
    version: '1.2',
    schema: 'core',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}

/** Reads a suite from YAML 1.2, and with it from JSON. Tags, and more than a few aliases, are refused. */
export function readSuiteYaml(text: string): SuiteFile {
  if (text.length > maxSuiteFile) return refused('too_large', 'The file is too large.');
  try {
    return read(text);
  } catch (error) {
    // The library's own recursion, and a reference that opens too much.
    return error instanceof ReferenceError
      ? refused('alias', 'Aliases open more than they may.')
      : refused('too_deep', 'The file is nested too deeply.');
  }
}

function read(text: string): SuiteFile {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    stringKeys: true,
    // Looked for below: the library compares each key with each other one.
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
    logLevel: 'silent',
  });
  const at = (offset: number): SuitePlace => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const code = problem.code === 'TAG_RESOLVE_FAILED' ? 'tag' : 'yaml';
    return one({ code, ...at(problem.pos[0]), field: '', message: problem.message.slice(0, 300) });
  }
  const double = keyTwice(document);
  if (double !== null)
    return one({
      code: 'key_twice',
      ...at(double.offset),
      field: '',
      message: `“${double.key}” is there twice.`,
    });
  const value: unknown = document.toJS({ maxAliasCount: maxAliases });
  if (jsonSize(value, maxNodes + 1).nodes > maxNodes)
    return refused('too_large', 'The file says too much.');
  const placeOf = (path: readonly (string | number)[]): SuitePlace => at(offsetOf(document, path));
  const parsed = suiteDefinition.safeParse(value);
  if (parsed.success) return { ok: true, definition: parsed.data, placeOf };
  return {
    ok: false,
    faults: parsed.error.issues.slice(0, maxFaults).flatMap((issue) => fieldFaults(issue, placeOf)),
  };
}

function fieldFaults(
  issue: z.core.$ZodIssue,
  placeOf: (path: readonly (string | number)[]) => SuitePlace,
): readonly SuiteFileFault[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? '' : part));
  const places =
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
  return places.map((place) => ({
    code: 'field',
    ...placeOf(place),
    field: fieldText(place),
    message: issue.message.slice(0, 300),
  }));
}

function one(fault: SuiteFileFault): SuiteFile {
  return { ok: false, faults: [fault] };
}

function refused(code: SuiteFileFault['code'], message: string): SuiteFile {
  return one({ code, line: 1, column: 1, field: '', message });
}

function keyTwice(document: Document): { key: string; offset: number } | null {
  let found: { key: string; offset: number } | null = null;
  visit(document, {
    Map: (_, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name)) {
          found = { key: name.slice(0, 100), offset: key.range?.[0] ?? 0 };
          return visit.BREAK;
        }
        seen.add(name);
      }
    },
  });
  return found;
}

/** Where something begins: a field by its name, or what holds it where it is missing. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = rangeStart(node) ?? 0;
  for (const part of path) {
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
      : undefined;
    const next: unknown = pair === undefined ? getIn(node, part) : pair.value;
    const start = pair === undefined ? rangeStart(next) : rangeStart(pair.key);
    if (start === null) break;
    offset = start;
    node = next;
  }
  return offset;
}

function getIn(node: unknown, part: string | number): unknown {
  return isNode(node) && 'items' in node && Array.isArray(node.items) && typeof part === 'number'
    ? node.items[part]
    : undefined;
}

const isNode = (node: unknown): node is Node => typeof node === 'object' && node !== null;

function rangeStart(node: unknown): number | null {
  return isNode(node) && Array.isArray(node.range) ? (node.range[0] ?? null) : null;
}
