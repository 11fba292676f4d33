import { isRecord } from '../kernel/is-record.ts';
import type { Json } from './json.ts';
import { type TemplateSources, templateFunctions, textOf } from './template-functions.ts';
import {
  hasTemplate,
  parseTemplate,
  type TemplateExpression,
  type TemplateRoot,
} from './template-syntax.ts';

/** What templates see: a value for each first word. `secret` is looked up by name only. */
export type TemplateScope = Readonly<Partial<Record<TemplateRoot, unknown>>>;

/** Why a template gave no value, and where it stands. */
export interface RenderFault {
  readonly code: 'unclosed' | 'syntax' | 'root' | 'unknown_variable' | 'function' | 'too_large';
  readonly path: readonly (string | number)[];
  /** The template as written; never its value. */
  readonly written: string;
}

export type Rendered =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly faults: readonly RenderFault[] };

/** Characters of all texts that a request may have in the end. */
export const maxRendered = 5 * 1024 * 1024;
const maxFaults = 50;

/**
 * Replaces every template in the texts of a value; keys stay. A text that is one template and nothing else becomes
 * its value with its type; within a text a value is written out. Pure: what differs from call to call is in `sources`.
 * @param isPlain paths (from the root) whose texts have no templates, such as expressions
 */
export function renderTemplates(
  value: Json,
  scope: TemplateScope,
  sources: TemplateSources,
  isPlain: (path: readonly (string | number)[]) => boolean = () => false,
): Rendered {
  const faults: RenderFault[] = [];
  let length = 0;
  const render = (part: Json, path: readonly (string | number)[]): Json => {
    if (typeof part === 'string') {
      const made = hasTemplate(part) && !isPlain(path) ? renderText(part, scope, sources) : part;
      if (isFault(made)) {
        if (faults.length < maxFaults) faults.push({ ...made.fault, path });
        return null;
      }
      length += lengthOf(made);
      if (length > maxRendered && faults.at(-1)?.code !== 'too_large')
        faults.push({ code: 'too_large', path, written: part.slice(0, 200) });
      return length > maxRendered ? null : made;
    }
    if (Array.isArray(part)) return part.map((item: Json, index) => render(item, [...path, index]));
    if (!isRecord(part)) return part;
    return Object.fromEntries(
      Object.entries(part)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key, render(item as Json, [...path, key])]),
    );
  };
  const made = render(value, []);
  return faults.length === 0 ? { ok: true, value: made } : { ok: false, faults };
}

/** One text with its templates replaced; undefined where one of them gives nothing. */
export function renderText(
  text: string,
  scope: TemplateScope,
  sources: TemplateSources,
): Json | TextFault {
  const parsed = parseTemplate(text);
  if (!parsed.ok) return new TextFault(parsed.fault.code, parsed.fault.written);
  const [first, ...others] = parsed.parts;
  if (first?.kind === 'value' && others.length === 0)
    return templateValue(first.expression, first.written, scope, sources);
  let made = '';
  for (const part of parsed.parts) {
    if (part.kind === 'text') {
      made += part.text;
      continue;
    }
    const value = templateValue(part.expression, part.written, scope, sources);
    if (value instanceof TextFault) return value;
    made += textOf(value);
    if (made.length > maxRendered) return new TextFault('too_large', part.written);
  }
  return made;
}

/** Why a text could not be rendered. */
export class TextFault {
  readonly fault: { readonly code: RenderFault['code']; readonly written: string };

  constructor(code: RenderFault['code'], written: string) {
    this.fault = { code, written };
  }
}

const isFault = (made: Json | TextFault): made is TextFault => made instanceof TextFault;

function templateValue(
  expression: TemplateExpression,
  written: string,
  scope: TemplateScope,
  sources: TemplateSources,
): Json | TextFault {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'path') {
    const found = lookUp(scope[expression.root], expression.path);
    return found === undefined ? new TextFault('unknown_variable', written) : (found as Json);
  }
  const known = templateFunctions.get(expression.name);
  const given: unknown[] = [];
  for (const argument of expression.arguments) {
    const value = templateValue(argument, written, scope, sources);
    if (value instanceof TextFault) return value;
    given.push(value);
  }
  const [fewest, most] = known?.takes ?? [1, 0];
  if (known === undefined || given.length < fewest || given.length > most)
    return new TextFault('function', written);
  try {
    const made = known.call(given, sources);
    return made === undefined ? new TextFault('function', written) : (made as Json);
  } catch {
    // Of a text that cannot be encoded.
    return new TextFault('function', written);
  }
}

/** Own fields alone, so that no path reaches what objects inherit. */
function lookUp(root: unknown, path: readonly (string | number)[]): unknown {
  let value = root;
  for (const key of path) {
    if (Array.isArray(value)) value = typeof key === 'number' ? value[key] : undefined;
    else if (isRecord(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
  }
  return value;
}

/** As much as a value takes when it is written out. */
function lengthOf(value: Json): number {
  if (typeof value === 'string') return value.length;
  return typeof value === 'object' && value !== null ? JSON.stringify(value).length : 8;
}
