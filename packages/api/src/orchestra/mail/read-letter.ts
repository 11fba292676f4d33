import { createHash } from 'node:crypto';
import type { MailAnswer, MailAttachment } from '@atelier/domain/orchestra/drivers/mail.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import { linksOf } from '@atelier/domain/orchestra/links.ts';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { storableText } from '../execution/storable.ts';

/** What of a letter is kept besides its text. */
export type LetterParts = Pick<MailAnswer, 'headers' | 'links' | 'attachments'>;

export interface ReadLetter {
  readonly sender: string;
  readonly addressees: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly parts: LetterParts & { readonly [field: string]: Json };
}

/** Characters of a text or of HTML, of a header, of a short text that is attached; headers and attachments of one letter. */
const maxText = 1024 * 1024;
const maxHeader = 8 * 1024;
const maxAttachedText = 64 * 1024;
const maxHeaders = 200;
const maxAttachments = 100;

/** Reads a letter as it came over SMTP, to these recipients; whatever it is, something can be read of it. */
export async function readLetter(
  raw: Buffer,
  envelope: { readonly from: string; readonly recipients: readonly string[] },
): Promise<ReadLetter> {
  const email = await PostalMime.parse(raw, { maxNestingDepth: 50, maxHeadersSize: 256 * 1024 });
  const text = cut(email.text ?? '', maxText);
  const html = cut(email.html ?? '', maxText);
  const named = [email.to, email.cc, email.bcc].flatMap((list) => (list ?? []).map(written));
  return {
    sender: cut(email.from === undefined ? envelope.from : written(email.from), maxHeader),
    addressees: cut([...envelope.recipients, ...named].join(', '), maxText),
    subject: cut(email.subject ?? '', maxHeader),
    text,
    html,
    parts: {
      headers: headersOf(email),
      links: linksOf(html, text).map((link) => storableText(link)),
      attachments: email.attachments.slice(0, maxAttachments).map(attachmentOf),
    } as unknown as ReadLetter['parts'],
  };
}

function cut(text: string, most: number): string {
  return storableText(text.slice(0, most));
}

function written({ name, address, group }: Address): string {
  if (group !== undefined) return `${name}: ${group.map(written).join(', ')};`;
  return name === '' ? (address ?? '') : `${name} <${address ?? ''}>`;
}

function headersOf({ headers }: Email): MailAnswer['headers'] {
  const all = new Map<string, string[]>();
  for (const { key, value } of headers.slice(0, maxHeaders)) {
    const name = cut(key.toLowerCase(), 200);
    all.set(name, [...(all.get(name) ?? []), cut(value, maxHeader)]);
  }
  all.delete('__proto__');
  return Object.fromEntries(
    [...all].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  );
}

function attachmentOf({
  filename,
  mimeType,
  content,
}: Email['attachments'][number]): MailAttachment {
  const bytes =
    typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);
  const isText = /^(?:text\/|application\/(?:json|xml)$)/i.test(mimeType);
  return {
    name: cut(filename ?? '', 500),
    type: cut(mimeType, 200),
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...(isText && bytes.length <= maxAttachedText && { text: storableText(bytes.toString()) }),
  };
}
