import { refusedFile } from './import-refusals.ts';

/**
 * Gives the bytes of a JSON file as UTF-8. Windows programs like to write UTF-16: it is recognised by its
 * byte order mark, or by the zero beside its first character, which in JSON is ASCII. Throws
 * `ERR_INVALID_IMPORT_FORMAT` for broken UTF-16; whatever is not UTF-16 is passed on unchanged.
 */
export async function* asUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let start: Uint8Array = new Uint8Array();
  let recode: ReturnType<typeof recoderOf> | undefined;
  for await (const chunk of chunks) {
    if (recode !== undefined) {
      yield recode(chunk);
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < 2) continue;
    recode = recoderOf(start);
    yield recode(start);
  }
  yield recode === undefined ? start : recode();
}

/** What makes UTF-8 of each piece of a file that begins like this; without a piece, of what is left at its end. */
function recoderOf([first, second]: Uint8Array): (piece?: Uint8Array) => Uint8Array {
  const encoding = utf16Of(first, second);
  if (encoding === null) return (piece = new Uint8Array()) => piece;
  const decoder = new TextDecoder(encoding, { fatal: true });
  const encoder = new TextEncoder();
  return (piece) => {
    try {
      return encoder.encode(decoder.decode(piece, { stream: piece !== undefined }));
    } catch {
      throw refusedFile('not_utf8');
    }
  };
}

function utf16Of(first = 0, second = 0): 'utf-16le' | 'utf-16be' | null {
  if ((first === 0xff && second === 0xfe) || (startsJson(first) && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && startsJson(second))) return 'utf-16be';
  return null;
}

/** A brace, a bracket, or a blank before it. */
const startsJson = (byte: number) => byte !== 0 && '{[ \t\r\n'.includes(String.fromCharCode(byte));
