import { assertDescribed } from '../kernel/described-answer.ts';

export interface ClientAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a program in JavaScript, which knows what it gets
  readonly body: any;
  readonly text: string;
}

/** A program written against the older contract: what it sends is all it knows. */
export function oldClient(
  url: string,
  token?: string,
  more: Readonly<Record<string, string>> = {},
) {
  const call =
    (method: string) =>
    async (
      path: string,
      body?: unknown,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<ClientAnswer> => {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...more,
          ...headers,
        },
        ...(body !== undefined && {
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      });
      const text = await response.text();
      const read = text === '' ? undefined : JSON.parse(text);
      assertDescribed(method, path, response.status, read);
      return { status: response.status, body: read, text };
    };
  return { get: call('GET'), post: call('POST'), patch: call('PATCH'), delete: call('DELETE') };
}

export type OldClient = ReturnType<typeof oldClient>;
