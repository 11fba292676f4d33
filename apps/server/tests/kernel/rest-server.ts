import { startTestApp } from '../start-test-app.ts';
import { assertDescribed } from './described-answer.ts';

/** An answer, its JSON read as what the test expects it to be. */
export interface RestAnswer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

/** A type, as the contract shows it. */
export interface RestType {
  readonly id: number;
  readonly name: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** A type that a test made, with what procedures and the database call its id. */
export interface AddedType extends RestType {
  readonly uuid: string;
}

type Init = Omit<RequestInit, 'method'>;

/**
 * A listening server over a database of its own, and calls to it. Every answer is also held against the
 * OpenAPI document.
 */
export async function startRestServer(options: Parameters<typeof startTestApp>[0] = {}) {
  const settings = { allowedOrigins: [], logLevel: 'error' };
  const server = await startTestApp({ settings, ...options });
  const { url, database } = server;

  async function call<Body>(method: string, path: string, init: Init = {}) {
    const response = await fetch(`${url}${path}`, { ...init, method });
    const text = await response.text();
    const { status, headers } = response;
    const isJson = headers.get('content-type')?.startsWith('application/json');
    const body = isJson && text !== '' ? JSON.parse(text) : undefined;
    assertDescribed(method, path, status, body);
    const answer: RestAnswer<Body> = { status, headers, text, body };
    return answer;
  }
  const get = <Body = Record<string, unknown>>(path: string) => call<Body>('GET', path);
  const post = <Body = Record<string, unknown>>(
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ) =>
    call<Body>('POST', path, {
      headers: { 'content-type': 'application/json', ...headers },
      body: Buffer.isBuffer(body)
        ? new Uint8Array(body)
        : typeof body === 'string'
          ? body
          : JSON.stringify(body),
    });

  return {
    url,
    db: database.db,
    connectionString: database.connectionString,
    call,
    get,
    post,
    /** Creates a type with this many miniatures in its box. */
    async addType(name: string, quantity = 0): Promise<AddedType> {
      const { body } = await post<RestType>('/api/v1/types', { name });
      const add = () => post<RestType>(`/api/v1/types/${body.id}/add`, { qty: quantity });
      const type = quantity === 0 ? body : (await add()).body;
      const row = await database
        .db('miniatures.miniature_types')
        .where({ number: body.id })
        .first('id');
      return { ...type, uuid: row.id };
    },
    close: () => server.close(),
  };
}

export type RestServer = Awaited<ReturnType<typeof startRestServer>>;

/** The status and the code of a refusal. */
export function refusal({ status, body }: RestAnswer): readonly [number, unknown] {
  return [status, body.code];
}
