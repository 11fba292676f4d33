import { expect, test } from 'vitest';
import { digest } from './checksums.ts';
import { type BackupManifest, manifestText, parseManifest } from './rules/manifest.ts';

const manifest: BackupManifest = {
  format: 2,
  kind: 'dump',
  createdAt: '2026-11-21T04:05:06.000Z',
  reason: 'before up',
  source: 'localhost:5432/дом',
  database: 'дом',
  serverVersion: 150018,
  platform: null,
  revision: '20260101000000_kernel_a',
  applied: [{ name: '20260101000000_kernel_a', origin: 'run' }],
  size: 12,
  files: [{ path: 'database.dump', size: 12, sha256: 'a'.repeat(64) }],
  folders: [],
  tables: [{ schema: 'public', table: '"odd"', rows: 3, hash: '0f' }],
  verifiedAt: null,
  damage: null,
};

test('what is written is read', () => {
  expect(parseManifest(manifestText(manifest, digest), digest)).toEqual(manifest);
});

test('the first form is read too', () => {
  const { applied: _, ...first } = { ...manifest, format: 1 };
  expect(parseManifest(manifestText(first, digest), digest)).toEqual(first);
});

test('any bit that is flipped is seen, and so is any end that is cut off', () => {
  const bytes = Buffer.from(manifestText(manifest, digest));
  for (let at = 0; at < bytes.length; at += 1) {
    const flipped = Buffer.from(bytes);
    flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (at % 8)), at);
    for (const broken of [flipped, bytes.subarray(0, at)]) {
      expect(() => parseManifest(broken.toString(), digest)).toThrow(
        expect.objectContaining({ code: 'ERR_BACKUP_MANIFEST_DAMAGED' }),
      );
    }
  }
});

test('a newer form is told from damage', () => {
  const newer = { ...manifest, format: 4, more: true };
  expect(() => parseManifest(manifestText(newer, digest), digest)).toThrow(
    expect.objectContaining({ code: 'ERR_BACKUP_FORMAT_NEWER', params: { format: 4, known: 3 } }),
  );
});
