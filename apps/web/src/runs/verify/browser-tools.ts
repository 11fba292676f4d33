import type { SealTools } from '@atelier/domain/runs/seal/seal-tools.ts';

/** What checking a seal needs, as a browser has it; one file of the archive is held at a time. */
export const browserTools: SealTools = {
  async sha256(pieces) {
    const held: Uint8Array<ArrayBuffer>[] = [];
    for await (const piece of pieces) held.push(new Uint8Array(piece));
    const whole = await new Blob(held).arrayBuffer();
    return new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
  },
  async isSigned(publicKey, message, signature) {
    const key = await importKey(publicKey).catch(() => undefined);
    if (key === undefined) return false;
    return crypto.subtle.verify('Ed25519', key, copied(signature), copied(message));
  },
  encode: (text) => new TextEncoder().encode(text),
  decode: (bytes) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
  fromBase64: (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)),
};

/** Whether this browser knows these signatures at all. */
export async function knowsSignatures(): Promise<boolean> {
  try {
    // The base point of the curve is a key.
    await importKey(Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 0x58 : 0x66)));
    return true;
  } catch {
    return false;
  }
}

function importKey(publicKey: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', copied(publicKey), 'Ed25519', false, ['verify']);
}

const copied = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
