import { expect, test } from 'vitest';
import { fittingTools, toolMajor } from './client-tools.ts';

const tools = (...majors: number[]) => majors.map((major) => ({ folder: `/${major}`, major }));

test.each([
  ['pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)', 15],
  ['pg_restore (PostgreSQL) 18beta2', 18],
  ['Error: no cluster', undefined],
])('%s is %s', (printed, major) => {
  expect(toolMajor(printed)).toBe(major);
});

test('the oldest that can read the server is taken', () => {
  expect(fittingTools(tools(14, 18, 16, 17), 16).major).toBe(16);
  expect(fittingTools(tools(14, 18), 16).major).toBe(18);
});

test('of one version the first found is taken', () => {
  const found = [
    { folder: '/path', major: 15 },
    { folder: '/usr', major: 15 },
  ];
  expect(fittingTools(found, 15).folder).toBe('/path');
});

test('none, and none that is new enough, are told apart', () => {
  expect(() => fittingTools([], 15)).toThrow(
    expect.objectContaining({ code: 'ERR_BACKUP_TOOLS_MISSING', params: { server: 15 } }),
  );
  expect(() => fittingTools(tools(13, 15), 18)).toThrow(
    expect.objectContaining({ code: 'ERR_BACKUP_TOOLS_OLD', params: { server: 18, tools: 15 } }),
  );
});
