import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from './browser.ts';
import { startIdentityProvider } from './identity-provider.ts';
import { startMailServer } from './mail-server.ts';
import { password, startTeam, type Team } from './team.ts';

const publicUrl = 'http://atelier.test';
const redirectUri = `${publicUrl}/api/auth/oidc/callback`;
const people = {
  ann: { email: 'ann@example.org', email_verified: true, name: 'Ann at the provider' },
  ben: { email: 'ben@example.org', email_verified: false, name: 'Ben' },
  cy: { email: 'cy@example.org', email_verified: true, name: 'Cy\r\nBcc: x' },
  dee: { email: 'dee@example.org', email_verified: true },
  eve: { email: 'eve@example.org', email_verified: true },
  gil: { email: 'gil@example.org', email_verified: true },
  ivy: { email: 'ivy@example.org', email_verified: true },
  hew: { email: 'hew@example.org', email_verified: true },
  fay: { email: 'fay@example.org', email_verified: true },
};
let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let team: Team;
const oidcOf = (issuer: string) => ({
  issuer,
  clientId: 'atelier',
  clientSecret: 'a secret of the client',
  name: 'The provider',
  trustedOrigins: [],
});
beforeAll(async () => {
  provider = await startIdentityProvider(redirectUri, people);
  mail = await startMailServer();
  const sender = { url: mail.url, from: 'atelier@example.org' };
  team = await startTeam({ publicUrl, oidc: oidcOf(provider.issuer), mail: sender });
});
afterAll(async () => {
  await team.close();
  await provider.close();
  await mail.close();
});

const go = async (browser: Browser, path: string) => {
  const response = await browser.send(path, { redirect: 'manual' });
  return { status: response.status, to: response.headers.get('location') ?? '' };
};
/** There and back; where the browser ends up. */
async function signInAs(browser: Browser, person: keyof typeof people, next = '/miniatures') {
  provider.signsInAs(person);
  const { to } = await go(browser, `/api/auth/oidc/start?next=${encodeURIComponent(next)}`);
  const back = await provider.visit(to);
  expect(back).toMatch(/^http:\/\/atelier\.test\/api\/auth\/oidc\/callback\?/);
  return { back, ...(await go(browser, back.slice(publicUrl.length))) };
}

test('whoever has an account with the verified address signs in, and is known the next time', async () => {
  const id = await team.add('Ann@example.org');
  const browser = team.browser();
  expect((await browser.read('identity.signInOptions')).data).toEqual({
    provider: { name: 'The provider', path: '/api/auth/oidc/start' },
    canMail: true,
    registration: 'invitation',
  });
  expect(await signInAs(browser, 'ann')).toMatchObject({ status: 303, to: '/miniatures' });
  expect(await browser.who()).toBe('Ann@example.org');
  // Whose account it is learns that there is another way into it.
  const told = () => mail.texts('Ann@example.org').join();
  await expect.poll(told).toContain('A new way to sign in to Atelier');
  // By who they are there, and no longer by their address.
  await team.db('identity.users').where({ id }).update({ email: 'other@example.org' });
  const again = team.browser();
  await signInAs(again, 'ann');
  expect(await again.who()).toBe('other@example.org');
  await team.db('identity.users').where({ id }).update({ isActive: false });
  expect((await signInAs(team.browser(), 'ann')).to).toBe('/sign-in?error=ERR_SIGN_IN_REFUSED');
});

test('being let in by the provider is no proof; being asked by it anew is one', async () => {
  const id = await team.add('gil@example.org', 'admin');
  await team.db('identity.users').where({ id }).update({ passwordHash: null });
  const browser = team.browser();
  await signInAs(browser, 'gil');
  const ways = (await browser.read('identity.proofWays')).data as { provider: { path: string } };
  expect(ways).toMatchObject({ password: false, provider: { name: 'The provider' } });
  const activate = () => browser.call('identity.people.activate', { userId: id });
  expect((await activate()).code).toBe('ERR_PROOF_NEEDED');
  expect((await browser.call('identity.prove', { password })).code).toBe('ERR_PASSWORD_WRONG');

  const { to } = await go(browser, ways.provider.path);
  const asked = new URL(to).searchParams;
  expect([asked.get('prompt'), asked.get('max_age')]).toEqual(['login', '300']);
  const back = await provider.visit(to);
  expect((await go(browser, back.slice(publicUrl.length))).to).toBe('/house/profile');
  expect((await activate()).status).toBe(200);
});

test('a provider that asks nobody, although it was told to, proves nothing', async () => {
  const id = await team.add('hew@example.org', 'admin');
  const browser = team.browser();
  await signInAs(browser, 'hew');
  const { to } = await go(browser, '/api/auth/oidc/start?prove=1');
  // Somebody takes the wish out of the address on its way.
  const unasked = new URL(to);
  for (const name of ['prompt', 'max_age']) unasked.searchParams.delete(name);
  const back = await provider.visit(unasked.href);
  const { to: after } = await go(browser, back.slice(publicUrl.length));
  expect(after).toBe('/sign-in?error=ERR_SIGN_IN_REFUSED');
  const activate = await browser.call('identity.people.activate', { userId: id });
  expect(activate.code).toBe('ERR_PROOF_NEEDED');
});

test('an address that the provider has not verified is nobody’s', async () => {
  await team.add('ben@example.org', 'admin');
  const browser = team.browser();
  expect((await signInAs(browser, 'ben')).to).toBe('/sign-in?error=ERR_SIGN_IN_REFUSED');
  expect(await browser.who()).toBeNull();
});

test('an account is made for whom it was invited, with the role of the invitation', async () => {
  const browser = team.browser();
  expect((await signInAs(browser, 'cy')).to).toBe('/sign-in?error=ERR_REGISTRATION_CLOSED');
  const admin = await team.add('admin@example.org', 'admin');
  const token = await team.link({
    ...{ purpose: 'invitation', role: 'lead', email: 'CY@example.org' },
    createdById: admin,
  });
  expect((await signInAs(browser, 'cy')).to).toBe('/miniatures');
  expect((await browser.read('identity.me')).data).toMatchObject({
    // A name that is none of one line is not taken over.
    user: { displayName: 'cy@example.org', email: 'cy@example.org' },
    grants: [{ role: 'lead' }],
  });
  const used = { token, displayName: 'x', password };
  expect((await team.browser().call('identity.acceptLink', used)).code).toBe('ERR_LINK_INVALID');
});

test('an answer under another state than the one that went out is none', async () => {
  await team.add('ivy@example.org');
  provider.signsInAs('ivy');
  const browser = team.browser();
  const { to } = await go(browser, '/api/auth/oidc/start');
  const back = new URL(await provider.visit(to));
  back.searchParams.set('state', `${back.searchParams.get('state')}x`);
  expect((await go(browser, back.pathname + back.search)).to).toBe(
    '/sign-in?error=ERR_SIGN_IN_REFUSED',
  );
  expect(await browser.who()).toBeNull();
});

test('only the browser that went there comes back, once, with what it went with', async () => {
  await team.add('dee@example.org');
  provider.signsInAs('dee');
  const browser = team.browser();
  const { to } = await go(browser, '/api/auth/oidc/start?next=//evil.example');
  const back = (await provider.visit(to)).slice(publicUrl.length);
  const refused = '/sign-in?error=ERR_SIGN_IN_REFUSED';
  // A link to sign somebody else in, and an answer with another state or to another attempt.
  const victim = team.browser();
  expect((await go(victim, back)).to).toBe(refused);
  const other = team.browser();
  await go(other, '/api/auth/oidc/start');
  expect((await go(other, back)).to).toBe(refused);
  expect([await victim.who(), await other.who()]).toEqual([null, null]);
  const copy = browser.copy();
  expect((await go(browser, back)).to).toBe('/');
  expect(await browser.who()).toBe('dee@example.org');
  expect((await go(copy, back)).to).toBe(refused);
  for (const query of ['', '?error=access_denied', '?code=x&state=y', '?code=x&code=y']) {
    const one = team.browser();
    await go(one, '/api/auth/oidc/start');
    expect((await go(one, `/api/auth/oidc/callback${query}`)).to).toBe(refused);
  }
});

test('two first sign-ins of one account at the same moment both come in', async () => {
  await team.add('eve@example.org');
  const admin = await team.add('chief@example.org', 'admin');
  const invited = { purpose: 'invitation', role: 'lead', email: 'fay@example.org' } as const;
  await team.link({ ...invited, createdById: admin });
  for (const person of ['eve', 'fay'] as const) {
    provider.signsInAs(person);
    const browsers = Array.from({ length: 4 }, () => team.browser());
    const ways: string[] = [];
    for (const browser of browsers) {
      const { to } = await go(browser, '/api/auth/oidc/start?next=/miniatures');
      ways.push((await provider.visit(to)).slice(publicUrl.length));
    }
    const ends = await Promise.all(browsers.map((browser, n) => go(browser, ways[n] ?? '')));
    expect(ends).toEqual(browsers.map(() => ({ status: 303, to: '/miniatures' })));
  }
});

test('a cookie is good as what it was given out for alone', async () => {
  await team.add('gus@example.org');
  const browser = team.browser();
  await browser.call('identity.signIn', { email: 'gus@example.org', password });
  const other = team.browser();
  other.jar.set('atelier-provider', browser.jar.get('atelier-known') ?? '');
  expect(await go(other, '/api/auth/oidc/callback?code=x&state=y')).toEqual({
    status: 303,
    to: '/sign-in?error=ERR_SIGN_IN_REFUSED',
  });
});

test('a provider’s settings make the server ask nothing inside its network', async () => {
  let asked = 0;
  const inside = createServer((_, response) => {
    asked += 1;
    response.end('{}');
  }).listen(0, '127.0.0.1');
  const outside = createServer((request, response) => {
    const { port } = inside.address() as AddressInfo;
    const issuer = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
    const internal = `http://127.0.0.1:${port}`;
    if (redirects) return response.writeHead(302, { location: `${internal}/` }).end();
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${internal}/token`,
        jwks_uri: `${internal}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      }),
    );
    return request.resume();
  }).listen(0, '127.0.0.1');
  let redirects = true;
  await Promise.all([once(inside, 'listening'), once(outside, 'listening')]);
  const issuer = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  const house = await startTeam({ publicUrl, oidc: oidcOf(issuer) });
  const browser = house.browser();
  const unavailable = '/sign-in?error=ERR_PROVIDER_UNAVAILABLE';
  expect((await go(browser, '/api/auth/oidc/start')).to).toBe(unavailable);
  redirects = false;
  const { to } = await go(browser, '/api/auth/oidc/start');
  const state = new URL(to).searchParams.get('state');
  // That it is not asked is no fault of whoever signs in.
  expect((await go(browser, `/api/auth/oidc/callback?code=x&state=${state}`)).to).toBe(unavailable);
  expect(asked).toBe(0);
  await house.close();
  inside.close();
  outside.close();
});

test.each([
  ['does not answer', undefined, 'ERR_PROVIDER_UNAVAILABLE'],
  ['fails', 503, 'ERR_PROVIDER_UNAVAILABLE'],
  ['refuses what somebody came back with', 400, 'ERR_SIGN_IN_REFUSED'],
])('a provider that %s on the way back', async (_what, status, code) => {
  const outside = createServer((request, response) => {
    const issuer = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
    response.setHeader('content-type', 'application/json');
    if (request.url === '/token') {
      if (status === undefined) return request.socket.destroy();
      return response.writeHead(status).end(JSON.stringify({ error: 'invalid_grant' }));
    }
    return response.end(
      JSON.stringify({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      }),
    );
  }).listen(0, '127.0.0.1');
  await once(outside, 'listening');
  const issuer = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  const house = await startTeam({ publicUrl, oidc: oidcOf(issuer) });
  const browser = house.browser();
  const { to } = await go(browser, '/api/auth/oidc/start');
  const state = new URL(to).searchParams.get('state');
  const back = await go(browser, `/api/auth/oidc/callback?code=x&state=${state}`);
  expect(back.to).toBe(`/sign-in?error=${code}`);
  await house.close();
  outside.close();
});

test('a provider that is away, and a house without one, say so', async () => {
  const away = await startTeam({ publicUrl, oidc: oidcOf('http://127.0.0.1:1') });
  expect(await go(away.browser(), '/api/auth/oidc/start')).toEqual({
    status: 303,
    to: '/sign-in?error=ERR_PROVIDER_UNAVAILABLE',
  });
  await away.close();
  const without = await startTeam();
  expect((await go(without.browser(), '/api/auth/oidc/start')).status).toBe(404);
  expect((await without.browser().read('identity.signInOptions')).data).toMatchObject({
    provider: null,
  });
  await without.close();
});
