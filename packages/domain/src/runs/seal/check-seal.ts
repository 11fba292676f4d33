import type { z } from 'zod';
import { signedText } from '../../identity/audit-anchor.ts';
import { checkSlice, hex, joined, type SliceFault } from './audit-slice.ts';
import { canonicalJson, type JsonValue } from './canonical-json.ts';
import {
  anchorSchema,
  manifestSchema,
  type SealManifest,
  type SealSignature,
  sealedRunSchema,
  sealFiles,
  sealSignatureSchema,
  signatureText,
} from './seal-format.ts';
import {
  type ArchivedFile,
  type ArchiveFault,
  archiveLimits,
  type SealTools,
} from './seal-tools.ts';
import type { SignatureMeaning, SignatureProof } from './signature.ts';

/** The first thing that is wrong with an archive. */
export type SealFault =
  | ArchiveFault
  | SliceFault
  | { readonly kind: 'file_missing'; readonly name: string }
  | { readonly kind: 'file_added'; readonly name: string }
  | { readonly kind: 'file_changed'; readonly name: string }
  | { readonly kind: 'file_malformed'; readonly name: string }
  | { readonly kind: 'manifest_not_signed' }
  | { readonly kind: 'other_key'; readonly fingerprint: string }
  | { readonly kind: 'anchor_forged' }
  | { readonly kind: 'content_not_signed'; readonly meaning: SignatureMeaning };

/** What is worth knowing of an archive that is good. */
export type SealNote =
  /** Nobody said which key to expect: that it is the house's is the archive's own word. */
  | 'key_unknown'
  /** The same files, put into another ZIP than the one that was made. */
  | 'packed_anew'
  /** Some seals between the run's rows were left out: there were too many. */
  | 'audit_gaps'
  /** The run was locked by an older program, which asked for no signature. */
  | 'lock_unsigned';

/** What a good archive says. */
export interface SealFacts {
  readonly manifest: SealManifest;
  readonly publicKey: string;
  readonly fingerprint: string;
  /** Whether it is the key that was expected; null where none was given. */
  readonly isKnownKey: true | null;
  readonly signatures: readonly {
    readonly meaning: SignatureMeaning;
    readonly signerName: string;
    readonly signedAt: string;
    readonly provedBy: SignatureProof;
  }[];
}

export type SealReport =
  | { readonly isValid: true; readonly facts: SealFacts; readonly notes: readonly SealNote[] }
  | { readonly isValid: false; readonly fault: SealFault };

class Faulty extends Error {
  readonly fault: SealFault;
  constructor(fault: SealFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/**
 * Checks an opened archive, from the outside in: the signature over the manifest, the files that the manifest names,
 * and what they say: the run as it was signed, and the audit slice up to the anchor. Says what is wrong first, or
 * what the archive proves.
 *
 * @param expectedKey the house's public key in base64, from elsewhere than the archive
 */
export async function checkSeal(
  files: readonly ArchivedFile[],
  tools: SealTools,
  expectedKey?: string,
): Promise<SealReport> {
  try {
    return await check(files, tools, expectedKey);
  } catch (error) {
    if (error instanceof Faulty) return { isValid: false, fault: error.fault };
    throw error;
  }
}

async function check(
  files: readonly ArchivedFile[],
  tools: SealTools,
  expectedKey: string | undefined,
): Promise<SealReport> {
  const byName = new Map(files.map((file) => [file.name, file]));
  const text = (name: string, most: number) => readText(byName, name, most, tools);
  const { signature: signatureName, manifest: manifestName } = sealFiles;
  const signed = await text(signatureName, archiveLimits.signatureBytes);
  const signature = parsed(signatureName, signed, sealSignatureSchema);
  if (signed !== signatureText(signature)) {
    throw new Faulty({ kind: 'file_changed', name: signatureName });
  }
  const manifestText = await text(manifestName, archiveLimits.manifestBytes);
  await requireSigned(manifestText, signature, tools, expectedKey);
  const manifest = parsed(manifestName, manifestText, manifestSchema);
  requireFiles(files, manifest);
  const runName = sealFiles.run;
  for (const { name, size, sha256 } of manifest.files) {
    const file = byName.get(name);
    if (file === undefined) throw new Faulty({ kind: 'file_missing', name });
    const isSame = file.size === size && hex(await tools.sha256(readAll(file))) === sha256;
    if (isSame) continue;
    // Whose rows were changed, moved or taken out can be said more exactly.
    if (name === sealFiles.audit) await requireSlice(manifest, text, tools);
    throw new Faulty({ kind: 'file_changed', name });
  }
  await requireSlice(manifest, text, tools, signature.publicKey);
  const run = parsed(runName, await text(runName, archiveLimits.runBytes), sealedRunSchema);
  const content = hex(await tools.sha256([tools.encode(canonicalJson(run.content as JsonValue))]));
  const lock = run.signatures.findLast(({ meaning }) => meaning === 'lock');
  const seal = run.signatures.findLast(({ meaning }) => meaning === 'seal');
  for (const each of [lock, seal ?? { meaning: 'seal' as const, contentSha256: '' }]) {
    if (each === undefined || each.contentSha256 === content) continue;
    throw new Faulty({ kind: 'content_not_signed', meaning: each.meaning });
  }
  if (manifest.contentSha256 !== content) throw new Faulty({ kind: 'file_changed', name: runName });
  return {
    isValid: true,
    facts: {
      manifest,
      publicKey: signature.publicKey,
      fingerprint: signature.fingerprint,
      isKnownKey: expectedKey === undefined ? null : true,
      signatures: run.signatures,
    },
    notes: [
      ...(expectedKey === undefined ? (['key_unknown'] as const) : []),
      ...(isPackedAnew(files, manifest) ? (['packed_anew'] as const) : []),
      ...(manifest.audit.isWhole ? [] : (['audit_gaps'] as const)),
      ...(lock === undefined ? (['lock_unsigned'] as const) : []),
    ],
  };
}

async function requireSigned(
  manifest: string,
  { publicKey, fingerprint, signature }: SealSignature,
  tools: SealTools,
  expectedKey: string | undefined,
): Promise<void> {
  const key = tools.fromBase64(publicKey);
  const actual = hex(await tools.sha256([key]));
  if (expectedKey !== undefined && expectedKey !== publicKey) {
    throw new Faulty({ kind: 'other_key', fingerprint: actual });
  }
  if (actual !== fingerprint) {
    throw new Faulty({ kind: 'file_changed', name: sealFiles.signature });
  }
  const bytes = tools.encode(manifest);
  if (await tools.isSigned(key, bytes, tools.fromBase64(signature))) return;
  throw new Faulty({ kind: 'manifest_not_signed' });
}

function requireFiles(files: readonly ArchivedFile[], manifest: SealManifest): void {
  const named = new Set([
    ...manifest.files.map(({ name }) => name),
    sealFiles.manifest,
    sealFiles.signature,
  ]);
  const there = new Set(files.map(({ name }) => name));
  const missing = [...named].find((name) => !there.has(name));
  if (missing !== undefined) throw new Faulty({ kind: 'file_missing', name: missing });
  const added = [...there].find((name) => !named.has(name));
  if (added !== undefined) throw new Faulty({ kind: 'file_added', name: added });
}

type ReadNamed = (name: string, most: number) => Promise<string>;

/** @param publicKey that the anchor has to be signed with; left out, it is not looked at */
async function requireSlice(
  { audit }: SealManifest,
  text: ReadNamed,
  tools: SealTools,
  publicKey?: string,
): Promise<void> {
  const slice = await text(sealFiles.audit, archiveLimits.auditBytes);
  const lines = slice.split('\n').filter((line) => line !== '');
  const anchorText = await text(sealFiles.anchor, archiveLimits.anchorBytes);
  const anchor = parsed(sealFiles.anchor, anchorText, anchorSchema);
  const head = anchor.heads.find(({ chain }) => chain === audit.chain) ?? null;
  const fault = await checkSlice(lines, { ...audit, head }, tools);
  if (fault !== null) throw new Faulty(fault);
  if (publicKey === undefined) return;
  const key = tools.fromBase64(anchor.publicKey);
  const message = tools.encode(signedText(anchor));
  const isGood =
    anchor.publicKey === publicKey &&
    (await tools.isSigned(key, message, tools.fromBase64(anchor.signature)));
  if (!isGood) throw new Faulty({ kind: 'anchor_forged' });
}

async function readText(
  byName: ReadonlyMap<string, ArchivedFile>,
  name: string,
  most: number,
  tools: SealTools,
): Promise<string> {
  const file = byName.get(name);
  if (file === undefined) throw new Faulty({ kind: 'file_missing', name });
  if (file.size > most) throw new Faulty({ kind: 'file_malformed', name });
  const pieces: Uint8Array[] = [];
  for await (const piece of readAll(file)) pieces.push(piece);
  try {
    return tools.decode(joined(pieces));
  } catch {
    throw new Faulty({ kind: 'file_malformed', name });
  }
}

/** What the file holds; what cannot be unpacked, or is longer than was said, is a fault of the file. */
async function* readAll(file: ArchivedFile): AsyncGenerator<Uint8Array> {
  let size = 0;
  const unreadable = new Faulty({ kind: 'unreadable', name: file.name });
  const pieces = file.read()[Symbol.asyncIterator]();
  for (;;) {
    const next = await pieces.next().catch(() => {
      throw unreadable;
    });
    if (next.done) break;
    size += next.value.length;
    if (size > file.size) throw unreadable;
    yield next.value;
  }
  if (size !== file.size) throw unreadable;
}

function parsed<Schema extends z.ZodType>(
  name: string,
  text: string,
  schema: Schema,
): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Faulty({ kind: 'file_malformed', name });
  }
}

function isPackedAnew(files: readonly ArchivedFile[], { files: named }: SealManifest): boolean {
  const order = [...named.map(({ name }) => name), sealFiles.manifest, sealFiles.signature];
  return files.some(({ name, isPackedByUs }, index) => !isPackedByUs || name !== order[index]);
}
