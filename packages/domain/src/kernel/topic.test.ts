import { expect, test } from 'vitest';
import { topicMessagesSchema, topicSchema } from './topic.ts';

test.each(['runs.log', 'tracks.answer:0192-ab_C', 'a.b:1'])('%s names a topic', (name) => {
  expect(topicSchema.parse(name)).toBe(name);
});

test.each(['', 'runs', '.log', 'Runs.log', 'runs.log:', 'runs.log:a b', `a.b:${'x'.repeat(120)}`])(
  '%j names none',
  (name) => {
    expect(topicSchema.safeParse(name).success).toBe(false);
  },
);

test('a message has content or says that some was lost, and nothing else', () => {
  const topic = 'runs.log:1';
  const good = [
    { topic, content: { lines: ['a', null] } },
    { topic, content: null },
    { topic, lost: true },
  ];
  expect(topicMessagesSchema.parse(good)).toEqual(good);
  for (const bad of [{ topic }, { topic, lost: false }, { topic, content: 1, more: 1 }, null]) {
    expect(topicMessagesSchema.safeParse([bad]).success).toBe(false);
  }
});
