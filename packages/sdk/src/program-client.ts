import { httpSubscriptionLink } from '@trpc/client';
import { type AtelierClient, type ClientOptions, createClient } from './client.ts';
import { HeaderEventSource } from './header-event-source.ts';

export interface ProgramOptions extends Pick<ClientOptions, 'baseUrl' | 'onError'> {
  /** An API token, or that of a session, of the user for whom it calls. */
  readonly token: string;
}

/** The same client for a program: it says who calls by its token, with subscriptions as with other calls. */
export function createProgramClient({ token, ...options }: ProgramOptions): AtelierClient {
  const headers = { authorization: `Bearer ${token}` };
  const subscriptions = httpSubscriptionLink({
    url: `${options.baseUrl}/api/trpc`,
    EventSource: HeaderEventSource,
    eventSourceOptions: { headers },
  });
  return createClient({ ...options, headers, subscriptions });
}
