import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { httpStatus } from '@atelier/api/kernel/error-status.ts';
import type { ErrorDefinition } from '@atelier/domain/kernel/errors.ts';

const domain = join(import.meta.dirname, '../../packages/domain/src');

/** Every error code there is, by area, from the tables in the domain. */
export async function errorCodesPage(): Promise<string> {
  const sections = await Promise.all(errorFiles().map(section));
  return `# Error codes

Programs rely on the code; the message is short English text for logs, and the web app has its own words.
The status is what HTTP answers; the miniatures REST API answers 400 where 409 is said here.

${sections.join('\n')}`;
}

/** `errors.ts` and `…-errors.ts` of every area. */
function errorFiles(): string[] {
  return readdirSync(domain, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\/([a-z-]+-)?errors\.ts$/.test(path))
    .sort();
}

async function section(path: string): Promise<string> {
  const module: Record<string, unknown> = await import(pathToFileURL(join(domain, path)).href);
  const tables = Object.values(module).filter(isErrorTable);
  if (tables.length === 0) throw new Error(`${path} exports no table of error codes`);
  // Other tables beside an area's own say why a program does not start; HTTP never answers those.
  const overHttp = path.endsWith('/errors.ts');
  const rows = tables
    .flatMap(Object.entries<ErrorDefinition>)
    .map(
      ([code, { kind, message }]) =>
        `| \`${code}\` | ${kind} | ${overHttp ? httpStatus(kind) : '–'} | ${message} |`,
    );
  const title = path
    .replace(/\.ts$/, '')
    .replace('/errors', '')
    .replace('/', ': ')
    .replaceAll('-', ' ');
  return `## ${title}\n\n| code | kind | status | message |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

function isErrorTable(value: unknown): value is Record<string, ErrorDefinition> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).length > 0 &&
    Object.entries(value).every(
      ([code, entry]) =>
        code.startsWith('ERR_') &&
        typeof entry?.kind === 'string' &&
        typeof entry?.message === 'string',
    )
  );
}
