import type { IdentitySettings } from '@atelier/api/identity/identity.ts';
import { createLink } from '@atelier/api/identity/links.ts';
import { addAccount } from '@atelier/db/identity/user-writes.ts';
import type { LinkRequest } from '@atelier/domain/identity/links.ts';
import type { HouseRole } from '@atelier/domain/identity/roles.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';
import { openApp, startTestApp } from '../start-test-app.ts';
import { type Browser, createBrowser } from './browser.ts';

export const password = 'three geese in a row';

/** Its hash at the least cost that there is, which the hash itself says: people sign in hundreds of times. */
const passwordHash =
  '$argon2id$v=19$m=8,t=1,p=1$lP7HaY9wipkqzGNu8lvf5A$lJCOJuZJeRQ/voXj7c5vn+kKqFA0CHDUUjPSuzBfKq8';

const settings = { allowedOrigins: [], logLevel: 'silent', trustedProxies: ['127.0.0.1'] };

/** A house in which people sign in; the proxy in front of it says from which address they come. */
export async function startTeam(
  accounts: Partial<IdentitySettings> = {},
  prepare?: (database: TestDatabase) => Promise<unknown>,
) {
  const server = await startTestApp({
    authMode: 'team',
    accounts,
    settings,
    ...(prepare && { prepare }),
  });
  const { url, database, close } = server;
  const { db } = database;
  let addresses = 0;

  return {
    url,
    database,
    db,
    close,
    /** Another browser, from another address unless told. */
    browser(headers: Readonly<Record<string, string>> = {}, at = url): Browser {
      addresses += 1;
      const address = `203.0.${addresses >> 8}.${addresses & 255}`;
      return createBrowser(at, { 'x-forwarded-for': address, ...headers });
    },
    /** Somebody with an account, whose password is `password`. */
    async add(email: string, role: HouseRole = 'engineer'): Promise<string> {
      const account = { displayName: email, email, passwordHash, role, grantedById: null };
      const user = await db.transaction((trx) => addAccount(trx, account));
      if (user === undefined) throw new Error(`${email} is taken`);
      return user.id;
    },
    /** The token of a link. */
    async link(request: LinkRequest): Promise<string> {
      const { url: made } = await createLink(db, url, request);
      return made.replace(/.*#/, '');
    },
    /** Another process of the same house. */
    async second() {
      const app = await openApp(database, { settings, authMode: 'team', accounts });
      const other = await app.listen({ host: '127.0.0.1', port: 0 });
      return { url: other, close: () => app.close() };
    },
    /** Sessions' access tokens are as old as they can be, and no process remembers one. */
    async ageAccess(): Promise<void> {
      await db('identity.sessions').update({ accessExpiresAt: new Date(Date.now() - 1000) });
      await this.forgetKnown();
    },
    /** Every process asks the database anew. */
    async forgetKnown(): Promise<void> {
      const change = { area: 'identity', entity: 'session', ids: null };
      await db.raw("SELECT pg_notify('atelier_changes', ?)", [JSON.stringify(change)]);
      await new Promise((resolve) => setTimeout(resolve, 100));
    },
    audit: (action: string) =>
      db('identity.audit_log').where({ action }).orderBy('id', 'desc').select(),
  };
}

export type Team = Awaited<ReturnType<typeof startTeam>>;

/** A browser of somebody who has signed in. */
export async function signedIn(team: Team, email: string): Promise<Browser> {
  const browser = team.browser();
  const { code } = await browser.call('identity.signIn', { email, password });
  if (code !== undefined) throw new Error(code);
  return browser;
}
