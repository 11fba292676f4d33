import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { openFolderStore } from '@atelier/api/identity/files/folder-store.ts';
import { buildArchive } from '@atelier/api/runs/proof/build-archive.ts';
import { anchorKey } from '@atelier/db/identity/anchor-key.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { ZipWriter } from '@zip.js/zip.js';

// A process that packs the same files again and again, as a seal or bare, and tells how long each took.

const [connectionString = '', folder = '', runId = '', signatureId = '', keys = ''] =
  process.argv.slice(2);
const db = connect({ connectionString });
const path = join(folder, 'archive.zip');

async function seal(): Promise<void> {
  const key = anchorKey(Buffer.alloc(32, 1));
  const wanted = { runId, language: 'en', sealedAt: new Date(), house: 'bench' } as const;
  const store = openFolderStore(folder);
  await buildArchive(db, store, key, path, { ...wanted, signatureId });
}

async function packBare(): Promise<void> {
  const options = { useWebWorkers: false, level: 0 };
  const writer = new ZipWriter(Writable.toWeb(createWriteStream(path)), options);
  for (const key of keys.split(',')) {
    const content = createReadStream(join(folder, key.slice(0, 2), key), {
      highWaterMark: 256 * 1024,
    });
    await writer.add(key, Readable.toWeb(content) as ReadableStream<Uint8Array>);
  }
  await writer.close();
}

process.on('message', (kind) => {
  const began = performance.now();
  const packed = kind === 'seal' ? seal() : packBare();
  void packed.then(async () => {
    const ms = performance.now() - began;
    await rm(path);
    process.send?.(ms);
  });
});
process.send?.('ready');
