import type { AtelierClient } from '@atelier/sdk/client.ts';
import { openConnection } from './open-connection.ts';
import { type PageListener, type SharedConnection, shareConnection } from './shared-connection.ts';

/** Has this page hear of changes, over the connection that all tabs share. */
export function connect(client: AtelierClient, page: PageListener): SharedConnection {
  return shareConnection(openConnection(client), page);
}
