import { expect, test } from 'vitest';
import { answeringModel } from './answering-model.ts';

test('an address says who answers', async () => {
  const connection = { apiKey: undefined, model: 'm' };
  const endpoint = answeringModel({ ...connection, baseUrl: 'http://127.0.0.1:1/v1' });
  const rehearsal = answeringModel({ ...connection, baseUrl: 'rehearsal:0' });
  expect([endpoint.provider, endpoint.model]).toEqual(['openai-compatible', 'm']);
  expect([rehearsal.provider, rehearsal.model]).toEqual(['rehearsal', 'rehearsal']);
  await endpoint.close();
});
