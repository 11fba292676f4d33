import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differenceOf, readItems, type SynopsisItem, synopsisItems } from './synopsis.ts';
import { exportSynopsis, readSynopsisFile } from './synopsis-file.ts';

const text = fc.string({ maxLength: 12 });
const anItem = fc.oneof(
  fc.record({ type: fc.constant('heading' as const), text }),
  fc.record({ type: fc.constant('text' as const), text }),
  fc.record({ type: fc.constant('definition' as const), term: text, description: text }),
  fc.record({ type: fc.constant('code' as const), language: fc.constant('sql'), code: text }),
  fc.record({ type: fc.constant('note' as const), text }),
  fc.record({ type: fc.constant('list' as const), items: fc.array(text, { maxLength: 4 }) }),
);
const few: readonly SynopsisItem[] = [
  { type: 'heading', text: 'JOIN' },
  { type: 'note', text: 'learn by heart' },
  { type: 'text', text: 'Rows side by side' },
];
/** Of few different ones, so that versions have some in common. */
const versions = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...few) }, anItem), {
  maxLength: 14,
});

test('a difference gives both versions back', () => {
  fc.assert(
    fc.property(versions, versions, (before, after) => {
      const changes = differenceOf(before, after);
      const without = (kind: string) =>
        changes.filter((change) => change.kind !== kind).map(({ item }) => item);
      expect(without('added')).toEqual(before);
      expect(without('removed')).toEqual(after);
    }),
  );
});

test('one item more is one change, and the order of its fields is none', () => {
  const [heading, note, rows] = few as [SynopsisItem, SynopsisItem, SynopsisItem];
  expect(differenceOf([heading, rows], [heading, note, rows])).toEqual([
    { kind: 'same', item: heading },
    { kind: 'added', item: note },
    { kind: 'same', item: rows },
  ]);
  const turned = { text: 'JOIN', type: 'heading' } as const;
  expect(differenceOf([heading], [turned])).toEqual([{ kind: 'same', item: heading }]);
});

test('what is exported as JSON comes back whole', () => {
  fc.assert(
    fc.property(fc.array(anItem, { maxLength: 8 }), (items) => {
      const { text: file } = exportSynopsis('s', { title: 'What I know', items }, 'json');
      expect(readSynopsisFile(file)).toEqual({ title: 'What I know', items });
    }),
  );
});

test('a synopsis goes to Markdown and back with every type of item', () => {
  const items: readonly SynopsisItem[] = [
    { type: 'heading', text: 'JOIN #' },
    { type: 'text', text: '- no item\n1. nor one' },
    { type: 'definition', term: 'JOIN', description: 'puts rows side by side' },
    { type: 'code', language: 'sql', code: 'SELECT 1;\n\n-- ``` is no end' },
    { type: 'code', code: '' },
    { type: 'note', text: 'first\nsecond' },
    { type: 'list', items: ['one', 'two'] },
  ];
  const { text: file, fileName } = exportSynopsis('sql', { title: 'SQL', items }, 'markdown');
  expect(fileName).toBe('sql.md');
  expect(readSynopsisFile(file)).toEqual({ title: 'SQL', items });
});

test('a page to print runs nothing that stands in it', () => {
  const evil = `<script>alert(1)</script><img src=x onerror='alert(1)'>"`;
  const items = few.map((item) => ({ ...item, text: evil }) as SynopsisItem);
  const { text: page } = exportSynopsis('s', { title: evil, items }, 'html');
  expect(page).not.toMatch(/<script|<img/);
  expect(page).toContain('&lt;script&gt;');
  expect(page).toContain("default-src 'none'");
});

test('whatever stands in a database is read as items that can be saved', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (stored) => {
      const items = readItems(JSON.parse(JSON.stringify(stored)));
      expect(synopsisItems.safeParse(items).success).toBe(true);
    }),
  );
  expect(
    readItems([
      { type: 'heading', text: 'a' },
      { type: 'quiz', q: 1 },
    ]),
  ).toEqual([
    { type: 'heading', text: 'a' },
    { type: 'note', text: '{"type":"quiz","q":1}' },
  ]);
});

test.each(['{', '[1]', '{"items":[{"type":"heading"}]}'])('%s is no synopsis', (file) => {
  expect(() => readSynopsisFile(file)).toThrow(
    expect.objectContaining({ code: 'ERR_SYNOPSIS_FILE' }),
  );
});
