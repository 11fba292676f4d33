import { createHash, type Hash, type KeyObject, sign } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { publicKeyOf } from '@atelier/db/identity/anchor-key.ts';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import { isStored, packedDate } from '@atelier/domain/runs/seal/packing.ts';
import {
  type SealManifest,
  type SealSignature,
  sealFiles,
  signatureText,
} from '@atelier/domain/runs/seal/seal-format.ts';
import { ZipWriter } from '@zip.js/zip.js';

type Content = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** A file that goes into an archive; its content is read once, as it is packed. */
export interface FileToPack {
  readonly name: string;
  readonly content: () => Content | Promise<Content>;
  /** What its bytes have to be, where that is known: a stored file may have been damaged since. */
  readonly expected?: { readonly size: number; readonly sha256: string };
}

export interface PackedArchive {
  readonly manifestSha256: string;
  readonly publicKey: string;
  readonly fingerprint: string;
}

/**
 * Writes an archive to `path` a piece at a time: the files, then the manifest of them, then its signature. Throws
 * `ERR_FILE_LOST` where a stored file is not what it was.
 */
export async function writeArchive(
  path: string,
  files: readonly FileToPack[],
  manifest: Omit<SealManifest, 'files'>,
  key: KeyObject,
  signal?: AbortSignal,
): Promise<PackedArchive> {
  const target = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  const writer = new ZipWriter(Writable.toWeb(target), {
    useWebWorkers: false,
    extendedTimestamp: false,
    lastModDate: new Date(packedDate.year, packedDate.month, packedDate.day),
  });
  const packed: { name: string; size: number; sha256: string }[] = [];
  try {
    for (const file of files) {
      signal?.throwIfAborted();
      packed.push(await pack(writer, file));
    }
    const text = `${JSON.stringify({ ...manifest, files: packed }, null, 1)}\n`;
    const signature = signed(text, key);
    await pack(writer, { name: sealFiles.manifest, content: () => [text] });
    await pack(writer, { name: sealFiles.signature, content: () => [signatureText(signature)] });
    await writer.close();
    const { publicKey, fingerprint } = signature;
    const manifestSha256 = createHash('sha256').update(text).digest('hex');
    return { manifestSha256, publicKey, fingerprint };
  } catch (error) {
    target.destroy();
    throw error;
  }
}

function signed(manifest: string, key: KeyObject): SealSignature {
  const publicKey = publicKeyOf(key);
  return {
    algorithm: 'Ed25519',
    publicKey,
    fingerprint: fingerprintOf(publicKey),
    signature: sign(null, Buffer.from(manifest), key).toString('base64'),
  };
}

/** By which people tell keys apart: SHA-256 of the public key's bytes. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
}

async function pack(
  writer: ZipWriter<unknown>,
  { name, content, expected }: FileToPack,
): Promise<{ name: string; size: number; sha256: string }> {
  const hash = createHash('sha256');
  const counted = { size: 0 };
  const bytes = hashed(await content(), hash, counted);
  const stream = Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>;
  await writer.add(name, stream, { level: isStored(name) ? 0 : 6 });
  const sha256 = hash.digest('hex');
  const { size } = counted;
  const isOther = expected && (expected.size !== size || expected.sha256 !== sha256);
  if (isOther) throw fileError('ERR_FILE_LOST');
  return { name, size, sha256 };
}

async function* hashed(
  content: Content,
  hash: Hash,
  counted: { size: number },
): AsyncGenerator<Uint8Array> {
  for await (const piece of content) {
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    hash.update(bytes);
    counted.size += bytes.length;
    yield bytes;
  }
}
