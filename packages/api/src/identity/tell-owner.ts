import { settingsOf } from '@atelier/db/identity/setting-reads.ts';
import { findUser } from '@atelier/db/identity/user-reads.ts';
import { type MailLanguage, mailLanguages } from '@atelier/domain/identity/account-schemas.ts';
import { clientName } from '@atelier/domain/identity/client-name.ts';
import { type AccountNotice, languageSetting } from '@atelier/domain/identity/notices.ts';
import type { Knex } from 'knex';
import type { IdentityContext } from './context.ts';

/**
 * Writes to whose account it is what has become of it, where there is a mail server: in the background, after what
 * was done is done. That a message could not be sent is logged, and changes nothing.
 */
export function tellOwner(
  { db, identity, client }: Pick<IdentityContext, 'db' | 'identity' | 'client'>,
  userId: string,
  notice: AccountNotice,
): void {
  const { mailer, publicUrl } = identity;
  if (!mailer.canSend) return;
  const done = { notice, at: new Date(), by: clientName(client.userAgent), publicUrl };
  identity.later(async () => {
    const user = await findUser(db, userId);
    if (user === undefined || user.email === null) return;
    mailer.send({ ...done, to: user.email, language: await languageOf(db, userId) });
  });
}

async function languageOf(db: Knex, userId: string): Promise<MailLanguage> {
  const { [languageSetting]: chosen } = await settingsOf(db, userId, [languageSetting]);
  return mailLanguages.find((each) => each === chosen) ?? 'en';
}
