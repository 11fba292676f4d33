import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { percentile } from './figure.ts';

export interface ReadLoad {
  readonly connectionString: string;
  readonly sql: string;
  readonly values: readonly string[];
  /** Reads in a second. */
  readonly rate: number;
  readonly warmupSeconds: number;
  readonly seconds: number;
}

export interface ReadLoadResult {
  readonly p95Ms: number;
}

/** The floor of a read: its bare SQL straight through `pg`, and its rows as JSON. */
async function run(load: ReadLoad): Promise<ReadLoadResult> {
  const client = new Client({ connectionString: load.connectionString });
  await client.connect();
  const times: number[] = [];
  const begin = performance.now();
  const from = begin + load.warmupSeconds * 1000;
  const until = from + load.seconds * 1000;
  for (let due = begin; due < until; due += 1000 / load.rate) {
    await sleep(due - performance.now());
    const { rows } = await client.query({ name: 'read', text: load.sql, values: [...load.values] });
    JSON.stringify(rows);
    if (due >= from) times.push(performance.now() - due);
  }
  await client.end();
  return { p95Ms: percentile(times, 0.95) };
}

console.log(JSON.stringify(await run((await json(process.stdin)) as ReadLoad)));
