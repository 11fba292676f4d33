import { kernelError } from '@atelier/domain/kernel/errors.ts';

/** A page's cursor: opaque to clients, the sort key of its last row to us. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Reads a cursor of `length` parts. Throws `ERR_VALIDATION` for one that we never gave out. */
export function decodeCursor(cursor: string, length: number): readonly (string | number)[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === length && key.every(isKeyPart)) return key;
  } catch {
    // not ours: falls through
  }
  throw kernelError('ERR_VALIDATION', { field: 'cursor' });
}

function isKeyPart(part: unknown): part is string | number {
  return typeof part === 'string' || typeof part === 'number';
}
