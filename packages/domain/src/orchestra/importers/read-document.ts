import { parseDocument } from 'yaml';
import { isRecord } from '../../kernel/is-record.ts';
import { jsonSize } from '../json-size.ts';

const maxText = 30 * 1024 * 1024;
const maxNodes = 2_000_000;
const maxDepth = 200;

/** A document of JSON or, if it may be, of YAML; null for what is none, or is too large to be looked through. */
export function readDocument(
  text: string,
  mayBeYaml: boolean,
): Readonly<Record<string, unknown>> | null {
  if (text.length > maxText) return null;
  const value = jsonOf(text) ?? (mayBeYaml ? yamlOf(text) : undefined);
  if (!isRecord(value)) return null;
  const { nodes, depth } = jsonSize(value, maxNodes + 1);
  return nodes > maxNodes || depth > maxDepth ? null : value;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function yamlOf(text: string): unknown {
  try {
    const document = parseDocument(text, {
      schema: 'core',
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    });
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
  } catch {
    // Nested too deeply, or aliases that open too much.
    return undefined;
  }
}

/** Fields of a value that may be anything. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  isRecord(value) ? value : {};
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textOr = (value: unknown, otherwise = ''): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : otherwise;
