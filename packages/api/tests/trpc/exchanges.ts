/** A request to a transport, below its prefix. */
export interface Exchange {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

export const json = { 'content-type': 'application/json' };
const id = '0197f6a1-3c52-7d04-9b7e-2f6c1a5d8e90';
const query = (path: string, input: unknown, more = '') =>
  `${path}?input=${encodeURIComponent(JSON.stringify(input))}${more}`;

/** Good and bad calls; `wrap` makes an input what the client would send. */
export function exchanges(wrap: (value: unknown) => unknown): Record<string, Exchange> {
  const batch = (...inputs: unknown[]) => ({ ...inputs.map(wrap) });
  const add = wrap({ a: 1, b: 2 });
  const post = (path: string, body: unknown, headers = json) => ({
    method: 'POST',
    path,
    headers,
    body: JSON.stringify(body),
  });
  return {
    'a query': { path: query('echo', wrap({ text: 'Ünïcödé 🎨', n: 1.5 })) },
    'a query without input': { path: 'nothing' },
    'a query with an empty input': { path: 'echo?input=' },
    'a query with a key': { path: 'echo', headers: { 'idempotency-key': 'key 1' } },
    'a query with a JSON content type': { path: query('strict', wrap({ id })), headers: json },
    'a query with a strange content type': {
      path: 'nothing',
      headers: { 'content-type': 'text/x' },
    },
    'a query with a form content type': {
      path: 'nothing',
      headers: { 'content-type': 'multipart/form-data' },
    },
    'a query that fails its schema': { path: query('strict', wrap({ id: 1, more: true })) },
    'a query with malformed input': { path: 'strict?input=%7B' },
    'a query with half an escape': { path: 'echo?input=%E0%A4%A' },
    'a query with two question marks': { path: `${query('echo', wrap('a'))}?b=?` },
    'a query with null as its input': { path: query('echo', null) },
    'a nested query': { path: 'nested.deep' },
    'a lazy query': { path: 'lazily.loaded' },
    'an unknown path': { path: 'nested.missing' },
    'a path of Object': { path: 'constructor' },
    'a path of a router': { path: 'nested' },
    'a path that is no text': { path: '%25' },
    'an encoded path': { path: 'nested%2Edeep' },
    'a mutation': post('add', add),
    'a mutation with a charset': post('add', add, {
      'content-type': 'Application/JSON; charset=utf-8',
    }),
    'a mutation with a mark before its body': {
      ...post('add', add),
      body: `\uFEFF${JSON.stringify(add)}`,
    },
    'a mutation that fails its schema': post('add', wrap({ a: '1', b: 2 })),
    'a mutation with malformed JSON': { ...post('add', add), body: '{"a":' },
    'a mutation with a prototype in its body': {
      ...post('add', add),
      body: '{"__proto__":{"a":1}}',
    },
    'a mutation with an empty body': { ...post('add', add), body: '' },
    'a mutation without a body': { method: 'POST', path: 'add', headers: json },
    'a mutation without anything': { method: 'POST', path: 'add' },
    'a mutation with a number as its body': post('add', 5),
    'a mutation as text': post('add', add, { 'content-type': 'text/plain' }),
    'a mutation as a form': post('add', add, {
      'content-type': 'application/x-www-form-urlencoded',
    }),
    'a mutation as XML': post('add', add, { 'content-type': 'application/xml' }),
    'a mutation by GET': { path: query('add', add) },
    'a mutation with a body too large': post('add', wrap({ a: 'x'.repeat(2000) })),
    'a query by POST': post('strict', wrap({ id })),
    'a query by HEAD': { method: 'HEAD', path: 'nothing' },
    'a coded refusal': { path: 'forbidden' },
    'an unexpected error': { path: 'broken' },
    'a thrown text': post('thrownText', wrap(null)),
    'an answer that is no JSON': { path: 'unserializable' },
    'an answer that is a stream': { path: 'generator' },
    'an answer that comes later': { path: 'promised' },
    'a context that fails': { path: 'nothing', headers: { 'x-context': 'unauthorized' } },
    'a context that throws': { path: 'nothing', headers: { 'x-context': 'broken' } },
    'a context that fails at an unknown path': { path: 'x', headers: { 'x-context': 'broken' } },
    'a batch of one': { path: query('echo', batch('a'), '&batch=1') },
    'a batch': { path: query('echo,strict,nothing', batch('a', { id }, null), '&batch=1') },
    'a batch with failures': {
      path: query('echo,strict,missing,broken', batch('a', 1), '&batch=1'),
    },
    'a batch without inputs': { path: 'echo,nothing?batch=1' },
    'a batch with a list as inputs': { path: query('echo,nothing', ['a'], '&batch=1') },
    'a batch with malformed inputs': { path: 'echo,nothing?batch=1&input=[' },
    'a batch of one stream among others': { path: 'generator,nothing?batch=1' },
    'a batch of mutations': post('add,add?batch=1', batch({ a: 1, b: 2 }, { a: 3 })),
    'a batch of mutations with malformed JSON': { ...post('add,add?batch=1', {}), body: 'x' },
    'a batch of queries by POST': post('echo,nothing?batch=1', batch('a', null)),
    'a batch of both types': post('add,nothing?batch=1', batch({ a: 1, b: 2 })),
    'a batch that is too long': { path: `${'nothing,'.repeat(5)}nothing?batch=1` },
    'a batch with a context that fails': {
      path: 'nothing,missing?batch=1',
      headers: { 'x-context': 'unauthorized' },
    },
    'a batch that is to be streamed': {
      path: query('echo,generator', batch('a'), '&batch=1'),
      headers: { 'trpc-accept': 'application/jsonl' },
    },
    'a call that is to be streamed': {
      path: 'nothing',
      headers: { accept: 'text/html, application/jsonl' },
    },
    'connection parameters that are none': { path: 'nothing?connectionParams=%5B' },
    'a subscription': { path: 'ticks', headers: { accept: 'text/event-stream' } },
    'a batch of subscriptions': { path: 'ticks,ticks?batch=1' },
  };
}
