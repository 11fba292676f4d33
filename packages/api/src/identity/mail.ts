import { createTransport } from 'nodemailer';
import { createLimiter } from '../kernel/streams/limiter.ts';
import type { AccountMail } from './account-mail.ts';
import type { LinkMail } from './link-mail.ts';
import { mailText } from './mail-texts.ts';

/** Sends links, and what became of an account, by mail, where SMTP_URL says by which server. */
export interface Mailer {
  /** Whether there is a server; where there is none, the link is shown to whoever made it, to be copied. */
  readonly canSend: boolean;
  /**
   * Sends in the background: nobody waits for another server, or learns from the time whether a message went
   * out. A failure is logged, without the address and the link.
   */
  send(mail: LinkMail | AccountMail): void;
  /** When all that was to be sent is sent, or has failed. */
  close(): Promise<void>;
}

export interface MailSettings {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
  readonly url: string;
  /** The sender's address. */
  readonly from: string;
}

/** What is said of a message that was not sent: nothing that a server answered with, which names its reader. */
interface MailFailure {
  readonly code: string;
  readonly responseCode: number | undefined;
}

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** For a house without a mail server. */
export const noMailer: Mailer = { canSend: false, send() {}, close: async () => {} };

/** Messages wait for their turn, so many at the most; a server that hangs holds up no more than two. */
export function createMailer(
  { url, from }: MailSettings,
  onFailure: (failure: MailFailure) => void,
): Mailer {
  const limited = createLimiter({ atOnce: 2, waiting: 500, waitMs: 10 * 60_000 });
  // What a message is made of is its text: no file and no address is read into it.
  const transport = createTransport(url, { disableFileAccess: true, disableUrlAccess: true });
  Object.assign(transport.options, timeouts);
  const underWay = new Set<Promise<void>>();

  return {
    canSend: true,
    send(mail) {
      const { subject, text } = mailText(mail);
      // As an object it is one address, and nothing in it begins another.
      const message = { from, to: { name: '', address: mail.to }, subject, text };
      const sent = limited(undefined, () => transport.sendMail(message)).then(
        () => {},
        (error: Error & { code?: string; responseCode?: number }) =>
          onFailure({ code: String(error.code ?? error.name), responseCode: error.responseCode }),
      );
      underWay.add(sent);
      void sent.finally(() => underWay.delete(sent));
    },
    async close() {
      await Promise.all(underWay);
      transport.close();
    },
  };
}
