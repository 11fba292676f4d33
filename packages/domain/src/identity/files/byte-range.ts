/** The first and the last byte that are asked for, counted from 0. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * What a `Range` header asks for of so many bytes (RFC 9110, 14.1.2). What is no range of bytes counts as not
 * sent, and so do several ranges: nobody needs them, and a thousand small ones are an attack.
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'whole' | 'beyond' {
  const match = /^bytes=(\d*)-(\d*)$/i.exec(header?.replace(/[ \t]/g, '') ?? '');
  if (match === null) return 'whole';
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return 'whole';
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'beyond' : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  if (to !== '' && Number(to) < first) return 'whole';
  if (first >= size) return 'beyond';
  return { first, last: to === '' ? size - 1 : Math.min(Number(to), size - 1) };
}

/** `Content-Range`, for a range, or for a refused one. */
export function contentRange(range: ByteRange | 'beyond', size: number): string {
  return range === 'beyond' ? `bytes */${size}` : `bytes ${range.first}-${range.last}/${size}`;
}
