import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Endpoint, endpointOf, type RestArea } from '../rest/endpoint.ts';
import { openApiDocument } from './document.ts';
import { openApiPage } from './page.ts';

const endpoint = endpointOf<unknown>();

function areaWith(one: Partial<Endpoint>, more: Partial<RestArea> = {}): RestArea {
  return {
    tag: 'Squads',
    description: 'All of them.',
    prefix: '/api/v9',
    createCaller: () => undefined,
    errorTable: { ERR_FULL: { kind: 'conflict', message: 'There is no room.' } },
    endpoints: [
      endpoint({
        method: 'POST',
        path: '/squads/{id}',
        needs: { name: 'squads.join', area: 'squads', role: 'everybody', access: 'write' },
        operationId: 'joinSquad',
        summary: 'Join',
        body: z.strictObject({ name: z.string() }),
        status: 201,
        answer: z.strictObject({ ok: z.boolean() }),
        errors: ['ERR_FULL'],
        handle: async () => ({ ok: true }),
        ...(one as object),
      }),
    ],
    ...more,
  };
}

const responsesOf = (area: RestArea) =>
  Object.keys(openApiDocument([area]).paths?.['/api/v9/squads/{id}']?.post?.responses ?? {});

test('a refusal stands under the status that its area gives it', () => {
  expect(responsesOf(areaWith({}))).toEqual([
    '201',
    '400',
    '403',
    '409',
    '413',
    '415',
    '500',
    '503',
  ]);
  expect(responsesOf(areaWith({}, { conflictStatus: 400 }))).not.toContain('409');
});

test('what is read can be unchanged', () => {
  const { paths } = openApiDocument([areaWith({ method: 'GET' })]);
  expect(Object.keys(paths?.['/api/v9/squads/{id}']?.get?.responses ?? {})).toContain('304');
  expect(responsesOf(areaWith({}))).not.toContain('304');
});

test('a code that no table has is our mistake', () => {
  expect(() => openApiDocument([areaWith({ errors: ['ERR_NONE'] })])).toThrow(/ERR_NONE/);
});

test('the page escapes whatever the document says', () => {
  const area = areaWith({ summary: '<script>alert(1)</script>', description: '`<b>`' });
  const options = { origin: 'http://x"><i>', stylesheet: 's.css', document: 'd.json' };
  const page = openApiPage(openApiDocument([area]), options);
  expect(page).not.toMatch(/<script|<b>|<i>/);
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).toContain('<code>&lt;b&gt;</code>');
});
