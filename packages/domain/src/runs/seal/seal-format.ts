import { z } from 'zod';
import { anchorSchema } from '../../identity/audit-anchor.ts';
import { signatureMeanings, signatureProofs } from './signature.ts';

/** What the manifest of an archive calls itself; another number is another format. */
export const sealFormat = 'atelier-run-seal-1';

/** The files that every archive has, in the order in which they are packed; attachments stand before `manifest`. */
export const sealFiles = {
  report: 'report.html',
  run: 'run.json',
  audit: 'audit.jsonl',
  anchor: 'anchor.json',
  manifest: 'manifest.json',
  signature: 'signature.json',
} as const;

/** Before the names of attachments. */
export const attachmentsFolder = 'attachments/';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** Base64 of so many bytes, of which there is one spelling: its last digit has no bits that mean nothing. */
const keyText = z.string().regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/);
const signatureBytes = z.string().regex(/^[A-Za-z0-9+/]{85}[AQgw]==$/);
const instant = z.iso.datetime();
const person = z.object({ id: z.string(), name: z.string() });

/** `manifest.json`: what is in the archive. Its bytes are what is signed. */
export const manifestSchema = z.object({
  format: z.literal(sealFormat),
  sealedAt: instant,
  sealedBy: person,
  /** Where the house is reached. */
  house: z.string(),
  run: z.object({ id: z.string(), title: z.string(), project: person }),
  /** SHA-256 of the canonical text of `content` in `run.json`. */
  contentSha256: hash,
  audit: z.object({
    chain: z.string(),
    rows: z.int().nonnegative(),
    first: z.int().nonnegative(),
    last: z.int().nonnegative(),
    /** Whether every seal from the first row to the anchor is there; else some of those between are left out. */
    isWhole: z.boolean(),
  }),
  /** All but itself and `signature.json`, in the order in which they are packed. */
  files: z.array(z.object({ name: z.string(), size: z.int().nonnegative(), sha256: hash })),
});
export type SealManifest = z.output<typeof manifestSchema>;

/** `signature.json`: Ed25519 over the bytes of `manifest.json`. */
export const sealSignatureSchema = z.strictObject({
  algorithm: z.literal('Ed25519'),
  /** 32 bytes. */
  publicKey: keyText,
  /** SHA-256 of the public key's bytes. */
  fingerprint: hash,
  /** 64 bytes. */
  signature: signatureBytes,
});
export type SealSignature = z.output<typeof sealSignatureSchema>;

/** How `signature.json` is written: nothing vouches for its bytes, so there is one way to write it. */
export function signatureText({ algorithm, publicKey, fingerprint, signature }: SealSignature) {
  return `${JSON.stringify({ algorithm, publicKey, fingerprint, signature }, null, 2)}\n`;
}

/** What is checked of `run.json`; it holds more. */
export const sealedRunSchema = z.object({
  format: z.literal(sealFormat),
  content: z.json(),
  signatures: z.array(
    z.object({
      meaning: z.enum(signatureMeanings),
      signerName: z.string(),
      signedAt: instant,
      provedBy: z.enum(signatureProofs),
      contentSha256: hash,
    }),
  ),
});

export { anchorSchema };

/** `attachments/0001-camera.png`: a number that nothing else has, and what is left of the name it came with. */
export function attachmentName(index: number, name: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot + 1)] : [name, ''];
  const plain = (text: string, most: number) =>
    text
      .normalize('NFKD')
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, most);
  const number = String(index + 1).padStart(4, '0');
  const bare = [number, plain(stem, 60)].filter(Boolean).join('-');
  return `${attachmentsFolder}${[bare, plain(ending, 8).toLowerCase()].filter(Boolean).join('.')}`;
}
