import { type Answer, dataOfAnswer, headerOfAnswer, textOfAnswer } from './answer.ts';
import { type ExpressionTools, evaluateExpression } from './expression.ts';
import { type Json, jsonFault } from './json.ts';
import { findByPath, jsonPath } from './json-path.ts';
import { safePattern } from './safe-regex.ts';
import type { Export, ValueType } from './step-meta.ts';
import { findByXPath } from './xml-path.ts';

/** Why a value could not be taken: there is none, it is of another type, or where it is said to be cannot be read. */
export type ExtractFault = 'missing' | 'type' | 'source' | 'too_much' | 'not_json';

export interface ExtractedValues {
  /** Of the scenario's own context. */
  readonly scenario: Readonly<Record<string, Json>>;
  /** Of the suite's context. */
  readonly suite: Readonly<Record<string, Json>>;
  /** Values that never reach evidence. */
  readonly secrets: readonly string[];
  readonly faults: readonly { readonly name: string; readonly code: ExtractFault }[];
}

/** The values that a step gives away. Never throws, whatever the answer is. */
export async function extractValues(
  exports: Readonly<Record<string, Export>>,
  answer: Answer,
  tools: ExpressionTools,
): Promise<ExtractedValues> {
  const found = { scenario: new Map<string, Json>(), suite: new Map<string, Json>() };
  const faults: { name: string; code: ExtractFault }[] = [];
  const secrets: string[] = [];
  for (const [name, wanted] of Object.entries(exports)) {
    const value = await exportedValue(wanted, answer, tools);
    if (!value.ok) {
      faults.push({ name, code: value.code });
      continue;
    }
    found[wanted.scope].set(name, value.value);
    if (wanted.secret && value.value !== null)
      secrets.push(typeof value.value === 'string' ? value.value : JSON.stringify(value.value));
  }
  return {
    scenario: Object.fromEntries(found.scenario),
    suite: Object.fromEntries(found.suite),
    secrets,
    faults,
  };
}

type Extracted = { ok: true; value: Json } | { ok: false; code: ExtractFault };

async function exportedValue(
  wanted: Export,
  answer: Answer,
  tools: ExpressionTools,
): Promise<Extracted> {
  try {
    const raw = await rawOf(wanted, answer, tools);
    if (!raw.ok) return raw;
    if (raw.value === undefined || (raw.value === null && wanted.type !== 'json'))
      return wanted.default === undefined
        ? { ok: false, code: 'missing' }
        : { ok: true, value: wanted.default };
    return typed(raw.value, wanted.type);
  } catch {
    // A stack that ran out over an answer deeper than anything reads.
    return { ok: false, code: 'too_much' };
  }
}

type Raw = { ok: true; value: unknown } | { ok: false; code: ExtractFault };
const given = (value: unknown): Raw => ({ ok: true, value });

async function rawOf(wanted: Export, answer: Answer, tools: ExpressionTools): Promise<Raw> {
  switch (wanted.from) {
    case 'status':
      return given(answer.status);
    case 'body':
      return given(wanted.type === 'text' ? textOfAnswer(answer) : dataOfAnswer(answer));
    case 'header': {
      const value = headerOfAnswer(answer, wanted.header);
      return given(Array.isArray(value) && wanted.type !== 'json' ? value[0] : value);
    }
    case 'jsonPath': {
      const path = jsonPath(wanted.path);
      if (path === null) return { ok: false, code: 'source' };
      const found = findByPath(path, dataOfAnswer(answer));
      if (found === null) return { ok: false, code: 'too_much' };
      return given(path.isSingular || wanted.type !== 'json' ? found[0] : found);
    }
    case 'xpath': {
      const found = findByXPath(textOfAnswer(answer), wanted.path, wanted.namespaces);
      if (!found.ok) return { ok: false, code: found.code === 'too_much' ? 'too_much' : 'source' };
      return given(wanted.type === 'json' ? found.values : found.values[0]);
    }
    case 'regex':
      return ofRegex(wanted, answer);
    case 'expression': {
      const result = await evaluateExpression(wanted.expression, answer, tools);
      if (result.ok) return given(result.value);
      return { ok: false, code: result.code.startsWith('too_') ? 'too_much' : 'source' };
    }
  }
}

function ofRegex(wanted: Extract<Export, { from: 'regex' }>, answer: Answer): Raw {
  const pattern = safePattern(wanted.pattern, wanted.flags);
  if (pattern === null) return { ok: false, code: 'source' };
  const source =
    wanted.of === 'body' ? textOfAnswer(answer) : headerOfAnswer(answer, wanted.of.header);
  if (source === undefined) return given(undefined);
  const found = pattern.find(Array.isArray(source) ? source.join(', ') : String(source));
  if (found === undefined) return { ok: false, code: 'too_much' };
  return given(found?.[wanted.group] ?? undefined);
}

/** A value as the type that was said; text is read for numbers and booleans, since headers have nothing else. */
function typed(value: unknown, type: ValueType): Extracted {
  const made = converted(value, type);
  if (made === undefined) return { ok: false, code: 'type' };
  return jsonFault(made) === null
    ? { ok: true, value: made as Json }
    : { ok: false, code: 'not_json' };
}

function converted(value: unknown, type: ValueType): unknown {
  switch (type) {
    case 'json':
      return value;
    case 'text':
      return typeof value === 'object' ? undefined : String(value);
    case 'number': {
      if (typeof value === 'number') return value;
      const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
      return Number.isFinite(number) ? number : undefined;
    }
    case 'boolean':
      if (typeof value === 'boolean') return value;
      return value === 'true' ? true : value === 'false' ? false : undefined;
  }
}
