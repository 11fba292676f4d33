import type { LinkPurpose } from '@atelier/domain/identity/links.ts';

/** A message with a link, as it is to be sent. */
export interface LinkMail {
  readonly to: string;
  readonly purpose: Exclude<LinkPurpose, 'first-admin'>;
  readonly url: string;
}

/** Sends links by mail, where SMTP_URL says by which server. */
export interface Mailer {
  /** Whether there is a server; where there is none, the link is shown to whoever made it, to be copied. */
  readonly canSend: boolean;
  /**
   * Sends in the background: nobody waits for another server, or learns from the time whether a message went
   * out. A failure is logged, without the address and the link.
   */
  send(mail: LinkMail): void;
  /** When all that was to be sent is sent, or has failed. */
  close(): Promise<void>;
}
