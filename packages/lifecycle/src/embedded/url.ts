import { databaseName } from './cluster.ts';

/** Of the embedded server's superuser, to one of its databases; holds the password. */
export function urlOf(port: number, password: string, database: string): string {
  return `postgres://${databaseName}:${password}@127.0.0.1:${port}/${database}`;
}
