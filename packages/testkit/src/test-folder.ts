import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An empty folder of a test's own, which the test removes. */
export function testFolder(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `atelier-${name}-`));
}
