import { isRecord } from '../../kernel/is-record.ts';
import type { Json } from '../json.ts';

/** Headers that carry what proves who asks. */
const secretHeaders =
  /^(?:authorization|proxy-authorization|cookie|.*(?:api|auth|access)[-_]?(?:key|token)|.*-token|.*secret.*)$/i;

/** Fields that are secret by their name, in a body or an address. */
const secretFields =
  /^(?:pass(?:word|wd|phrase)?|.*[-_]?secret|api[-_]?key|(?:access|refresh|id|auth|session)[-_]?token|token|bearer|otp|pin)$/i;

/** Writes the templates that stand in place of secrets. */
export const secretTemplates = {
  /** The value of a header, with a template where it is secret. The scheme stays to be seen. */
  header(name: string, value: string): string {
    if (!secretHeaders.test(name) || isTemplate(value)) return value;
    const [, scheme] = /^(Bearer|Basic|Digest|Token|ApiKey)\s+\S/i.exec(value) ?? [];
    if (scheme === undefined) return this.template(name);
    return `${scheme} ${this.template(/^basic$/i.test(scheme) ? 'basic_credentials' : 'token')}`;
  },

  /** The value of a field, with a template where it is secret by its name. */
  field(name: string, value: string): string {
    return secretFields.test(name) && value !== '' && !isTemplate(value)
      ? this.template(name)
      : value;
  },

  /** A body with templates where fields are secret by their names. */
  json(value: Json, name = ''): Json {
    if (typeof value === 'string') return this.field(name, value);
    if (Array.isArray(value)) return value.map((item: Json) => this.json(item, name));
    if (!isRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.json(item as Json, key)]),
    );
  },

  template(name: string): string {
    return `{{secret.${variableOf(name)}}}`;
  },
} as const;

const isTemplate = (value: string): boolean => /\{\{\s*(?:env|secret|data)\./.test(value);

/** A name as templates write it: `X-Api-Key` is `x_api_key`. */
export function variableOf(name: string): string {
  const plain = name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9_]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toLowerCase()
    .slice(0, 60);
  return /^[a-z_]/.test(plain) ? plain : `v_${plain}`;
}
