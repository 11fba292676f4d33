import { throttleRules } from '@atelier/domain/identity/throttle.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp } from '../start-test-app.ts';
import { createBrowser } from './browser.ts';
import { password, signedIn, startTeam, type Team } from './team.ts';

let team: Team;
beforeAll(async () => {
  team = await startTeam();
  for (const name of ['ann', 'ben', 'cy', 'dee', 'eve', 'flo'])
    await team.add(`${name}@example.org`);
});
afterAll(() => team.close());

const wrong = 'not the password';
const { free } = throttleRules.account;
const at = (address: string) => team.browser({ 'x-forwarded-for': address });
const attempt = (browser: ReturnType<Team['browser']>, email: string, secret = wrong) =>
  browser.call('identity.signIn', { email, password: secret });

/** When the last failures were; ahead of now, the whole wait is still to come, however slow the machine is. */
const lastFailedAt = (ms: number, db = team.db) =>
  db('identity.sign_in_failures').update({ lastAt: new Date(ms) });
const later = () => Date.now() + 60_000;

/** Everybody tries at one account. */
async function besiege(email: string): Promise<void> {
  await attempt(team.browser(), email);
  await team.db('identity.sign_in_failures').update({ failures: 1000, lastAt: new Date() });
}

test('an unknown address, a wrong password and a closed account are answered alike', async () => {
  await team.db('identity.users').where({ email: 'eve@example.org' }).update({ isActive: false });
  const answers = [
    await attempt(team.browser(), 'ann@example.org'),
    await attempt(team.browser(), 'nobody@example.org'),
    await attempt(team.browser(), 'not an address at all'),
    await attempt(team.browser(), 'eve@example.org', password),
  ];
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]).toMatchObject({ status: 400, code: 'ERR_SIGN_IN_REFUSED', details: {} });
});

test('after some failures an account waits, however many processes and addresses they come from', async () => {
  const other = await team.second();
  for (let failed = 0; failed < free; failed += 1) {
    const browser = team.browser({}, failed % 2 === 0 ? team.url : other.url);
    expect((await attempt(browser, 'ben@example.org')).code).toBe('ERR_SIGN_IN_REFUSED');
  }
  await lastFailedAt(later());
  // Even the right password, in a browser that is not known.
  const refusals = [team.url, other.url].map((url) =>
    attempt(team.browser({}, url), 'BEN@example.org', password),
  );
  for (const refused of await Promise.all(refusals)) {
    expect(refused).toMatchObject({ status: 429, code: 'ERR_SIGN_IN_THROTTLED' });
    expect(refused.details.retrySeconds).toBe(1);
  }
  await lastFailedAt(Date.now());
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect((await attempt(team.browser(), 'ben@example.org', password)).status).toBe(200);
  await other.close();
});

test('a hundred attempts at the same moment are a hundred', async () => {
  const startedAt = performance.now();
  const all = Array.from({ length: 100 }, () => attempt(team.browser(), 'cy@example.org'));
  const codes = (await Promise.all(all)).map(({ code }) => code);
  const looked = codes.filter((code) => code === 'ERR_SIGN_IN_REFUSED').length;
  // After a second another one may come, two seconds later one more, and so on.
  const seconds = (performance.now() - startedAt) / 1000;
  expect(looked).toBeLessThanOrEqual(free + Math.floor(Math.log2(seconds + 1)));
  expect(codes.filter((code) => code === 'ERR_SIGN_IN_THROTTLED').length).toBeGreaterThan(50);
});

test('an address waits after many failures, and with it its whole network', async () => {
  const browser = (place: number) => at(`2001:db8:1:2::${place.toString(16)}`);
  for (let failed = 0; failed < throttleRules.address.free; failed += 1) {
    await attempt(browser(failed), `somebody${failed}@example.org`);
  }
  await lastFailedAt(later());
  const refused = await attempt(browser(999), 'ann@example.org', password);
  expect(refused.code).toBe('ERR_SIGN_IN_THROTTLED');
  expect((await attempt(at('2001:db8:1:3::1'), 'ann@example.org', password)).status).toBe(200);
});

test('a browser in which its owner signed in is hindered by its own failures alone', async () => {
  const email = 'dee@example.org';
  const home = await signedIn(team, email);
  await home.call('identity.signOut');
  await besiege(email);
  expect((await attempt(team.browser(), email, password)).code).toBe('ERR_SIGN_IN_THROTTLED');
  expect((await attempt(home, email, password)).status).toBe(200);

  // The mark is of one account, and nobody makes one up.
  await besiege(email);
  const [mark = '', signature = ''] = decodeURIComponent(home.jar.get('atelier-known') ?? '').split(
    /\.(?=[^.]*$)/,
  );
  for (const forged of [mark, `${mark}.${signature.slice(1)}`, `${mark}.x.${signature}`]) {
    const browser = team.browser();
    browser.jar.set('atelier-known', encodeURIComponent(forged));
    expect((await attempt(browser, email, password)).code).toBe('ERR_SIGN_IN_THROTTLED');
  }
  await home.call('identity.signOut');
  for (let failed = 0; failed < throttleRules.knownBrowser.free; failed += 1)
    await attempt(home, email);
  await lastFailedAt(later());
  expect((await attempt(home, email, password)).code).toBe('ERR_SIGN_IN_THROTTLED');
});

test('a refusal of a known address waits for nothing that one of an unknown does not', async () => {
  // An account that no other test fails at: rows of others may still be on their way.
  const { id } = await team.db('identity.users').where({ email: 'flo@example.org' }).first('id');
  const written = async () =>
    (await team.audit('sign_in_refused')).filter(({ entityId }) => entityId === id).length;
  const trx = await team.db.transaction();
  // Nobody writes to the log meanwhile.
  await trx.raw('LOCK TABLE identity.audit_log IN SHARE MODE');
  const refused = attempt(team.browser(), 'flo@example.org').then(({ code }) => code);
  // Who waits for the log gives up after ten seconds.
  const late = new Promise((resolve) => setTimeout(resolve, 8000, 'no answer'));
  const answer = await Promise.race([refused, late]);
  const meanwhile = await written();
  await trx.commit();
  expect([answer, meanwhile]).toEqual(['ERR_SIGN_IN_REFUSED', 0]);
  await expect.poll(written).toBe(1);
});

test('what is refused is in the log of an account, and nowhere with a password', async () => {
  const entries = await team.audit('sign_in_refused');
  expect(entries.length).toBeGreaterThan(5);
  expect(entries[0]).toMatchObject({ entityType: 'user', command: 'identity.signIn' });
  // Of what is no account nothing is written: it could be without end.
  expect(entries.filter(({ entityId }) => entityId === null)).toEqual([]);
  expect(JSON.stringify(entries)).not.toContain(wrong);
});

test('nobody says for themselves from where they come', async () => {
  const server = await startTestApp({ authMode: 'team' });
  const codes: (string | undefined)[] = [];
  for (let failed = 0; failed <= throttleRules.address.free; failed += 1) {
    const headers = { 'x-forwarded-for': `192.0.2.${failed}`, forwarded: `for=192.0.2.${failed}` };
    if (failed === throttleRules.address.free) await lastFailedAt(later(), server.database.db);
    const browser = createBrowser(server.url, headers);
    codes.push((await attempt(browser, `somebody${failed}@example.org`)).code);
  }
  expect(codes.at(-2)).toBe('ERR_SIGN_IN_REFUSED');
  expect(codes.at(-1)).toBe('ERR_SIGN_IN_THROTTLED');
  await server.close();
});
