import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts what the house has to read again, so that a copy of the database alone gives nothing away. */
export function seal(houseSecret: Buffer, plain: Buffer, belongsTo: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(houseSecret), nonce).setAAD(
    Buffer.from(belongsTo),
  );
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Undefined for what another house sealed, or for somebody else. */
export function unseal(houseSecret: Buffer, sealed: Buffer, belongsTo: string): Buffer | undefined {
  const [nonce, tag] = [sealed.subarray(0, 12), sealed.subarray(12, 28)];
  const decipher = createDecipheriv('aes-256-gcm', keyOf(houseSecret), nonce)
    .setAAD(Buffer.from(belongsTo))
    .setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function keyOf(houseSecret: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', houseSecret, '', 'atelier sealed', 32));
}
