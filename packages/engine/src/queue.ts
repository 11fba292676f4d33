/**
 * The tables of a queue, which follow one contract of columns (docs/guides/engine.md). The engine knows nothing
 * else of the area that they belong to.
 */
export interface Queue {
  /** With its schema, as SQL has it: `kernel.jobs`. */
  readonly runs: string;
  readonly results: string;
  readonly limits: string;
  /** On which workers are woken. The trigger makes its name of the table's: `kernel_jobs`. */
  readonly channel: string;
}

export interface QueueTables {
  readonly schema: string;
  readonly runs: string;
  readonly results: string;
  readonly limits: string;
}

/** @throws {Error} where a name is not one that SQL takes without quotes */
export function defineQueue({ schema, runs, results, limits }: QueueTables): Queue {
  for (const name of [schema, runs, results, limits]) {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`${name} is no plain name.`);
  }
  return {
    runs: `${schema}.${runs}`,
    results: `${schema}.${results}`,
    limits: `${schema}.${limits}`,
    channel: `${schema}_${runs}`,
  };
}

/** The workbench's own jobs. */
export const jobQueue: Queue = defineQueue({
  schema: 'kernel',
  runs: 'jobs',
  results: 'job_results',
  limits: 'job_limits',
});
