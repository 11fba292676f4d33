import type { AtelierClient } from '@atelier/sdk/client.ts';

/** The names of projects by their ids, also of those in the archive. */
export async function projectNames({ runs }: AtelierClient): Promise<ReadonlyMap<string, string>> {
  const [open, archived] = await Promise.all([
    runs.projects.list.query({}),
    runs.projects.list.query({ archived: true }),
  ]);
  return new Map([...open, ...archived].map(({ id, name }) => [id, name]));
}
