import { openApiDocument } from '@atelier/api/kernel/openapi/document.ts';
import { restAreas } from '@atelier/api/root.ts';

type Document = ReturnType<typeof openApiDocument>;
type PathItem = NonNullable<Document['paths']>[string];
type Operation = NonNullable<PathItem['get']>;

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The OpenAPI document that the server gives at `/api/openapi.json`. */
export function openApiText(): string {
  return `${JSON.stringify(openApiDocument(restAreas), null, 2)}\n`;
}

/** Every REST endpoint with what it answers, at a glance; the shapes are in the OpenAPI document. */
export function restPage(): string {
  const document = openApiDocument(restAreas);
  const sections = (document.tags ?? []).map(({ name, description }) => {
    const rows = operationsOf(document)
      .filter(({ operation }) => operation.tags?.includes(name))
      .map(row);
    return `## ${name}

${description ?? ''}

| endpoint | what it does | answers | refusals |
|---|---|---|---|
${rows.join('\n')}
`;
  });
  return `# REST

Made from the same procedures as the web app's tRPC. The shapes of bodies and answers are in
[openapi.json](openapi.json), and to read at \`/api/docs\` of a running Atelier; what holds for all of
them is in the [guide](../guides/rest.md). Beside its own refusals
an endpoint may answer ${codesIn(document.components?.responses)}.

${sections.join('\n')}`;
}

interface Located {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

function operationsOf({ paths = {} }: Document): Located[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ method: method.toUpperCase(), path, operation }] : [];
    }),
  );
}

function row({ method, path, operation }: Located): string {
  const answers: string[] = [];
  const refusals: string[] = [];
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    if (status.startsWith('2')) answers.push(status);
    else if (!('$ref' in response)) refusals.push(`${status} ${codesIn(response)}`.trim());
  }
  const cells = [
    `\`${method} ${path}\``,
    operation.summary ?? '',
    answers.join(', '),
    refusals.join('<br>'),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The error codes that a response's examples show. */
function codesIn(response: unknown): string {
  const codes = JSON.stringify(response).match(/ERR_[A-Z_]+/g) ?? [];
  return [...new Set(codes)].map((code) => `\`${code}\``).join(' ');
}
