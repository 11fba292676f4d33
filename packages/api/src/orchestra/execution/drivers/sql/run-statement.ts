import type { Json } from '@atelier/domain/orchestra/json.ts';
import pg from 'pg';
import { StepError } from '../step-error.ts';
import type { SqlSession } from './open-session.ts';
import { sqlTypes } from './sql-values.ts';

/** More of an answer is not taken in: the statement fails, and says so. */
const maxRows = 10_000;
const maxBytes = 8 * 1024 * 1024;
/** How often is looked how much of one large value has come. */
const watchMs = 20;

export interface SqlResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly rowCount: number;
}

interface Statement {
  readonly text: string;
  readonly params: readonly Json[];
}

/** Carries one statement out. Throws what the server says, and `ANSWER_TOO_LARGE`. */
export function runStatement(
  { client, bytesRead, abandon }: SqlSession,
  { text, params }: Statement,
): Promise<SqlResult> {
  return new Promise((resolve, reject) => {
    const rows: Record<string, unknown>[] = [];
    const before = bytesRead();
    let isOver = false;
    const end = (settle: () => void) => {
      if (isOver) return;
      isOver = true;
      clearInterval(watch);
      settle();
    };
    const refuse = () =>
      end(() => {
        abandon();
        reject(new StepError('ANSWER_TOO_LARGE', { rows: maxRows, bytes: maxBytes }, 'maybe'));
      });
    const isTooMuch = () => rows.length > maxRows || bytesRead() - before > maxBytes;
    const watch = setInterval(() => isTooMuch() && refuse(), watchMs);
    // Always the protocol that takes one statement alone, with parameters or without.
    const config = { text, values: [...params], types: sqlTypes, queryMode: 'extended' };
    const query = client.query(new pg.Query(config));
    query.on('row', (row) => {
      if (isOver) return;
      rows.push(row as Record<string, unknown>);
      if (isTooMuch()) refuse();
    });
    query.on('error', (error) => end(() => reject(error)));
    query.on('end', (result) =>
      end(() => resolve({ rows, rowCount: result?.rowCount ?? rows.length })),
    );
  });
}
