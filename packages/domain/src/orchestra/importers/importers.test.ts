import fc from 'fast-check';
import { expect, test } from 'vitest';
import { importSteps, stepSources } from './import-steps.ts';
import { shellWords } from './shell-words.ts';

const imported = (source: Parameters<typeof importSteps>[0], text: string) => {
  const made = importSteps(source, text);
  if (!made.ok) throw new Error(`${made.fault.code} ${made.fault.written}`);
  return made;
};
const curl = (text: string) => {
  const [step] = imported('curl', text).steps;
  return { kind: step?.kind, ...(step?.request as object), meta: step?.meta } as Record<
    string,
    unknown
  >;
};
const faultOf = (source: Parameters<typeof importSteps>[0], text: string) => {
  const made = importSteps(source, text);
  return made.ok ? null : made.fault.code;
};

test('a curl command becomes a step, and its secrets templates', () => {
  const made = imported(
    'curl',
    `curl -sSL -X POST 'https://api.example.org/orders?dry=1&api_key=abc' \\
    -H 'Authorization: Bearer eyJhbGciOi' -H "Content-Type: application/json" \\
    --data-raw $'{"name": "O\\'Hara", "password": "geheim", "note": "{{x}}"}' --max-time 5`,
  );
  expect(made.secrets).toEqual(['api_key', 'password', 'token']);
  expect(JSON.stringify(made.steps)).not.toMatch(/eyJhbGciOi|geheim|abc"/);
  expect(made.steps[0]).toMatchObject({
    key: 'post-orders',
    kind: 'ACTION',
    driver: 'http',
    request: {
      method: 'POST',
      url: 'https://api.example.org/orders',
      query: { dry: '1', api_key: '{{secret.api_key}}' },
      headers: { Authorization: 'Bearer {{secret.token}}' },
      body: {
        type: 'json',
        value: { name: "O'Hara", password: '{{secret.password}}', note: '{{"{{"}}x}}' },
      },
      redirects: 20,
    },
    meta: { timeout: { attempt: '5000ms' } },
  });
});

test('the usual options of curl', () => {
  expect(curl('curl example.org/a')).toMatchObject({
    kind: 'ASSERTION',
    method: 'GET',
    url: 'http://example.org/a',
    redirects: 0,
  });
  expect(curl('curl -I https://example.org')).toMatchObject({ method: 'HEAD' });
  expect(curl('curl -u me:pw https://example.org')).toMatchObject({
    headers: { Authorization: 'Basic {{secret.basic_credentials}}' },
  });
  expect(curl('curl https://me:pw@example.org/x')).toMatchObject({
    url: 'https://example.org/x',
    headers: { Authorization: 'Basic {{secret.basic_credentials}}' },
  });
  expect(curl('curl -G https://example.org --data-urlencode "q=a b" -d n=1')).toMatchObject({
    method: 'GET',
    query: { q: 'a b', n: '1' },
  });
  expect(curl('curl https://example.org -d a=1 -d "b=x+y"')).toMatchObject({
    method: 'POST',
    body: { type: 'form', fields: { a: '1', b: 'x y' } },
  });
  expect(curl('curl --json \'{"a":1}\' https://example.org')).toMatchObject({
    body: { type: 'json', value: { a: 1 } },
  });
  expect(curl('curl https://example.org -F "a=1;type=text/plain" -F b=2')).toMatchObject({
    body: {
      type: 'multipart',
      parts: [
        { name: 'a', value: '1', contentType: 'text/plain' },
        { name: 'b', value: '2' },
      ],
    },
  });
  expect(curl("curl -XPUT -H'X-A: 1' https://example.org")).toMatchObject({
    method: 'PUT',
    headers: { 'X-A': '1' },
  });
  expect(curl('curl -b "session=abc" https://example.org')).toMatchObject({
    headers: { Cookie: '{{secret.cookie}}' },
  });
  expect(
    imported('curl', 'curl https://a.example/x\n# then\ncurl https://a.example/x | jq .').steps.map(
      ({ key }) => key,
    ),
  ).toEqual(['get-x', 'get-x-2']);
});

test('what curl is told that cannot be taken over is refused', () => {
  expect(faultOf('curl', 'curl https://example.org -d @secrets.txt')).toBe('file');
  expect(faultOf('curl', 'curl https://example.org -F f=@a.png')).toBe('file');
  expect(faultOf('curl', "curl 'https://example.org")).toBe('quotes');
  expect(faultOf('curl', 'curl --unheard-of https://example.org')).toBe('option');
  expect(faultOf('curl', 'wget https://example.org')).toBe('format');
});

test('words of a shell are read with their quotes', () => {
  const words = (text: string) =>
    shellWords(text)?.map((word) => (word.kind === 'word' ? word.text : word.kind));
  expect(words(`a 'b c'"d \\"e"\\ f $'g\\n\\u00e9' \\\n h`)).toEqual([
    'a',
    'b cd "e f',
    'g\né',
    'h',
  ]);
  expect(words('a; b && c')).toEqual(['a', 'end', 'b', 'end', 'end', 'c']);
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (texts) => {
      const quoted = texts.map((text) => `'${text.replaceAll("'", `'\\''`)}'`).join(' ');
      expect(words(quoted)).toEqual(texts);
    }),
  );
});

test('a HAR file', () => {
  const har = {
    log: {
      entries: [
        {
          request: {
            method: 'POST',
            url: 'https://a.example/login',
            headers: [
              { name: ':authority', value: 'a' },
              { name: 'Cookie', value: 's=1' },
              { name: 'Accept', value: '*/*' },
            ],
            postData: {
              mimeType: 'application/x-www-form-urlencoded',
              params: [
                { name: 'user', value: 'me' },
                { name: 'password', value: 'geheim' },
              ],
            },
          },
          response: { status: 302 },
        },
        {
          request: { method: 'GET', url: 'data:image/png;base64,AAAA', headers: [] },
          response: { status: 200 },
        },
      ],
    },
  };
  const made = imported('har', JSON.stringify(har));
  expect(made.leftOut).toEqual([{ written: 'data:image/png;base64,AAAA', why: 'not_http' }]);
  expect(made.secrets).toEqual(['cookie', 'password']);
  expect(made.steps).toMatchObject([
    {
      request: {
        headers: { Cookie: '{{secret.cookie}}', Accept: '*/*' },
        body: { type: 'form', fields: { user: 'me', password: '{{secret.password}}' } },
      },
      meta: { assertions: [{ type: 'status', value: 302 }] },
    },
  ]);
});

test('a Postman collection', () => {
  const collection = {
    info: { schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: 'abc.def' }] },
    item: [
      {
        name: 'Orders',
        item: [
          {
            name: 'Create',
            request: {
              method: 'POST',
              url: { raw: '{{baseUrl}}/orders/{{$guid}}' },
              header: [{ key: 'X-Off', value: '1', disabled: true }],
              body: {
                mode: 'raw',
                raw: '{"at": "{{start-date}}"}',
                options: { raw: { language: 'json' } },
              },
            },
          },
        ],
      },
      {
        name: 'File',
        request: {
          method: 'POST',
          url: 'https://a.example',
          body: { mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: 'x' }] },
        },
      },
    ],
  };
  const made = imported('postman', JSON.stringify(collection));
  expect(made).toMatchObject({
    variables: ['base_url', 'start_date'],
    secrets: ['token'],
    leftOut: [{ written: 'File', why: 'file' }],
  });
  expect(made.steps).toMatchObject([
    {
      name: 'Create',
      request: {
        url: '{{env.base_url}}/orders/{{uuid()}}',
        headers: { Authorization: 'Bearer {{secret.token}}' },
        body: { value: { at: '{{env.start_date}}' } },
      },
    },
  ]);
});

test('an OpenAPI document, in YAML, with references', () => {
  const made = imported(
    'openapi',
    `
openapi: 3.1.0
security: [{ key: [] }]
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Shop } }
  schemas:
    Order: { type: object, properties: { id: { type: string, readOnly: true }, count: { type: integer, minimum: 1 }, next: { $ref: '#/components/schemas/Order' } } }
paths:
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: { operationId: getOrder, responses: { '404': {}, '200': {} } }
    put:
      summary: Change
      parameters: [{ name: dry, in: query, required: true, example: true }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
      responses: { 2XX: {} }
`,
  );
  expect(made.secrets).toEqual(['api_key']);
  expect(made.steps).toMatchObject([
    {
      name: 'getOrder',
      kind: 'ASSERTION',
      request: { url: '/orders/{{data.id}}', headers: { 'X-Shop': '{{secret.api_key}}' } },
      meta: { assertions: [{ value: 200 }] },
    },
    {
      name: 'Change',
      kind: 'ACTION',
      request: { method: 'PUT', query: { dry: 'true' }, body: { type: 'json' } },
      meta: { assertions: [{ value: '2xx' }] },
    },
  ]);
  expect(made.steps[1]?.request).toMatchObject({
    body: { value: { count: 1, next: { count: 1 } } },
  });
  expect(faultOf('openapi', 'swagger: "2.0"')).toBe('version');
});

test('any text gives steps or a refusal, and throws nothing', () => {
  const piece = fc.constantFrom(
    'curl ',
    "'",
    '"',
    '\\',
    '$',
    '-d',
    '-H',
    ' ',
    'a=1',
    'https://x.example/',
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"log"',
    '"entries"',
    '"item"',
    '"request"',
    '"paths"',
    'openapi: 3.0.0',
    '\n',
    '{{',
    '}}',
    '%E0',
    '\ud800',
    '\u0000',
    '__proto__',
  );
  const json = fc
    .jsonValue({ maxDepth: 4 })
    .map((value) =>
      JSON.stringify({ log: { entries: value }, item: value, openapi: '3.0.0', paths: value }),
    );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece, { maxLength: 25 }).map((all) => all.join('')),
        json,
      ),
      fc.constantFrom(...stepSources),
      (text, source) => {
        const made = importSteps(source, text);
        if (made.ok) expect(made.steps.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 500 },
  );
});
