/** What a procedure answered. */
export interface Answered {
  readonly status: number;
  readonly data: unknown;
  /** Of a refusal; undefined for none. */
  readonly code: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

interface Requested {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly redirect?: 'manual';
}

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** A browser as far as cookies go: it keeps what answers set, and sends it with each request. */
export function createBrowser(url: string, headers: Readonly<Record<string, string>> = {}) {
  const jar = new Map<string, string>();

  async function send(path: string, requested: Requested = {}): Promise<Response> {
    const { method = 'GET', body, signal, redirect = 'follow' } = requested;
    const sent = {
      'user-agent': firefox,
      ...headers,
      ...(jar.size > 0 && { cookie: [...jar].map((pair) => pair.join('=')).join('; ') }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...requested.headers,
    };
    const response = await fetch(url + path, {
      method,
      headers: sent,
      redirect,
      ...(signal && { signal }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) keep(cookie);
    return response;
  }
  function keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === '') jar.delete(name);
    else jar.set(name, value);
  }
  async function answered(response: Response): Promise<Answered> {
    const { result, error } = (await response.json()) as {
      result?: { data: unknown };
      error?: { data: { code: string; details?: Record<string, unknown> } };
    };
    const { status } = response;
    return {
      status,
      data: result?.data,
      code: error?.data.code,
      details: error?.data.details ?? {},
    };
  }

  return {
    jar,
    send,
    /** Calls a procedure that does something. */
    async call(procedure: string, input: unknown = {}, more: Requested = {}): Promise<Answered> {
      const path = `/api/trpc/${procedure}`;
      return answered(await send(path, { method: 'POST', body: input, ...more }));
    },
    /** Calls one that reads. */
    async read(procedure: string, more: Requested = {}): Promise<Answered> {
      return answered(await send(`/api/trpc/${procedure}`, more));
    },
    /** Who it is signed in as: an address, or null. */
    async who(): Promise<string | null> {
      const { data } = await answered(await send('/api/trpc/identity.me'));
      return (data as { user: { email: string } | null }).user?.email ?? null;
    },
    /** The same browser in another tab at this moment: with the same cookies, each then on its own. */
    copy() {
      const other = createBrowser(url, headers);
      for (const [name, value] of jar) other.jar.set(name, value);
      return other;
    },
  };
}

export type Browser = ReturnType<typeof createBrowser>;
