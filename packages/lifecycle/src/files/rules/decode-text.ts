/** Marks that editors put before a text in another encoding than UTF-8; the longer ones come first. */
const marks: readonly (readonly [encoding: string, mark: readonly number[]])[] = [
  ['UTF-32', [0xff, 0xfe, 0x00, 0x00]],
  ['UTF-32', [0x00, 0x00, 0xfe, 0xff]],
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0xfe, 0xff]],
];

/** The text of a file, or in which encoding it is when that is not UTF-8. */
export type DecodedText = { readonly text: string } | { readonly encoding: string };

/** Reads bytes as UTF-8. A byte order mark, as some editors write it, is no part of the text. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = marks.find(([, mark]) => mark.every((byte, place) => bytes[place] === byte));
  if (marked !== undefined) return { encoding: marked[0] };
  // No text has a NUL; in UTF-16 every second byte of a Latin one is.
  if (bytes.includes(0)) return { encoding: 'UTF-16 or no text' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { encoding: 'an 8-bit one' };
  }
}
