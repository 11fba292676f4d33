const PREFIX = 'atelier_test_';

/** Names of a run's databases; the run's id in them says whose they are. */
export const databaseNames = {
  likePattern: 'atelier\\_test\\_%',
  template: (runId: number): string => `${PREFIX}${runId}_template`,
  /** The same with the rights that the app's role has in a house. */
  appTemplate: (runId: number): string => `${PREFIX}${runId}_app_template`,
  clone: (runId: number, suffix: string): string => `${PREFIX}${runId}_${suffix}`,
};

/** The id of the run that made the database, or undefined for a name of another kind. */
export function runIdOf(name: string): number | undefined {
  const match = /^atelier_test_(\d+)_/.exec(name);
  return match ? Number(match[1]) : undefined;
}

/** The same server and role, another database. */
export function withDatabase(connectionString: string, database: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${database}`;
  return url.href;
}
