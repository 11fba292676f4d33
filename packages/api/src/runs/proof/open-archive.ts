import type { Readable } from 'node:stream';
import { filesOf, type OpenedArchive } from '@atelier/domain/runs/seal/archive-entries.ts';
import { archiveFault, zipBegins } from '@atelier/domain/runs/seal/archive-fault.ts';
import { isPackedByUs } from '@atelier/domain/runs/seal/packing.ts';
import { type FileEntry, Reader, ZipReader } from '@zip.js/zip.js';

/** Where the bytes of an archive are; `first` and `last` count both. */
export interface ArchiveSource {
  readonly size: number;
  readonly open: (range: { readonly first: number; readonly last: number }) => Promise<Readable>;
}

/** Reads parts of an archive, wherever it is. */
class SourceReader extends Reader<ArchiveSource> {
  private readonly source: ArchiveSource;
  constructor(source: ArchiveSource) {
    super(source);
    this.source = source;
    this.size = source.size;
  }

  override async readUint8Array(index: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const most = Math.min(length, this.size - index);
    if (most <= 0) return new Uint8Array(0);
    const content = await this.source.open({ first: index, last: index + most - 1 });
    const pieces: Buffer[] = [];
    for await (const piece of content) pieces.push(piece as Buffer);
    return new Uint8Array(Buffer.concat(pieces));
  }
}

/**
 * Opens a ZIP that may come from anybody. What could be read in two ways is refused: bytes before, behind or between
 * its files, a name twice, headers that disagree, paths that lead elsewhere.
 */
export async function openArchive(source: ArchiveSource): Promise<OpenedArchive> {
  const bytes = new SourceReader(source);
  const reader = new ZipReader(bytes, {
    strictness: 'strict',
    useWebWorkers: false,
    checkSignature: true,
    checkOverlappingEntry: true,
  });
  try {
    return filesOf(await reader.getEntries(), (entry) => ({
      isPackedByUs: isPackedByUs(entry),
      read: () => contentOf(entry as FileEntry),
    }));
  } catch (error) {
    return { fault: archiveFault(error, await bytes.readUint8Array(0, zipBegins.length)) };
  }
}

async function* contentOf(entry: FileEntry): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const target = new WritableStream<Uint8Array>({
    write: (piece) => writer.write(piece),
    close: () => writer.close(),
  });
  // What fails before its first byte would be waited for else.
  entry.getData(target).catch((error: unknown) => writer.abort(error).catch(() => {}));
  yield* readable;
}
