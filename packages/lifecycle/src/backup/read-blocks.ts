import { open } from 'node:fs/promises';

/** For {@link readBlocks}. A new one for each file of thousands keeps the garbage collector busy. */
export const newBlock = (): Buffer => Buffer.allocUnsafeSlow(1 << 20);

/** A file's content, piece by piece, all of them read into the same block. */
export async function* readBlocks(path: string, block: Buffer): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    for (;;) {
      const { bytesRead } = await file.read(block, 0, block.length);
      if (bytesRead === 0) return;
      yield block.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
