import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMailServer } from './mail-server.ts';
import { password, signedIn, startTeam, type Team } from './team.ts';

let team: Team;
let mail: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  mail = await startMailServer();
  team = await startTeam({ mail: { url: mail.url, from: 'atelier@example.org' } });
});
afterAll(async () => {
  await team.close();
  await mail.close();
});

const next = 'nine ladies dancing';

/** Waits for a message to somebody, and gives it. */
async function told(to: string, subject: string): Promise<string> {
  const find = () => mail.texts(to).find((text) => text.startsWith(`${subject}\n`));
  await expect.poll(find).toBeDefined();
  return find() ?? '';
}

/** The code of an app with this secret, now. */
function codeOf(secret: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret].map((one) => letters.indexOf(one).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', key).update(step).digest();
  const at = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('a new password is told of, in the language of its owner', async () => {
  const ada = 'ada@example.org';
  await team.add(ada);
  const browser = await signedIn(team, ada);
  await browser.call('identity.changePassword', { current: password, next });
  const english = await told(ada, 'Your password for Atelier was changed');
  expect(english).toMatch(/When: \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
  expect(english).toContain('With: Firefox on Linux');
  expect(english).not.toMatch(/geese|ladies/);
  await browser.call('identity.settings.set', { key: 'language', value: 'ru' });
  await browser.call('identity.changePassword', { current: next, next: password });
  expect(await told(ada, 'Пароль для Atelier изменён')).toContain('Если это были вы');
});

test('so is one that was set by a link', async () => {
  const ben = 'ben@example.org';
  const userId = await team.add(ben);
  const token = await team.link({ purpose: 'password-reset', userId, createdById: null });
  await team.browser().call('identity.reset', { token, password: next });
  await told(ben, 'Your password for Atelier was changed');
});

test('a second factor is told of: on, off, and taken away by an administrator', async () => {
  const cy = 'cy@example.org';
  const userId = await team.add(cy);
  const browser = await signedIn(team, cy);
  const begun = await browser.call('identity.beginSecondFactor', { password });
  const { secret } = begun.data as { secret: string };
  const enabled = await browser.call('identity.enableSecondFactor', { code: codeOf(secret) });
  await told(cy, 'Your second factor for Atelier is on');
  const { recoveryCodes } = enabled.data as { recoveryCodes: [string] };
  await browser.call('identity.disableSecondFactor', { password, code: recoveryCodes[0] });
  await told(cy, 'Your second factor for Atelier is off');

  await team.add('admin@example.org', 'admin');
  const admin = await signedIn(team, 'admin@example.org');
  const dropped = await admin.call('identity.people.dropSecondFactor', { userId });
  expect(dropped.status).toBe(200);
  const off = () => mail.texts(cy).filter((text) => text.includes('no longer asks for a code'));
  await expect.poll(() => off().length).toBe(2);
});

test('a browser that is new to an account is told of, once', async () => {
  const dee = 'dee@example.org';
  await team.add(dee);
  const browser = await signedIn(team, dee);
  await told(dee, 'A new browser signed in to Atelier');
  await browser.call('identity.signOut');
  expect((await browser.call('identity.signIn', { email: dee, password })).status).toBe(200);
  // Whatever would be sent is before this one.
  await browser.call('identity.changePassword', { current: password, next });
  await told(dee, 'Your password for Atelier was changed');
  expect(mail.texts(dee)).toHaveLength(2);
});

test('a mail server that is away takes nothing back', async () => {
  const house = await startTeam({ mail: { url: 'smtp://127.0.0.1:1', from: 'a@example.org' } });
  const email = 'eve@example.org';
  await house.add(email);
  const browser = await signedIn(house, email);
  const changed = await browser.call('identity.changePassword', { current: password, next });
  expect(changed.status).toBe(200);
  const again = await house.browser().call('identity.signIn', { email, password: next });
  expect(again.status).toBe(200);
  await house.close();
});
