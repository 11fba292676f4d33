import { filesOf, type OpenedArchive } from '@atelier/domain/runs/seal/archive-entries.ts';
import { archiveFault, zipBegins } from '@atelier/domain/runs/seal/archive-fault.ts';
import { isPackedByUs } from '@atelier/domain/runs/seal/packing.ts';
import { BlobReader, type FileEntry, ZipReader } from '@zip.js/zip.js';

/** Opens a ZIP that somebody picked, as strictly as the command line does. */
export async function openBlob(blob: Blob): Promise<OpenedArchive> {
  const reader = new ZipReader(new BlobReader(blob), {
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
    const begin = new Uint8Array(await blob.slice(0, zipBegins.length).arrayBuffer());
    return { fault: archiveFault(error, begin) };
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
  // Not every browser walks through a stream by itself.
  const pieces = readable.getReader();
  for (;;) {
    const { done, value } = await pieces.read();
    if (done) return;
    yield value;
  }
}
