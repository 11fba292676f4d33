import { ImportRefusal } from '@atelier/domain/runs/interchange/imported-case.ts';

/**
 * A file as text: UTF-8, UTF-16 by its byte order mark, or what an XML file says of itself. Throws an
 * {@link ImportRefusal} with the line of the first byte that is no text.
 */
export function textOf(bytes: Buffer): string {
  const encoding = encodingOf(bytes);
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new ImportRefusal('not_text', 1, encoding);
  }
  try {
    return checkedText(decoder.decode(bytes));
  } catch (error) {
    if (error instanceof ImportRefusal) throw error;
    throw new ImportRefusal('not_text', badLine(bytes, encoding), encoding);
  }
}

function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 200).toString('latin1');
  const [, declared] = /^(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(start) ?? [];
  return declared ?? 'utf-8';
}

/** NUL is the one character that the database cannot keep. */
function checkedText(text: string): string {
  const place = text.indexOf('\0');
  if (place === -1) return text;
  throw new ImportRefusal('not_text', text.slice(0, place).split('\n').length, 'NUL');
}

function badLine(bytes: Buffer, encoding: string): number {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(0x0a, start);
    const part = bytes.subarray(start, end === -1 ? bytes.length : end);
    try {
      decoder.decode(part);
    } catch {
      return line;
    }
    if (end === -1) break;
    start = end + 1;
  }
  return line;
}
