import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findExternalPostgres } from './external-postgres.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-packages-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function addVersion(name: string, ...programs: string[]): void {
  mkdirSync(join(folder, name, 'bin'), { recursive: true });
  for (const program of programs) {
    writeFileSync(join(folder, name, 'bin', program), '');
    chmodSync(join(folder, name, 'bin', program), 0o755);
  }
}

test('the newest version that has its client tools is taken', () => {
  const server = ['initdb', 'postgres', 'pg_ctl'];
  addVersion('9', ...server, 'pg_dump', 'pg_restore');
  addVersion('15', ...server, 'pg_dump', 'pg_restore');
  addVersion('17', ...server);
  addVersion('16', 'pg_dump', 'pg_restore');
  addVersion('common');
  expect(findExternalPostgres(folder)).toBe(15);
});

test('where there is nothing, there is none', () => {
  expect(findExternalPostgres(folder)).toBeUndefined();
  expect(findExternalPostgres(join(folder, 'missing'))).toBeUndefined();
});
