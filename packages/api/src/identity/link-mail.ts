import type { MailLanguage } from '@atelier/domain/identity/account-schemas.ts';
import type { LinkPurpose } from '@atelier/domain/identity/links.ts';

/** A message with a link, as it is to be sent. */
export interface LinkMail {
  /** One address, checked (`emailText`). */
  readonly to: string;
  readonly purpose: Exclude<LinkPurpose, 'first-admin'>;
  readonly url: string;
  readonly language: MailLanguage;
}
