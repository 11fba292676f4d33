import { isRecord } from '../../kernel/is-record.ts';

const keyText = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

/** The public key in a file: by itself in base64, or in an anchor or a `signature.json`; undefined for none. */
export function publicKeyIn(text: string): string | undefined {
  const bare = text.trim();
  if (keyText.test(bare)) return bare;
  try {
    const value: unknown = JSON.parse(bare);
    const key = isRecord(value) ? value.publicKey : undefined;
    return typeof key === 'string' && keyText.test(key) ? key : undefined;
  } catch {
    return undefined;
  }
}
