import type { z } from 'zod';
import { parseJson } from './check-call.ts';

export type ReadValue =
  | { readonly ok: true; readonly value: unknown }
  /** `path` is where it is wrong, empty for the whole. */
  | { readonly ok: false; readonly path: string };

/** The value of JSON that an answer consists of; models like to put a fence around it, which is taken off. */
export function readValue(text: string, shape: z.ZodType): ReadValue {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/i.exec(text);
  const parsed = parseJson(fenced?.[1] ?? text);
  if (!parsed.ok) return { ok: false, path: '' };
  const checked = shape.safeParse(parsed.value);
  if (checked.success) return { ok: true, value: checked.data };
  return { ok: false, path: checked.error.issues[0]?.path.join('.') ?? '' };
}
