import type { OrchestraCaller } from '@atelier/api/orchestra/caller.ts';
import { orchestraError } from '@atelier/domain/orchestra/errors.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The one that has this id, or this name, however it is capitalised. */
export function called<Thing extends Named>(
  things: readonly Thing[],
  name: string,
): Thing | undefined {
  const wanted = name.trim().toLowerCase();
  return (
    things.find(({ id }) => id === wanted) ??
    things.find((thing) => thing.name === name.trim()) ??
    things.find((thing) => thing.name.toLowerCase() === wanted)
  );
}

/** Throws `ERR_SCENARIO_SUITE_NOT_FOUND`. */
export async function suiteCalled(orchestra: OrchestraCaller, name: string) {
  const suite = called(await orchestra.suites.list({}), name);
  if (suite === undefined) throw orchestraError('ERR_SCENARIO_SUITE_NOT_FOUND', { name });
  return suite;
}

/** Throws `ERR_ENVIRONMENT_NOT_FOUND`. */
export async function environmentCalled(orchestra: OrchestraCaller, name: string) {
  const environment = called(await orchestra.environments.list({}), name);
  if (environment === undefined) throw orchestraError('ERR_ENVIRONMENT_NOT_FOUND', { name });
  return environment;
}

/** Throws `ERR_PROCESS_NOT_FOUND`. */
export async function processCalled(orchestra: OrchestraCaller, name: string) {
  const process = called(await orchestra.processes.list({}), name);
  if (process === undefined) throw orchestraError('ERR_PROCESS_NOT_FOUND', { name });
  return process;
}

/** A run by its id or its number. Throws `ERR_SUITE_RUN_NOT_FOUND`. */
export async function runCalled(orchestra: OrchestraCaller, name: string): Promise<string> {
  if (!/^#?\d{1,9}$/.test(name)) {
    const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name);
    if (!isId) throw orchestraError('ERR_SUITE_RUN_NOT_FOUND', { name });
    return (await orchestra.runs.get({ suiteRunId: name })).id;
  }
  const number = Number(name.replace('#', ''));
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<OrchestraCaller['runs']['list']>> = await orchestra.runs.list({
      ...{ limit: 500, cursor },
    });
    const found = page.items.find((run) => run.number === number);
    if (found !== undefined) return found.id;
    cursor = page.nextCursor;
  } while (cursor !== null);
  throw orchestraError('ERR_SUITE_RUN_NOT_FOUND', { name });
}
