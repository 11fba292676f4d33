import { httpSubscriptionLink } from '@trpc/client';
import { type AtelierClient, type ClientOptions, clientOver, urlBelow } from './client.ts';
import { HeaderEventSource } from './header-event-source.ts';

export interface ProgramOptions extends ClientOptions {
  /** An API token, or that of a session, of the user for whom it calls. */
  readonly token: string;
}

/** The same client for a program: it says who calls by its token, with subscriptions as with other calls. */
export function createProgramClient({ baseUrl, token, onError }: ProgramOptions): AtelierClient {
  const url = urlBelow(baseUrl);
  const headers = { authorization: `Bearer ${token}` };
  const subscriptions = httpSubscriptionLink({
    url,
    EventSource: HeaderEventSource,
    eventSourceOptions: { headers },
  });
  return clientOver({ url, headers, subscriptions, onError });
}
