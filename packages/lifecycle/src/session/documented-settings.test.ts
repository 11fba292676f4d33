import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settingNames } from './env.ts';

const root = join(import.meta.dirname, '../../../..');
const documented = ['README.md', '.env.example', 'docker-compose.yml'].map(
  (file) => [file, readFileSync(join(root, file), 'utf8')] as const,
);

/** What a container has of its own: where it listens, where its database and its files are. */
const ownOfContainers = [
  'HOST',
  'PORT',
  'ATELIER_DATA_DIR',
  'ATELIER_BACKUP_DIR',
  'ATELIER_PG_BIN',
  'DATABASE_URL',
  'DATABASE_DIRECT_URL',
  'DATABASE_OWNER_URL',
  'DB_PORT',
  'DB_POOL_SIZE',
];
/** For old programs' settings, which go on being read. */
const otherNames = ['DB_URL'];

describe.each(documented)('%s', (file, text) => {
  const known = file === 'docker-compose.yml' ? [...ownOfContainers, ...otherNames] : otherNames;
  test.each(settingNames.filter((name) => !known.includes(name)))('names %s', (name) => {
    expect(text.match(new RegExp(`\\b${name}\\b`))).not.toBeNull();
  });
});
