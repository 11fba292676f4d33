import { basename } from 'node:path';
import type { PlacedFile, Violation } from './violation.ts';

const maxLines = 400;
const emptyNames = new Set(['util', 'utils', 'helper', 'helpers']);

/** Names and sizes: a file is named for what it holds, holds one thing, and is no barrel. */
export function* checkShape(file: PlacedFile): Generator<Violation> {
  const violation = (rule: string, message: string): Violation => ({
    path: file.path,
    line: 1,
    rule,
    message,
  });
  const words = file.path.replace(/\.\w+$/, '').split(/[/.-]/);
  const empty = words.find((word) => emptyNames.has(word));
  if (empty !== undefined) {
    yield violation('file-name', `"${empty}" says nothing. Name the file for the thing it holds.`);
  }
  const name = basename(file.path);
  const isMigration = /^packages\/[^/]+\/migrations\//.test(file.path);
  if (!isMigration && !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)+$/.test(name)) {
    yield violation('file-name', `"${name}" is not in kebab-case.`);
  }
  if (/^index\.\w+$/.test(name) || (file.isBarrel && file.place.kind === 'production')) {
    yield violation('no-barrel', 'Import each thing from the file that holds it; delete this one.');
  }
  if (file.place.kind !== 'test' && file.lineCount > maxLines) {
    yield violation(
      'file-size',
      `${file.lineCount} lines; past ${maxLines} a file asks to be split by meaning.`,
    );
  }
}
