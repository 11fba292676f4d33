import { createHash, type Hash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@atelier/db/kernel/make-folder.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import { sniff, sniffedBytes } from './sniff.ts';

/** A file that has arrived as a whole, and lies under a name that says nothing. */
export interface ReceivedFile<Type> {
  readonly path: string;
  readonly size: number;
  readonly sha256: Buffer;
  /** What `onHead` gave. */
  readonly type: Type;
}

export interface ReceiveOptions<Type> {
  /** Is told what was found in the first bytes, before anything is written; throws to refuse it. */
  readonly onHead: (found: string | null) => Type;
  /** Is told the bytes so far, and throws when they are too many. */
  readonly onSize: (size: number) => void;
}

/** Where files lie while they arrive. */
export interface IncomingFolder {
  receive<Type>(
    chunks: AsyncIterable<Uint8Array>,
    options: ReceiveOptions<Type>,
  ): Promise<ReceivedFile<Type> | null>;
  /** For what is made of one. */
  newPath(): Promise<string>;
  hashOf(path: string): Promise<Buffer>;
  remove(path: string): Promise<void>;
  /** Removes what killed uploads left so long ago; gives the paths. With `only` it looks and removes nothing. */
  tidy(olderThanMs: number, only?: 'look' | undefined): Promise<readonly string[]>;
}

/** Beside a store that is a folder it lies on the same disk, so that a file is moved and not copied. */
export function openIncomingFolder(folder: string): IncomingFolder {
  const newPath = async () => {
    await makeFolder(folder, 0o700);
    return join(folder, randomBytes(16).toString('hex'));
  };
  const remove = (path: string) => rm(path, { force: true });
  return {
    newPath,
    hashOf,
    remove,
    /** Null where nothing came at all. Whatever fails leaves no file. */
    async receive(chunks, options) {
      const writer = createWriter(newPath);
      try {
        return await writer.take(chunks, options);
      } catch (error) {
        await writer.discard(remove);
        throw error;
      }
    },
    async tidy(olderThanMs, only) {
      const old: string[] = [];
      for (const name of await readdir(folder).catch(() => [])) {
        const path = join(folder, name);
        const found = await stat(path).catch(() => undefined);
        if (!found?.isFile() || Date.now() - found.mtimeMs < olderThanMs) continue;
        old.push(path);
        if (only !== 'look') await remove(path);
      }
      return old;
    },
  };
}

/** SHA-256 of a file's content. */
async function hashOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest();
}

function createWriter(newPath: () => Promise<string>) {
  let file: FileHandle | undefined;
  let path = '';

  async function write(bytes: Uint8Array): Promise<void> {
    if (file === undefined) {
      path = await newPath();
      file = await open(path, 'wx', 0o600);
    }
    for (let at = 0; at < bytes.length; ) {
      at += (await file.write(bytes, at, bytes.length - at)).bytesWritten;
    }
  }

  return {
    async take<Type>(
      chunks: AsyncIterable<Uint8Array>,
      { onHead, onSize }: ReceiveOptions<Type>,
    ): Promise<ReceivedFile<Type> | null> {
      const hash = createHash('sha256');
      let size = 0;
      let head: Buffer | undefined = Buffer.alloc(0);
      let type: { readonly of: Type } | undefined;
      for await (const chunk of chunks) {
        if (!(chunk instanceof Uint8Array)) throw kernelError('ERR_VALIDATION');
        size += chunk.length;
        onSize(size);
        if (head === undefined) {
          await hashedWrite(hash, chunk);
          continue;
        }
        head = Buffer.concat([head, chunk]);
        if (head.length < sniffedBytes) continue;
        type = { of: onHead(await sniff(head.subarray(0, sniffedBytes), false)) };
        await hashedWrite(hash, head);
        head = undefined;
      }
      if (size === 0) return null;
      if (head !== undefined) {
        type = {
          of: onHead(await sniff(head.subarray(0, sniffedBytes), head.length <= sniffedBytes)),
        };
        await hashedWrite(hash, head);
      }
      await file?.close();
      if (type === undefined) throw new TypeError('a file without a beginning');
      return { path, size, sha256: hash.digest(), type: type.of };
    },
    async discard(remove: (path: string) => Promise<void>): Promise<void> {
      await file?.close().catch(() => {});
      if (path !== '') await remove(path);
    },
  };

  /** While one piece is written, its hash is computed: the disk and the processor work at the same time. */
  async function hashedWrite(hash: Hash, bytes: Uint8Array): Promise<void> {
    const written = write(bytes);
    hash.update(bytes);
    await written;
  }
}
