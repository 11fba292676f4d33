import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMailServer } from './mail-server.ts';
import { password, signedIn, startTeam, type Team } from './team.ts';

let team: Team;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let admin: string;
beforeAll(async () => {
  mail = await startMailServer();
  team = await startTeam({ mail: { url: mail.url, from: 'atelier@example.org' } });
  admin = await team.add('admin@example.org', 'admin');
});
afterAll(async () => {
  await team.close();
  await mail.close();
});

const invitation = (email: string | null, role: 'viewer' | 'lead' = 'lead') =>
  ({ purpose: 'invitation', email, role, createdById: admin }) as const;
const fresh = { displayName: 'Somebody New', password };

test('an invitation says what it is for, and makes an account with its role, once', async () => {
  const token = await team.link(invitation('Nia@example.org'));
  const browser = team.browser();
  const info = await browser.call('identity.linkInfo', { token });
  expect(info.data).toEqual({
    purpose: 'invitation',
    email: 'Nia@example.org',
    role: 'lead',
    expired: false,
  });
  // Whose it is cannot be changed, nor what they become.
  const other = { token, ...fresh, email: 'eve@example.org' };
  expect((await browser.call('identity.acceptLink', other)).code).toBe('ERR_VALIDATION');
  const more = { token, ...fresh, role: 'admin' };
  expect((await browser.call('identity.acceptLink', more)).code).toBe('ERR_VALIDATION');
  const weak = { token, displayName: 'x', password: 'password123' };
  expect((await browser.call('identity.acceptLink', weak)).code).toBe('ERR_PASSWORD_WEAK');

  const { data } = await browser.call('identity.acceptLink', { token, ...fresh });
  expect(data).toMatchObject({
    user: { displayName: 'Somebody New', email: 'Nia@example.org' },
    grants: [{ role: 'lead', scope: { type: 'global' } }],
  });
  expect(await browser.who()).toBe('Nia@example.org');
  expect((await browser.call('identity.linkInfo', { token })).data).toMatchObject({
    expired: true,
  });
  const again = await team.browser().call('identity.acceptLink', { token, ...fresh });
  expect(again.code).toBe('ERR_LINK_INVALID');
});

test('of many who use one link at the same moment one gets an account', async () => {
  const token = await team.link(invitation(null));
  const all = Array.from({ length: 6 }, (_, place) =>
    team.browser().call('identity.acceptLink', { token, ...fresh, email: `p${place}@example.org` }),
  );
  const answers = (await Promise.all(all)).map(({ code = 'made' }) => code).sort();
  expect(answers).toEqual([...Array.from({ length: 5 }, () => 'ERR_LINK_INVALID'), 'made']);
});

test('an address has one account, however it is capitalised', async () => {
  const token = await team.link(invitation(null));
  const accept = (email: string) =>
    team.browser().call('identity.acceptLink', { token, ...fresh, email });
  const taken = await accept('ADMIN@Example.org');
  expect(taken).toMatchObject({ status: 409, code: 'ERR_EMAIL_TAKEN' });
  // The link is as good as before.
  expect((await accept('zoe@example.org')).status).toBe(200);
});

test('a link is good for as long as it says, and another takes its place', async () => {
  const first = await team.link(invitation('old@example.org'));
  const second = await team.link(invitation('OLD@example.org', 'viewer'));
  const accept = (token: string) => team.browser().call('identity.acceptLink', { token, ...fresh });
  expect((await accept(first)).code).toBe('ERR_LINK_INVALID');
  await team.db('identity.one_time_links').update({ expiresAt: new Date(Date.now() - 1000) });
  expect((await accept(second)).code).toBe('ERR_LINK_INVALID');
  const info = await team.browser().call('identity.linkInfo', { token: second });
  expect(info.data).toMatchObject({ expired: true });
  const nobody = await team.browser().call('identity.linkInfo', { token: 'x'.repeat(43) });
  expect(nobody.code).toBe('ERR_LINK_INVALID');
});

test('the first administrator’s link is good while there is none', async () => {
  const house = await startTeam();
  const other = await house.second();
  // At the same moment, in two processes.
  const both = [house.url, other.url];
  for (let round = 0; round < 5; round += 1) {
    const accept = async (url: string, place: number) => {
      const token = await house.link({ purpose: 'first-admin' });
      const email = `first${place}-${round}@example.org`;
      return house.browser({}, url).call('identity.acceptLink', { token, ...fresh, email });
    };
    const answers = await Promise.all(both.map(accept));
    expect(answers.map(({ code }) => code).filter(Boolean)).toEqual(['ERR_LINK_INVALID']);
    const made = answers.find(({ code }) => code === undefined);
    expect(made?.data).toMatchObject({ grants: [{ role: 'admin' }] });
    await house.db('identity.users').update({ isActive: false });
  }
  await other.close();
  await house.close();
});

test('a new password is set by a link from the mail, and all sessions end', async () => {
  await team.add('pia@example.org');
  const signed = await signedIn(team, 'pia@example.org');
  const browser = team.browser();
  const asked = await browser.call('identity.requestReset', { email: 'PIA@example.org' });
  expect(asked.data).toEqual({ byMail: true });
  await expect.poll(() => mail.links().length).toBe(1);
  expect(mail.links()[0]).toMatchObject({ to: ['pia@example.org'], from: 'atelier@example.org' });
  const token = mail.lastToken();
  expect((await browser.call('identity.linkInfo', { token })).data).toMatchObject({
    purpose: 'password-reset',
    email: 'pia@example.org',
  });
  // It makes no account.
  const accepted = await browser.call('identity.acceptLink', {
    token,
    ...fresh,
    email: 'a@b.example',
  });
  expect(accepted.code).toBe('ERR_LINK_INVALID');
  const next = 'nine ladies dancing';
  const reset = (input: object) => browser.call('identity.reset', { token, ...input });
  expect((await reset({ password: 'pia@example.org' })).code).toBe('ERR_PASSWORD_WEAK');
  expect((await reset({ password: next })).status).toBe(200);
  expect((await reset({ password: next })).code).toBe('ERR_LINK_INVALID');
  expect(await signed.who()).toBeNull();
  const signIn = (secret: string) =>
    browser.call('identity.signIn', { email: 'pia@example.org', password: secret });
  expect((await signIn(password)).code).toBe('ERR_SIGN_IN_REFUSED');
  expect((await signIn(next)).status).toBe(200);
});

test('whoever asks for a link learns nothing of who has an account, and fills no inbox', async () => {
  await team.add('quin@example.org');
  const before = mail.links().length;
  const known = await team.browser().call('identity.requestReset', { email: 'quin@example.org' });
  const unknown = await team.browser().call('identity.requestReset', { email: 'none@example.org' });
  expect(unknown).toEqual(known);
  for (let again = 0; again < 6; again += 1) {
    await team.browser().call('identity.requestReset', { email: 'quin@example.org' });
  }
  const came = () => mail.links().length - before;
  await expect.poll(came).toBe(3);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(came()).toBe(3);
});

test('an account that was closed gets no link, and a link from before is good no more', async () => {
  const id = await team.add('rex@example.org');
  const token = await team.link({ purpose: 'password-reset', userId: id, createdById: null });
  await team.db('identity.users').where({ id }).update({ isActive: false });
  const reset = await team
    .browser()
    .call('identity.reset', { token, password: 'ten lords leaping' });
  expect(reset.code).toBe('ERR_LINK_INVALID');
});

test.each([
  'a@example.org\r\nBcc: eve@example.org',
  'a@example.org, eve@example.org',
  '"a@example.org\n" <eve@example.org>',
  'a@example.org\u0000',
  'a@exam\u2028ple.org',
  `${'a'.repeat(250)}@example.org`,
])('no message goes to %j', async (email) => {
  const before = mail.links().length;
  const asked = await team.browser().call('identity.requestReset', { email });
  expect(asked.code).toBe('ERR_VALIDATION');
  expect(mail.links().length).toBe(before);
});

test('a mail server that is away keeps nobody waiting', async () => {
  const house = await startTeam({ mail: { url: 'smtp://127.0.0.1:1', from: 'a@example.org' } });
  await house.add('sam@example.org');
  const browser = house.browser();
  const asked = await browser.call('identity.requestReset', { email: 'sam@example.org' });
  expect(asked).toMatchObject({ status: 200, data: { byMail: true } });
  await house.close();
});

test('a link’s token is kept as a hash alone, and in no entry of the log', async () => {
  const token = await team.link(invitation('ted@example.org'));
  await team.browser().call('identity.acceptLink', { token, ...fresh });
  const { rows } = await team.db.raw(
    `SELECT string_agg(each::text, ' ') AS text FROM (
      SELECT row_to_json(one) AS each FROM identity.one_time_links AS one
      UNION ALL SELECT row_to_json(one) FROM identity.audit_log AS one
      UNION ALL SELECT row_to_json(one) FROM identity.sessions AS one) AS all_rows`,
  );
  expect(rows[0].text).toContain('ted@example.org');
  expect(rows[0].text).not.toContain(token);
  expect(rows[0].text).not.toContain(password);
  expect(rows[0].text).not.toContain('argon2');
});

test('a guest who signs up keeps what is theirs, by the cookie that we signed', async () => {
  const device = randomUUID();
  const guest = randomUUID();
  await team.db('identity.users').insert({ id: guest, displayName: 'Guest', deviceId: device });
  await team.db('identity.user_settings').insert({ userId: guest, key: 'theme', value: '"dark"' });
  await team.db('identity.api_tokens').insert({
    ...{ id: randomUUID(), userId: guest, name: 'a guest’s', access: 'write' },
    tokenHash: Buffer.from('hash'),
  });
  const settingsOf = async (email: string) => {
    const [{ id }] = await team.db('identity.users').where({ email }).select('id');
    return team.db('identity.user_settings').where({ userId: id }).pluck('key');
  };
  const accept = async (cookie: string | undefined, email: string) => {
    const browser = team.browser();
    if (cookie !== undefined) browser.jar.set('atelier-device', encodeURIComponent(cookie));
    const token = await team.link(invitation(email));
    expect((await browser.call('identity.acceptLink', { token, ...fresh })).status).toBe(200);
    return browser;
  };
  const signed = (secret: Buffer) =>
    `${device}.${createHmac('sha256', secret).update(`device=${device}`).digest('base64').replace(/=+$/, '')}`;
  // The bare id, one signed by another house, and one with the end cut off.
  const right = signed(Buffer.alloc(32, 1));
  for (const [place, forged] of [
    device,
    signed(Buffer.alloc(32, 2)),
    right.slice(0, -3),
  ].entries()) {
    await accept(forged, `forger${place}@example.org`);
    expect(await settingsOf(`forger${place}@example.org`)).toEqual([]);
  }
  const browser = await accept(right, 'uma@example.org');
  expect(await settingsOf('uma@example.org')).toEqual(['theme']);
  expect(browser.jar.has('atelier-device')).toBe(false);
  // Once: whoever has a copy of the cookie gets nothing more, and a guest's token gets no rights of the account.
  await accept(right, 'vic@example.org');
  expect(await settingsOf('vic@example.org')).toEqual([]);
  const [token] = await team.db('identity.api_tokens').where({ name: 'a guest’s' });
  expect(token.userId).toBe(guest);
});
