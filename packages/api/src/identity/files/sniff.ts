import { textTypeOf } from '@atelier/domain/identity/files/text-type.ts';
import { fileTypeFromBuffer } from 'file-type';

/** So much of a file says what it is: `file-type` asks for 4,100 bytes. */
export const sniffedBytes = 8192;

/** The type of a file by its first bytes; null for what nobody knows. `isWhole` when there are no more. */
export async function sniff(head: Buffer, isWhole: boolean): Promise<string | null> {
  // The mark of UTF-16 looks like the beginning of a sound that nobody has made for decades.
  if (head[0] === 0xff && head[1] === 0xfe) return null;
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (found !== undefined) return found.mime;
  // A picture on the cover is longer than what we look at.
  if (head.subarray(0, 3).toString('latin1') === 'ID3') return 'audio/mpeg';
  return textTypeOf(decoded(head, isWhole));
}

function decoded(head: Buffer, isWhole: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: !isWhole });
  } catch {
    return null;
  }
}
