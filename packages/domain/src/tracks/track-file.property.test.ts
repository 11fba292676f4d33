import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportTrack } from './export-track.ts';
import { readTrackFile } from './track-file.ts';

const line = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((text) =>
    text.replace(/[\p{Control}\p{Line_Separator}\p{Paragraph_Separator}]/gu, ' ').trim(),
  )
  .filter((text) => /[a-z]/i.test(text) && !/\p{Surrogate}/u.test(text));
const marks = fc.constantFrom('', '- ', '# ', '> ', '1. ', '1\\. ', '\\- ', '[x] ', '`');
const marked = fc.tuple(marks, line).map(([mark, text]) => mark + text);
const paragraphs = fc
  .array(fc.oneof(marked, fc.constant('')), { maxLength: 5 })
  .map((lines) => lines.join('\n').trim());
const aTrack = fc.record({
  slug: fc.constant('a-track'),
  title: fc.oneof(
    marked,
    line.map((text) => `${text} ##`),
  ),
  description: paragraphs,
  goal: paragraphs,
  roadmap: fc.array(fc.record({ text: marked, done: fc.boolean() }), { maxLength: 6 }),
});

test('a track that is exported comes back whole', () => {
  fc.assert(
    fc.property(aTrack, (track) => {
      expect(readTrackFile(exportTrack(track, 'json').text)).toEqual(track);
      const { slug: _, ...said } = track;
      expect(readTrackFile(exportTrack(track, 'markdown').text)).toEqual(said);
    }),
  );
});

test('a list of Markdown is a roadmap', () => {
  const file =
    '\uFEFF# SQL\r\n\r\n> Write a report alone\r\n\r\nTables first.\r\n\r\n1. SELECT\r\n2) JOIN\r\n\r\n## Later\r\n\r\n* [x] Indexes\r\n  - under it\r\nand so on';
  expect(readTrackFile(file)).toEqual({
    title: 'SQL',
    goal: 'Write a report alone',
    description: 'Tables first.',
    roadmap: [
      { text: 'SELECT', done: false },
      { text: 'JOIN', done: false },
      { text: 'Indexes', done: true },
      { text: 'under it', done: false },
    ],
  });
});

test('a bare list takes the title that is given, and a file keeps its own', () => {
  expect(readTrackFile('- one\n- two', 'Two steps')).toMatchObject({ title: 'Two steps' });
  expect(readTrackFile('["one", {"text": "two", "done": true}]', 'Two steps').roadmap).toEqual([
    { text: 'one', done: false },
    { text: 'two', done: true },
  ]);
  expect(readTrackFile('# Own\n- one', 'Another').title).toBe('Own');
});

test.each([
  ['{"title":', { field: 'json' }],
  ['- one', { field: 'title' }],
  ['{"title": "a", "roadmap": ["one", ""]}', { field: 'roadmap', place: 2 }],
  ['{"title": "a", "slug": "A b"}', { field: 'slug' }],
  ['[1]', { field: 'roadmap', place: 1 }],
])('%s is no track', (file, params) => {
  expect(() => readTrackFile(file, file === '[1]' ? 'a' : undefined)).toThrow(
    expect.objectContaining({ code: 'ERR_TRACK_FILE', params }),
  );
});

test('a page to print runs nothing that stands in it', () => {
  const evil = '<script>alert(1)</script>';
  const track = { slug: 's', title: evil, description: evil, goal: evil };
  const page = exportTrack({ ...track, roadmap: [{ text: evil, done: true }] }, 'html').text;
  expect(page).not.toContain('<script');
});
