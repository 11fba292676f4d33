import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { wholeAnswer } from '../answer.ts';
import { createGateway } from '../gateway.ts';
import type { ModelMessage, ModelRequest } from '../request.ts';
import { rehearsalModel } from './rehearsal.ts';
import { languageOf, rehearsalAnswer, rehearsalTokens, topicOf } from './rehearsal-answer.ts';

const user = (text: string): ModelMessage => ({ role: 'user', text });
const atOnce = createGateway({ models: [rehearsalModel({ tokensPerSecond: 0 })] });
const ask = (request: ModelRequest) => wholeAnswer(atOnce.answer(request));

describe('the words', () => {
  test('are of the language of whoever wrote last, and about what they wrote', async () => {
    const ru = await ask({
      messages: [user('Hello'), user('Объясни замыкания в JavaScript. Срочно!')],
    });
    expect(ru.text).toMatch(/^\*Репетиция: языковая модель не подключена/);
    expect(ru.text).toContain('Объясни замыкания в JavaScript');
    expect(ru.text).not.toContain('Срочно');
    const en = await ask({ messages: [user('What are closures?')] });
    expect(en.text).toMatch(/^\*Rehearsal: no language model is connected/);
    expect(en.text).toContain('What are closures');
  });

  test('the same conversation has the same answer, and another one another', () => {
    const first = rehearsalAnswer([user('Closures')]);
    expect(rehearsalAnswer([user('Closures')])).toBe(first);
    expect(rehearsalAnswer([user('Generators')])).not.toBe(first);
  });

  test('nothing said can become markup, whatever it was', () => {
    const hostile = [
      '<img src=x onerror=alert(1)>',
      '[x](javascript:alert(1))',
      '![p](http://e/x.png)',
      '**b** `c`',
    ];
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' })), (text) => {
        expect(topicOf(text) ?? '').not.toMatch(/[<>[\]()`*_!&|~\\]/);
        expect(rehearsalAnswer([user(text)]).length).toBeLessThan(3000);
      }),
    );
  });

  test('tokens are the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(rehearsalTokens(text).join('')).toBe(text.trimEnd());
      }),
    );
  });

  test.each([
    ['как работает useEffect в React', 'ru'],
    ['How does useEffect work?', 'en'],
    ['', 'en'],
  ])('%s: %s', (text, language) => expect(languageOf(text)).toBe(language));
});

test('each answer is told to be of the rehearsal', async () => {
  const { outcome } = await ask({ messages: [user('Hi there')] });
  expect(outcome).toMatchObject({
    state: 'done',
    source: { provider: 'rehearsal', model: 'rehearsal', isFallback: false },
    usage: { isEstimated: true },
  });
});

test('a value of the schema that was asked for, and a call that had to be made', async () => {
  const shape = z.strictObject({
    title: z.string().min(1).max(80),
    steps: z
      .array(
        z.strictObject({
          text: z.string(),
          minutes: z.int().min(5).max(90),
          kind: z.enum(['read', 'do']),
        }),
      )
      .min(2)
      .max(20),
    note: z.string().optional(),
  });
  const { outcome } = await ask({
    messages: [user('Learn SQL joins')],
    schema: { name: 'plan', shape },
  });
  expect(outcome).toMatchObject({
    state: 'done',
    value: {
      title: 'Learn SQL joins',
      steps: [{ text: 'Learn SQL joins 1', minutes: 5, kind: 'read' }, {}, {}],
    },
  });

  const tools = [
    { name: 'note', description: 'Notes', input: z.strictObject({ text: z.string() }) },
  ];
  const called = await ask({ messages: [user('Joins')], tools, toolChoice: 'required' });
  expect(called.toolCalls).toMatchObject([{ name: 'note', input: { text: 'Joins' } }]);
});

test('an area’s own answer goes before ours', async () => {
  const own = createGateway({
    models: [rehearsalModel({ tokensPerSecond: 0, script: () => 'A hint.' })],
  });
  expect((await wholeAnswer(own.answer({ messages: [user('x')] }))).text).toBe('A hint.');
});

test('it comes at the speed that was set, and can be stopped', async () => {
  const script = () => 'word '.repeat(20).trim();
  const paced = createGateway({ models: [rehearsalModel({ tokensPerSecond: 100, script })] });
  const { outcome } = await wholeAnswer(paced.answer({ messages: [user('x')] }));
  // Twenty words, and the end.
  expect(outcome.wholeMs).toBeGreaterThan(190);

  const slow = createGateway({ models: [rehearsalModel({ tokensPerSecond: 1, script })] });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 50);
  const stopped = await wholeAnswer(slow.answer({ messages: [user('x')], signal: stop.signal }));
  expect(stopped.outcome.state).toBe('stopped');
  expect(stopped.outcome.wholeMs).toBeLessThan(700);
});
