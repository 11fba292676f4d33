import { randomUUID } from 'node:crypto';
import type { HttpRequest } from '@atelier/domain/orchestra/drivers/http.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';

export interface SentBody {
  readonly bytes: Buffer;
  readonly contentType: string | undefined;
  /** As the result shows it. */
  readonly shown: Json;
}

type Body = NonNullable<HttpRequest['body']>;
type Part = Extract<Body, { type: 'multipart' }>['parts'][number];

/** What is sent; undefined where there is nothing, as with GET. */
export function bodyOf({ body }: HttpRequest): SentBody | undefined {
  if (body === undefined) return undefined;
  switch (body.type) {
    case 'json':
      return {
        bytes: Buffer.from(JSON.stringify(body.value)),
        contentType: 'application/json',
        shown: body.value,
      };
    case 'text':
      return {
        bytes: Buffer.from(body.text),
        contentType: body.contentType ?? 'text/plain; charset=utf-8',
        shown: body.text,
      };
    case 'form': {
      const form = new URLSearchParams();
      for (const [name, value] of Object.entries(body.fields)) {
        for (const one of [value].flat()) form.append(name, String(one));
      }
      const text = form.toString();
      return {
        bytes: Buffer.from(text),
        contentType: 'application/x-www-form-urlencoded',
        shown: text,
      };
    }
    case 'multipart':
      return multipart(body.parts);
  }
}

/** By RFC 7578, with the names escaped as browsers escape them. */
function multipart(parts: readonly Part[]): SentBody {
  const boundary = `atelier-${randomUUID()}`;
  const pieces = parts.flatMap((part) => {
    const name = `form-data; name="${escaped(part.name)}"`;
    const file = part.fileName === undefined ? '' : `; filename="${escaped(part.fileName)}"`;
    const type =
      part.contentType === undefined ? '' : `\r\ncontent-type: ${oneLine(part.contentType)}`;
    const content =
      part.base64 === undefined
        ? Buffer.from(String(part.value ?? ''))
        : Buffer.from(part.base64, 'base64');
    return [
      Buffer.from(`--${boundary}\r\ncontent-disposition: ${name}${file}${type}\r\n\r\n`),
      content,
      Buffer.from('\r\n'),
    ];
  });
  return {
    bytes: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${boundary}`,
    shown: parts.map(({ name, value, base64, fileName }) => ({
      name,
      ...(fileName !== undefined && { fileName }),
      ...(base64 === undefined
        ? { value: value ?? '' }
        : { bytes: Buffer.byteLength(base64, 'base64') }),
    })),
  };
}

function escaped(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
