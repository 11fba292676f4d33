import { SMTPServer } from 'smtp-server';

/** Where letters are taken in: a port of this machine. */
export interface MailAddress {
  readonly host: string;
  readonly port: number;
}

/** What becomes of letters. */
export interface Post {
  /** Whether anybody wants letters to this address. */
  isWanted(recipient: string): Promise<boolean>;
  /** Keeps a letter; whoever sent it is told that it was taken when this is done. */
  take(raw: Buffer, envelope: Envelope): Promise<void>;
  readonly onError: (error: unknown) => void;
}

export interface Envelope {
  readonly from: string;
  /** In lower case. */
  readonly recipients: readonly string[];
}

/** Of one letter, in bytes; of one letter, recipients; at a time, connections. */
const maxBytes = 10 * 1024 * 1024;
const maxRecipients = 100;
const maxClients = 50;
/** So long a sender may be silent. */
const silenceMs = 30_000;

/**
 * Listens for letters over SMTP. It sends nothing on, and refuses whom nobody wants letters for. Whoever signs in is let
 * in, whatever the password: systems that always do so need no other settings. There is no STARTTLS: a certificate that
 * nobody knows would make most senders give up.
 */
export async function listenForMail(address: MailAddress, post: Post) {
  const server = new SMTPServer({
    ...{ banner: 'Atelier', authOptional: true, allowInsecureAuth: true, logger: false },
    ...{ disabledCommands: ['STARTTLS'], hideSTARTTLS: true, disableReverseLookup: true },
    ...{ size: maxBytes, maxClients, socketTimeout: silenceMs, closeTimeout: 1000 },
    onAuth: (_auth, _session, done) => done(null, { user: 'anybody' }),
    onRcptTo({ address: recipient }, { envelope }, done) {
      if (envelope.rcptTo.length >= maxRecipients) return done(answer(452, 'Too many recipients'));
      post.isWanted(recipient).then(
        (isWanted) => done(isWanted ? null : answer(550, 'No environment has this mailbox')),
        (error: unknown) => {
          post.onError(error);
          done(answer(451, 'Try again later'));
        },
      );
    },
    onData(stream, { envelope }, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => {
        if (!stream.sizeExceeded) pieces.push(piece);
      });
      stream.once('error', done);
      stream.once('end', () => {
        if (stream.sizeExceeded) return done(answer(552, 'The letter is too large'));
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const recipients = envelope.rcptTo.map((each) => each.address.toLowerCase());
        post.take(Buffer.concat(pieces), { from, recipients }).then(
          () => done(null),
          (error: unknown) => {
            post.onError(error);
            done(answer(451, 'The letter could not be kept; try again later'));
          },
        );
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address.port, address.host, () => {
      server.off('error', reject);
      // What a single sender does wrong is theirs.
      server.on('error', () => {});
      resolve();
    });
  });
  return { close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
