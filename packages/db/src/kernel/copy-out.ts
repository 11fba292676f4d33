import type { Client, Submittable } from 'pg';

/** The bytes of a row's fields in PostgreSQL's binary form; null for NULL. Good until the next row. */
export type BinaryRow = readonly (Buffer | null)[];

const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
/** The signature, 4 bytes of flags, and the length of an extension, which there never is. */
const headerLength = signature.length + 8;

/**
 * Streams the rows of a query by `COPY … TO STDOUT (FORMAT binary)`, which costs less than half of what the
 * driver's own rows do. The next bytes are read when `onRow` has returned, so nothing piles up. What `onRow`
 * throws is thrown when the rows have run through.
 *
 * @param client not used by anybody else meanwhile
 */
export async function copyOut(
  client: Client,
  select: string,
  onRow: (fields: BinaryRow) => void,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let failure: unknown;
    const copy: Submittable & Record<string, unknown> = {
      submit: (connection) => connection.query(`COPY (${select}) TO STDOUT (FORMAT binary)`),
      handleCopyData({ chunk }: { readonly chunk: Buffer }) {
        if (failure !== undefined) return;
        try {
          eachRow(chunk, onRow);
        } catch (error) {
          failure = error;
        }
      },
      handleRowDescription() {},
      handleCommandComplete() {},
      handleError: reject,
      handleReadyForQuery() {
        if (failure === undefined) resolve();
        else reject(failure);
      },
    };
    client.query(copy);
  });
}

/** A message is one row, the first one behind the header; the last has none. */
function eachRow(chunk: Buffer, onRow: (fields: BinaryRow) => void): void {
  let at = chunk.subarray(0, signature.length).equals(signature) ? headerLength : 0;
  while (at < chunk.length) {
    const count = chunk.readInt16BE(at);
    at += 2;
    if (count < 0) return;
    const fields: (Buffer | null)[] = [];
    for (let field = 0; field < count; field += 1) {
      const length = chunk.readInt32BE(at);
      at += 4;
      fields.push(length < 0 ? null : chunk.subarray(at, at + length));
      at += Math.max(0, length);
    }
    onRow(fields);
  }
}
