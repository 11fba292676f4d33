import type { MailLanguage } from '@atelier/domain/identity/account-schemas.ts';
import type { AccountNotice } from '@atelier/domain/identity/notices.ts';

/** A message about an account, as it is to be sent to its owner. */
export interface AccountMail {
  /** One address, as the account has it. */
  readonly to: string;
  readonly notice: AccountNotice;
  readonly language: MailLanguage;
  readonly at: Date;
  /** The browser or program with which it was done; empty where it did not say. */
  readonly by: string;
  readonly publicUrl: string;
}
