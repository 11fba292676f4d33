import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { httpStatus } from '@atelier/api/kernel/error-status.ts';
import type { ErrorDefinition } from '@atelier/domain/kernel/errors.ts';

const packages = join(import.meta.dirname, '../../packages');

/** Every error code there is, by area: from the tables of the domain and of the managed database. */
export async function errorCodesPage(): Promise<string> {
  const sections = await Promise.all(errorFiles().map(section));
  return `# Error codes

Programs rely on the code; the message is short English text for logs, and the web app has its own words.
The status is what HTTP answers; the miniatures REST API answers 400 where 409 is said here.

${sections.join('\n')}`;
}

/** `errors.ts` and `…-errors.ts`, from `packages`. */
function errorFiles(): string[] {
  return ['domain/src', 'lifecycle/src'].flatMap((source) =>
    readdirSync(join(packages, source), { recursive: true, encoding: 'utf8' })
      .map((path) => `${source}/${path.replaceAll('\\', '/')}`)
      .filter((path) => /\/([a-z-]+-)?errors\.ts$/.test(path))
      .sort(),
  );
}

async function section(path: string): Promise<string> {
  const module: Record<string, unknown> = await import(pathToFileURL(join(packages, path)).href);
  const tables = Object.values(module).filter(isErrorTable);
  if (tables.length === 0) throw new Error(`${path} exports no table of error codes`);
  // Other tables beside these say why a program does not start or go on; HTTP never answers those.
  const overHttp = path.startsWith('domain/') || /\/(lifecycle-)?errors\.ts$/.test(path);
  const rows = tables
    .flatMap(Object.entries<ErrorDefinition>)
    .map(
      ([code, { kind, message }]) =>
        `| \`${code}\` | ${kind} | ${overHttp ? httpStatus(kind) : '–'} | ${message} |`,
    );
  return `## ${titleOf(path)}\n\n| code | kind | status | message |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

/** `miniatures`, `identity: file`; of the managed database also the topic, or what the table is about. */
function titleOf(path: string): string {
  const [source, , folder = '', ...rest] = path.replace(/\.ts$/, '').split('/');
  const name = rest.at(-1) ?? '';
  if (source === 'domain') {
    return [folder, ...(/^(.*)-errors$/.exec(name)?.slice(1) ?? [])].join(': ');
  }
  if (name === 'lifecycle-errors') return 'lifecycle';
  return `lifecycle: ${name === 'errors' ? folder : name.replaceAll('-', ' ')}`;
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
