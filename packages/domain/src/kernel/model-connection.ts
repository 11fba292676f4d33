import { z } from 'zod';
import { nameText, storableText } from './text.ts';

/** The model that is asked, and the one that is asked where it does not answer. */
export const modelSlots = ['first', 'fallback'] as const;
export type ModelSlot = (typeof modelSlots)[number];

/** How an endpoint is asked for JSON: by a schema, for any JSON, or in words alone. A probe finds out. */
export const structuredModes = ['schema', 'json', 'words'] as const;

/** Where a model is, with the key that its endpoint wants. */
export interface ModelSetting {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly model: string;
  readonly structured: (typeof structuredModes)[number];
}

/**
 * Where a model is: the address of an endpoint with its version, as `http://127.0.0.1:11434/v1`, or `rehearsal:`, which
 * stands in for one, with the tokens that it gives a second behind it if they are to be others than usual.
 */
export const modelBaseUrl = storableText
  .trim()
  .max(500)
  .refine(
    (text) => isRehearsal(text) || isEndpoint(text),
    'an address like https://api.example/v1, without a password or a query in it',
  )
  .transform((text) => text.replace(/\/+$/, ''));

export const modelName = nameText(200);

/** A key goes into a header as it is. */
export const modelKey = z
  .string()
  .trim()
  .min(1)
  .max(4000)
  .regex(/^[\x21-\x7e]+$/, 'letters, digits and signs of ASCII, without blanks');

/** What a page sets of a connection. The key: left out to keep it, null for none. */
export const setModelInput = z.strictObject({
  slot: z.enum(modelSlots),
  baseUrl: modelBaseUrl,
  model: modelName,
  structured: z.enum(structuredModes).default('schema'),
  apiKey: modelKey.nullable().optional(),
});
export type SetModelInput = z.output<typeof setModelInput>;

export const modelSlotInput = z.strictObject({ slot: z.enum(modelSlots) });

/** Which connection is tested: as it is set, or as somebody has typed it. */
export const testModelInput = z.strictObject({
  slot: z.enum(modelSlots),
  typed: setModelInput.omit({ slot: true }).optional(),
});

/** Whether a kept key stays where nobody gives one anew: it is not sent to another host than it was given for. */
export function keepsKey(
  kept: { readonly baseUrl: string },
  next: { readonly baseUrl: string },
): boolean {
  return originOf(kept.baseUrl) !== undefined && originOf(kept.baseUrl) === originOf(next.baseUrl);
}

/** What a key is bound to; undefined for the rehearsal, which has none. */
export function originOf(baseUrl: string): string | undefined {
  return isEndpoint(baseUrl) ? new URL(baseUrl).origin : undefined;
}

export const isRehearsal = (baseUrl: string): boolean => /^rehearsal:\d{0,4}$/.test(baseUrl);

/** Undefined for the usual ones. */
export function rehearsalSpeed(baseUrl: string): number | undefined {
  const digits = baseUrl.slice('rehearsal:'.length);
  return digits === '' ? undefined : Number(digits);
}

function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '';
}
