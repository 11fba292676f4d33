import { createHash, createPublicKey, verify } from 'node:crypto';
import type { SealTools } from '@atelier/domain/runs/seal/seal-tools.ts';

/** What stands before the 32 bytes of a public Ed25519 key (RFC 8410). */
const keyHeader = Buffer.from('302a300506032b6570032100', 'hex');

/** What checking a seal needs, as Node has it. */
export const nodeTools: SealTools = {
  async sha256(pieces) {
    const hash = createHash('sha256');
    for await (const piece of pieces) hash.update(piece);
    return hash.digest();
  },
  async isSigned(publicKey, message, signature) {
    try {
      const key = createPublicKey({
        key: Buffer.concat([keyHeader, publicKey]),
        format: 'der',
        type: 'spki',
      });
      return verify(null, message, key, signature);
    } catch {
      // Not every 32 bytes are a key.
      return false;
    }
  },
  encode: (text) => Buffer.from(text),
  decode: (bytes) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
  fromBase64: (text) => Buffer.from(text, 'base64'),
};
