import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FilesSettings } from '@atelier/api/identity/files/files.ts';
import type { AttachedUse } from '@atelier/api/identity/files/uses.ts';
import { noClient } from '@atelier/api/kernel/client.ts';
import { defineActions } from '@atelier/domain/identity/actions.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import type { AttachedFile } from '@atelier/domain/identity/files/attached-file.ts';
import { fileError } from '@atelier/domain/identity/files/file-errors.ts';
import { defineFileUse, type FileUse } from '@atelier/domain/identity/files/file-use.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import { startTestApp } from '../../start-test-app.ts';

const see = defineActions('runs', { see: { role: 'admin', inProject: 'viewer', access: 'read' } });
const change = defineActions('runs', {
  change: { role: 'admin', inProject: 'editor', access: 'write', seenBy: see.see },
});

/** What an area would declare: attachments of results, which are in projects. */
export const resultFiles = defineFileUse({
  name: 'result-attachment',
  area: 'runs',
  entity: 'result',
  types: ['video/mp4', 'application/pdf', 'text/plain', 'image/png', 'audio/mpeg'],
  fileBytes: 4 * 1024 ** 2,
  perThing: { files: 3, bytes: 6 * 1024 ** 2, whenFull: 'refuse' },
  thumbnail: { pixels: 64, square: false },
  see: see.see,
  attach: change.change,
  detach: change.change,
} satisfies FileUse);

/** `<project>.<number>` is a result of a project. */
const results: AttachedUse = {
  use: resultFiles,
  kind: {
    name: 'result',
    load: async (_db, id) => (id.includes('.') ? { projectId: id.split('.')[0] } : null),
    missing: () => fileError('ERR_FILE_THING_UNKNOWN'),
  },
};

/** The files of a server on a folder of its own, called by whom each request names in `x-test-user`. */
export async function startFilesServer(settings: Partial<FilesSettings> = {}) {
  const folder = settings.folder ?? (await testFolder('files'));
  const actors = new Map<string, Actor>();
  const server = await startTestApp({
    files: { ...settings, folder },
    uses: [results],
    identify: async ({ headers }) => {
      const actor = actors.get(String(headers['x-test-user']));
      const whoever: Actor = { id: 'nobody', kind: 'nobody', grants: [] };
      return {
        actor: actor ?? whoever,
        sessionId: null,
        untilEnd: (signal) => signal,
        client: noClient,
      };
    },
  });
  const { db } = server.database;

  async function addUser(grants: Actor['grants'] = []): Promise<string> {
    const id = randomUUID();
    await db('identity.users').insert({ id, displayName: 'Somebody' });
    actors.set(id, { id, kind: 'user', grants });
    return id;
  }
  const inProject = (role: 'viewer' | 'editor', id: string) => ({
    role,
    scope: { type: 'project' as const, id },
    expiresAt: null,
  });

  return {
    url: server.url,
    connectionString: server.database.connectionString,
    db,
    folder,
    addUser,
    addAdmin: () => addUser([everywhere('admin')]),
    addMember: (role: 'viewer' | 'editor', project: string) => addUser([inProject(role, project)]),
    async call(user: string | null, path: string, init: RequestInit = {}) {
      const headers = { ...(user === null ? {} : { 'x-test-user': user }), ...init.headers };
      const response = await fetch(`${server.url}${path}`, { ...init, headers });
      const bytes = Buffer.from(await response.arrayBuffer());
      const isJson = response.headers.get('content-type')?.startsWith('application/json');
      const body = isJson && bytes.length > 0 ? JSON.parse(bytes.toString()) : undefined;
      return { status: response.status, headers: response.headers, bytes, body };
    },
    async upload(
      user: string | null,
      to: string,
      content: Buffer,
      { name = 'file', headers = {} }: { name?: string; headers?: Record<string, string> } = {},
    ) {
      const path = `/api/files/${to}?name=${encodeURIComponent(name)}`;
      const answer = await this.call(user, path, {
        method: 'POST',
        body: new Uint8Array(content),
        headers: { 'content-type': 'application/octet-stream', ...headers },
      });
      await this.settled();
      return { ...answer, body: answer.body as AttachedFile & { code: string; details: unknown } };
    },
    /** Until the small pictures of all that was attached are drawn. */
    async settled(): Promise<void> {
      const isOpen = () =>
        db('kernel.jobs').where({ kind: 'identity.drawThumbnail', finishedAt: null }).first('id');
      while ((await isOpen()) !== undefined) await sleep(10);
    },
    async procedure(user: string, name: string, input: unknown, type: 'query' | 'mutation') {
      const path = `/api/trpc/identity.files.${name}`;
      const query = type === 'query' ? `?input=${encodeURIComponent(JSON.stringify(input))}` : '';
      const init = type === 'query' ? {} : { method: 'POST', body: JSON.stringify(input) };
      const headers = type === 'query' ? {} : { 'content-type': 'application/json' };
      const { body } = await this.call(user, `${path}${query}`, { ...init, headers });
      return 'result' in body ? body.result.data : body.error.data.code;
    },
    /** Everything that lies in the folder, also what is on its way. */
    async stored(): Promise<readonly string[]> {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries
        .filter((each) => each.isFile())
        .map((each) => join(each.parentPath, each.name));
    },
    rows: () => db('identity.files').orderBy('createdAt'),
    audit: () => db('identity.audit_log').whereIn('action', ['attach', 'detach']).orderBy('id'),
    close: () => server.close(),
  };
}

export type FilesServer = Awaited<ReturnType<typeof startFilesServer>>;
