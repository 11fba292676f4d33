import {
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import {
  type AuditAnchor,
  anchorFormat,
  type ChainHead,
  signedText,
} from '@atelier/domain/identity/audit-anchor.ts';

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410), private and public. */
const privateHeader = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicHeader = Buffer.from('302a300506032b6570032100', 'hex');

/** The key that this house signs anchors with: it follows from the house's secret. */
export function anchorKey(houseSecret: Buffer): KeyObject {
  const seed = hkdfSync('sha256', houseSecret, '', 'atelier audit ed25519', 32);
  const key = Buffer.concat([privateHeader, Buffer.from(seed)]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** The public part, as anchors have it: 32 bytes in base64. */
export function publicKeyOf(key: KeyObject): string {
  const der = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return der.subarray(publicHeader.length).toString('base64');
}

export function makeAnchor(key: KeyObject, heads: readonly ChainHead[], now: Date): AuditAnchor {
  const unsigned = {
    format: anchorFormat,
    madeAt: now.toISOString(),
    heads: [...heads],
    publicKey: publicKeyOf(key),
  } as const;
  const signature = sign(null, Buffer.from(signedText(unsigned)), key).toString('base64');
  return { ...unsigned, signature };
}

/** Whether an anchor was signed with the key that it names. */
export function isSigned(anchor: AuditAnchor): boolean {
  const raw = Buffer.from(anchor.publicKey, 'base64');
  if (raw.length !== 32) return false;
  try {
    const key = createPublicKey({
      key: Buffer.concat([publicHeader, raw]),
      format: 'der',
      type: 'spki',
    });
    const signature = Buffer.from(anchor.signature, 'base64');
    return verify(null, Buffer.from(signedText(anchor)), key, signature);
  } catch {
    // Not every 32 bytes are a key.
    return false;
  }
}
