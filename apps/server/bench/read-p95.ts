import { runLoad } from './child.ts';
import { interleaved } from './figure.ts';
import type { HttpLoad, HttpLoadResult } from './http-load.ts';
import { onlyOk } from './move.ts';
import type { Platform } from './platform.ts';
import type { ReadLoad, ReadLoadResult } from './read-load.ts';

/** Queries over tRPC, and the bare SQL of the same work. */
export interface ComparedRead {
  /** `<area>.<…>.<procedure>`. */
  readonly path: string;
  /** Asked for by turns. */
  readonly inputs: readonly unknown[];
  readonly sql: string;
  readonly values: readonly string[];
  /** Reads in a second; 4 unless told. What takes longer than there is time for waits for itself. */
  readonly rate?: number;
}

/** The 95th percentile in ms of queries that come at an even pace, against their floor. */
export function readP95(
  { port, connectionString }: Platform,
  { path, inputs, sql, values, rate = 4 }: ComparedRead,
): Promise<{ value: number; floor: number }> {
  const pace = { rate, warmupSeconds: 1, seconds: Math.max(5, 10 / rate) };
  return interleaved(
    3,
    async () => {
      const requests = inputs.map((input) => ({
        method: 'GET' as const,
        path: `/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`,
      }));
      const load: HttpLoad = { port, connections: requests.length, ...pace, requests };
      const result = await runLoad<HttpLoadResult>('http-load.ts', load);
      onlyOk(result);
      return result.p95Ms;
    },
    async () => {
      const load: ReadLoad = { connectionString, sql, values, ...pace };
      return (await runLoad<ReadLoadResult>('read-load.ts', load)).p95Ms;
    },
  );
}
