import { join } from 'node:path';
import { type CheckResult, checkFiles } from '@atelier/api/identity/files/check.ts';
import { incomingName } from '@atelier/api/identity/files/files.ts';
import { openIncomingFolder } from '@atelier/api/identity/files/incoming.ts';
import { openStore } from '@atelier/api/identity/files/open-store.ts';
import { UsageError } from '../kernel/arguments.ts';
import { type Command, type CommandInput, exitCodes } from '../kernel/command.ts';

const usualMinutes = 24 * 60;

/** `atelier files check`: what is stored without a row, and rows without what they name. */
export const filesCheck: Command = {
  usage: '[--repair] [--no-hashes] [--older-than <minutes>]',
  details: [
    'Finds what is stored and named by no row, what killed uploads left, and rows whose file is missing or',
    'has another size or SHA-256. It may run while the app does.',
    'With --repair, what has no row is removed. A row without its file is only told of: bring the file back',
    'from a backup (`db restore` of one with files puts back what is missing), or remove it in the app.',
  ],
  options: {
    repair: { help: 'Remove what has no row.' },
    'no-hashes': { help: 'Do not read the files: look at names and sizes alone.' },
    'older-than': {
      value: '<minutes>',
      help: `Leave what is younger: an upload may be under way. ${usualMinutes} unless told.`,
    },
    'exit-code': { help: 'End with 3 when there is something to find.' },
  },
  positionals: [0, 0],
  async run(session, input) {
    const olderThanMs = minutesOf(input) * 60_000;
    const { files } = session.settings;
    const db = await session.database();
    const store = await openStore(files);
    const incoming = openIncomingFolder(join(files.folder, incomingName));
    session.progress.begin(`Checking files in ${store.place}`);
    try {
      const result = await checkFiles(
        db,
        { store, incoming },
        {
          hashes: !input.flag('no-hashes'),
          repair: input.flag('repair') && !session.dryRun,
          olderThanMs,
          onBytes: (bytes) => session.progress.update(`Checking files: ${megabytes(bytes)} read`),
        },
      );
      session.progress.finish();
      const { broken, orphans, unfinished } = result;
      const isClean = broken.length + orphans.length + unfinished.length === 0;
      return {
        facts: { store: store.place, ...result },
        lines: linesOf(store.place, result, input),
        exitCode: input.flag('exit-code') && !isClean ? exitCodes.found : exitCodes.done,
      };
    } finally {
      store.close();
    }
  },
};

function minutesOf(input: CommandInput): number {
  const text = input.text('older-than') ?? String(usualMinutes);
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new UsageError('--older-than takes a whole number of minutes.', { option: '--older-than' });
}

const problems = {
  missing: 'is not stored',
  size: 'has another size',
  hash: 'has another SHA-256',
} as const;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function linesOf(place: string, result: CheckResult, input: CommandInput): string[] {
  const { known, read, broken, orphans, unfinished, removed } = result;
  const left = [
    ...orphans.map(({ key, size }) => `  no row: ${key} (${megabytes(size)})`),
    ...unfinished.map((path) => `  unfinished: ${path}`),
  ];
  return [
    `Named by rows: ${known}, in ${place}; read and hashed: ${read}.`,
    ...broken.map(
      ({ fileId, problem, isThumbnail }) =>
        `  ${fileId}: ${isThumbnail ? 'its small picture' : 'it'} ${problems[problem]}`,
    ),
    ...left,
    ...(broken.length + left.length === 0 ? ['Nothing is missing, changed or left over.'] : []),
    ...(input.flag('repair') ? [`Removed: ${removed}`] : []),
    ...(left.length > 0 && !input.flag('repair') ? ['To remove what has no row: --repair'] : []),
  ];
}
