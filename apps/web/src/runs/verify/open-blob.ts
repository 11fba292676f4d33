import { archiveFault, zipBegins } from '@atelier/domain/runs/seal/archive-fault.ts';
import { isPackedByUs } from '@atelier/domain/runs/seal/packing.ts';
import {
  type ArchivedFile,
  type ArchiveFault,
  archiveLimits,
} from '@atelier/domain/runs/seal/seal-tools.ts';
import { BlobReader, type FileEntry, ZipReader } from '@zip.js/zip.js';

/** Opens a ZIP that somebody picked, as strictly as the command line does. */
export async function openBlob(
  blob: Blob,
): Promise<{ readonly files: readonly ArchivedFile[] } | { readonly fault: ArchiveFault }> {
  const reader = new ZipReader(new BlobReader(blob), {
    strictness: 'strict',
    useWebWorkers: false,
    checkSignature: true,
    checkOverlappingEntry: true,
  });
  try {
    const entries = await reader.getEntries();
    if (entries.length > archiveLimits.files) {
      return { fault: { kind: 'too_many_files', files: entries.length } };
    }
    const odd = entries.find(({ directory, encrypted }) => directory || encrypted);
    if (odd !== undefined) return { fault: { kind: 'unsafe_name', name: odd.filename } };
    return { files: entries.flatMap((entry) => (entry.directory ? [] : [archived(entry)])) };
  } catch (error) {
    const begin = new Uint8Array(await blob.slice(0, zipBegins.length).arrayBuffer());
    return { fault: archiveFault(error, begin) };
  }
}

function archived(entry: FileEntry): ArchivedFile {
  return {
    name: entry.filename,
    size: entry.uncompressedSize,
    isPackedByUs: isPackedByUs(entry),
    read: () => contentOf(entry),
  };
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
