import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Who somebody is there, by the name under which they sign in. */
export interface Person {
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}

/** A provider that really listens: whoever comes is signed in as the person that `signsInAs` names. */
export async function startIdentityProvider(redirectUri: string, people: Record<string, Person>) {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let person = '';
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'atelier',
        client_secret: 'a secret of the client',
        redirect_uris: [redirectUri],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, ...people[id] }),
    }),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['a key'] },
    ttl: { Interaction: 60, Grant: 60, Session: 60, AccessToken: 60, IdToken: 60 },
  });
  provider.on('server_error', (_context, error) => console.error(error));
  const callback = provider.callback();
  server.on('request', async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return callback(request, response);
    // No page is shown: whoever comes has signed in, and allows what is asked.
    const { params } = await provider.interactionDetails(request, response);
    const grant = new provider.Grant({ accountId: person, clientId: String(params.client_id) });
    grant.addOIDCScope('openid email profile');
    const login = { accountId: person };
    const consent = { grantId: await grant.save() };
    await provider.interactionFinished(request, response, { login, consent });
  });
  return {
    issuer,
    signsInAs(name: string) {
      person = name;
    },
    /** Follows the provider's redirects from where it was sent to; gives the address to come back to. */
    async visit(start: string): Promise<string> {
      const jar = new Map<string, string>();
      let url = start;
      for (let hops = 0; hops < 10 && url.startsWith(issuer); hops += 1) {
        const cookie = [...jar].map((pair) => pair.join('=')).join('; ');
        const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
        for (const each of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
          jar.set(name, value);
        }
        const location = response.headers.get('location');
        if (location === null) throw new Error(`${response.status} ${await response.text()}`);
        url = new URL(location, url).href;
      }
      return url;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
