import { connect } from '@atelier/db/kernel/connection.ts';
import { attachedEmbeddedUrl } from '@atelier/lifecycle/embedded/connection-url.ts';

/** The database of a running app, by the settings that the app was started with. */
export async function connectToApp(env: Readonly<Record<string, string>>) {
  const { DATABASE_URL, ATELIER_DATA_DIR = '' } = env;
  const connectionString = DATABASE_URL || (await attachedEmbeddedUrl(ATELIER_DATA_DIR));
  return connect({ connectionString, poolSize: 2, applicationName: 'atelier-test' });
}
