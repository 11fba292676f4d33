import { bpmnError } from '../errors.ts';
import { encodingNamed, upperHalves } from './encodings.ts';
import { xmlLimits } from './limits.ts';

/**
 * The text of an XML file: by its byte order mark, else by the zeros of UTF-16, else by what its declaration says,
 * else as UTF-8 (XML 1.0, appendix F).
 * @throws ERR_PROCESS_ENCODING { encoding }, ERR_PROCESS_TOO_LARGE { of: 'characters', limit }
 */
export function decodeXml(bytes: Uint8Array): string {
  if (bytes.length > xmlLimits.characters * 2) {
    throw bpmnError('ERR_PROCESS_TOO_LARGE', { of: 'characters', limit: xmlLimits.characters });
  }
  const [first = 0, second = 0] = bytes;
  if (first === 0xff && second === 0xfe) return utf16(bytes.subarray(2), 0);
  if (first === 0xfe && second === 0xff) return utf16(bytes.subarray(2), 1);
  if (first === 0x3c && second === 0) return utf16(bytes, 0);
  if (first === 0 && second === 0x3c) return utf16(bytes, 1);
  if (first === 0xef && second === 0xbb && bytes[2] === 0xbf) return utf8(bytes.subarray(3));
  const encoding = encodingNamed(declaredEncoding(bytes));
  const upperHalf = upperHalves[encoding];
  if (upperHalf !== undefined) return singleByte(bytes, upperHalf);
  // What says it is UTF-16 and is not has been converted by somebody who left the declaration.
  if (encoding === 'utf-8' || encoding.startsWith('utf-16')) return utf8(bytes);
  throw bpmnError('ERR_PROCESS_ENCODING', { encoding: encoding.slice(0, 40) });
}

function declaredEncoding(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  return /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"']+)["']/.exec(start)?.[1] ?? 'utf-8';
}

function utf16(bytes: Uint8Array, highAt: 0 | 1): string {
  if (bytes.length % 2 === 1) throw bpmnError('ERR_PROCESS_ENCODING', { encoding: 'utf-16' });
  return joined(bytes.length / 2, (at) => {
    const [left = 0, right = 0] = [bytes[at * 2], bytes[at * 2 + 1]];
    return highAt === 1 ? left * 256 + right : right * 256 + left;
  });
}

function singleByte(bytes: Uint8Array, upperHalf: string): string {
  return joined(bytes.length, (at) => {
    const byte = bytes[at] ?? 0;
    return byte < 128 ? byte : upperHalf.charCodeAt(byte - 128);
  });
}

/** Text of so many UTF-16 units, a piece at a time: a call takes only so many arguments. */
function joined(length: number, unitAt: (at: number) => number): string {
  const pieces: string[] = [];
  for (let start = 0; start < length; start += 8192) {
    const size = Math.min(8192, length - start);
    pieces.push(
      String.fromCharCode(...Array.from({ length: size }, (_, at) => unitAt(start + at))),
    );
  }
  return pieces.join('');
}

function utf8(bytes: Uint8Array): string {
  const pieces: string[] = [];
  let units: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0;
    const more = first < 0x80 ? 0 : first < 0xc2 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    let point = more === 0 ? first : first & (0x3f >> more);
    if (more < 0 || first > 0xf4) throw bpmnError('ERR_PROCESS_ENCODING', { encoding: 'utf-8' });
    for (let next = 1; next <= more; next += 1) {
      const byte = bytes[at + next] ?? 0;
      if ((byte & 0xc0) !== 0x80) throw bpmnError('ERR_PROCESS_ENCODING', { encoding: 'utf-8' });
      point = point * 64 + (byte & 0x3f);
    }
    if (point > 0x10ffff) throw bpmnError('ERR_PROCESS_ENCODING', { encoding: 'utf-8' });
    if (point > 0xffff) {
      units.push(0xd800 + ((point - 0x10000) >> 10), 0xdc00 + ((point - 0x10000) & 0x3ff));
    } else units.push(point);
    at += more + 1;
    if (units.length >= 8192) {
      pieces.push(String.fromCharCode(...units));
      units = [];
    }
  }
  return pieces.join('') + String.fromCharCode(...units);
}
