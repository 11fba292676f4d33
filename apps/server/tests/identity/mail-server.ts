import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  readonly from: string;
  /** As it came: its head and its body. */
  readonly raw: string;
}

/** A mail server that really listens; it keeps what it gets. */
export async function startMailServer() {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const to = envelope.rcptTo.map(({ address }) => address);
        received.push({ from, to, raw: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    /** Those with a link. */
    links: () => received.filter(({ raw }) => tokenIn(raw) !== ''),
    /** The token of the link that came last. */
    lastToken: () => received.map(({ raw }) => tokenIn(raw)).findLast(Boolean) ?? '',
    /** What somebody was written, decoded, the first line its subject. */
    texts: (to: string) =>
      received.filter((one) => one.to.includes(to)).map(({ raw }) => decoded(raw)),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function tokenIn(raw: string): string {
  return /#([\w-]{43})/.exec(raw.replace(/=\r\n/g, ''))?.[1] ?? '';
}

function decoded(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  const isBase64 = /^content-transfer-encoding: base64/im.test(head);
  const isQuoted = /^content-transfer-encoding: quoted-printable/im.test(head);
  const text = isBase64 ? fromBase64(body) : isQuoted ? fromQuoted(body) : body;
  const subject = /^subject: ((?:.|\r\n[ \t])*)/im.exec(head)?.[1] ?? '';
  const words = subject.replace(
    /=\?utf-8\?([bq])\?([^?]*)\?=(?:\s+(?==\?))?/gi,
    (_all, kind, word) =>
      /b/i.test(kind) ? fromBase64(word) : fromQuoted(word.replaceAll('_', ' ')),
  );
  return `${words}\n${text}`;
}

const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString();

function fromQuoted(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([\dA-F]{2})/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
