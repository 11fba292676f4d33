import { createHmac } from 'node:crypto';

/**
 * What an authenticator app shows (RFC 6238).
 *
 * @param later so many half minutes from now: each code is good once
 */
export function codeOf(key: string, later = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...key].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const secret = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  const hash = createHmac('sha1', secret).update(step).digest();
  const place = (hash.at(-1) ?? 0) & 15;
  const number = (hash.readUInt32BE(place) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, '0');
}
