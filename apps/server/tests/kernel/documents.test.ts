import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { document } from './described-answer.ts';
import { type RestServer, startRestServer } from './rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item).map(([method, { operationId, parameters = [] }]) => ({
    method: method.toUpperCase(),
    path,
    operationId: String(operationId),
    parameters: parameters as { name: string; in: string }[],
  })),
);

test('the OpenAPI document is valid 3.1', async () => {
  const { status, body, text } = await server.get('/api/openapi.json');
  expect([status, body.openapi]).toEqual([200, '3.1.0']);
  expect(body).toEqual(JSON.parse(JSON.stringify(document)));
  expect(await new Validator().validate(JSON.parse(text))).toEqual({ valid: true });
});

test('it names each endpoint once, with the parameters in its path', () => {
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, parameters } of operations) {
    const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`);
    expect(path.match(/\{\w+\}/g) ?? []).toEqual(inPath);
  }
});

test('it has the endpoints of the contract', () => {
  expect(operations.map(({ method, path }) => `${method} ${path}`)).toEqual(
    expect.arrayContaining([
      'GET /health',
      'GET /api/v1/status',
      'GET /api/v1/types',
      'POST /api/v1/types',
      'GET /api/v1/types/{id}',
      'POST /api/v1/types/{id}/move',
      'GET /api/v1/types/{id}/history',
      'GET /api/v1/export',
      'POST /api/v1/import',
    ]),
  );
});

test.each(operations)('$method $path is really there', async ({ method, path }) => {
  const { body } = await server.call<Record<string, unknown>>(method, path.replace('{id}', 'x'));
  expect(body.code).not.toBe('ERR_NOT_FOUND');
});

test('the page shows every endpoint, and needs nothing from elsewhere', async () => {
  const { status, headers, text } = await server.call('GET', '/api/docs');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  for (const { path, operationId } of operations) {
    expect(text).toContain(`<article id="${operationId}"`);
    expect(text).toContain(`href="#${operationId}"`);
    expect(text).toContain(`<code>${path}</code>`);
  }
  for (const [, target] of text.matchAll(/href="#([^"]*)"/g)) {
    expect(text).toContain(`id="${target}"`);
  }
  expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+="/);
  expect(text.match(/(?:src|href)="(?!#)[^"]*"/g)).toEqual([
    'href="data:,"',
    'href="docs/style.css"',
    'href="openapi.json"',
  ]);
  const style = await server.call('GET', '/api/docs/style.css');
  expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect(style.text).not.toMatch(/@import|url\(/);
});

test('the page is at its address without a slash alone, from where it finds its style', async () => {
  const answer = await fetch(`${server.url}/api/docs/`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '../docs']);
});

test('its examples call the address where the page was asked for', async () => {
  const { text } = await server.call('GET', '/api/docs');
  expect(text).toContain(`curl ${server.url}/api/v1/types<`);
});
