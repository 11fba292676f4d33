import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Environment, readSettings, takeEnvironment } from './env.ts';

const root = join(tmpdir(), 'a-checkout');
const read = (environment: Environment) => readSettings(environment, root);

describe('settings', () => {
  test('have defaults for a machine of one person', () => {
    expect(read({})).toEqual({
      host: '127.0.0.1',
      publishedHost: '127.0.0.1',
      port: 4400,
      dataDir: join(root, 'data'),
      backupDir: join(root, 'data', 'backups'),
      backupKeep: 10,
      clientTools: { searchPath: [], only: false },
      databaseUrl: undefined,
      appUrl: undefined,
      appRole: undefined,
      pooledUrl: undefined,
      databasePoolSize: 10,
      bootstrap: true,
      backUpFirst: true,
      planRepairs: false,
      allowedOrigins: [],
      logLevel: 'warn',
      authMode: 'local',
      publicUrl: undefined,
      secret: undefined,
      secretsKey: undefined,
      hostsWorker: true,
      workerConcurrency: 50,
      mailIn: undefined,
      models: {
        connections: [],
        limits: { firstTokenMs: 120_000, betweenTokensMs: 60_000, wholeMs: 600_000 },
        daily: { tokens: undefined, cost: undefined },
        prices: {},
      },
      suiteRunDays: undefined,
      registration: 'invitation',
      files: { folder: join(root, 'data/files'), userBytes: 5 * 2 ** 30, s3: undefined },
      mail: undefined,
      oidc: undefined,
      trustedProxies: [],
    });
  });

  test('of accounts: where people come in, who sends mail, which proxies are believed', () => {
    const PUBLIC_URL = 'https://atelier.example';
    const SMTP_URL = 'smtp://mail.example:587';
    expect(read({ PUBLIC_URL, SMTP_URL, TRUSTED_PROXIES: '10.0.0.0/8, ::1' })).toMatchObject({
      allowedOrigins: [PUBLIC_URL],
      mail: { url: SMTP_URL, from: 'atelier@atelier.example' },
      trustedProxies: ['10.0.0.0/8', '::1'],
    });
    for (const wrong of ['0.0.0.0/0', '::/0', 'proxy.example', '10.0.0.0/33']) {
      expect(() => read({ TRUSTED_PROXIES: wrong }), wrong).toThrow();
    }
    expect(() => read({ SMTP_URL: 'https://mail.example' })).toThrow();
    expect(() => read({ MAIL_FROM: 'a@b.example\r\nBcc: c@d.example' })).toThrow();
  });

  test('that are set to nothing are not set', () => {
    expect(read({ PORT: '', DATABASE_URL: ' ', DB_HOST: '' })).toEqual(read({}));
  });

  test('of the data folder are seen from the checkout, or absolute', () => {
    expect(read({ ATELIER_DATA_DIR: 'elsewhere' }).dataDir).toBe(join(root, 'elsewhere'));
    expect(read({ ATELIER_DATA_DIR: tmpdir() }).dataDir).toBe(tmpdir());
  });

  test('of backups follow the data folder, unless they are told', () => {
    expect(read({ ATELIER_DATA_DIR: 'd' }).backupDir).toBe(join(root, 'd', 'backups'));
    expect(read({ ATELIER_BACKUP_DIR: 'b', ATELIER_BACKUP_KEEP: '3' })).toMatchObject({
      backupDir: join(root, 'b'),
      backupKeep: 3,
    });
    expect(() => read({ ATELIER_BACKUP_KEEP: '0' })).toThrow();
  });

  test('of client tools are the search path, or one folder alone', () => {
    const Path = ['first', 'second'].join(delimiter);
    const searchPath = ['first', 'second'];
    expect(read({ Path }).clientTools).toEqual({ searchPath, only: false });
    const only = { searchPath: [join(root, 'bin')], only: true };
    expect(read({ Path, ATELIER_PG_BIN: 'bin' }).clientTools).toEqual(only);
  });

  test.each([
    ['DATABASE_URL', 'a'],
    ['DB_URL', 'b'],
  ])('name a server by %s', (name, host) => {
    const url = `postgres://someone@${host}/db`;
    expect(read({ [name]: url }).databaseUrl).toBe(url);
  });

  test('prefer DATABASE_URL to DB_URL, and that to the parts', () => {
    const parts = { DB_HOST: 'c' };
    const url = { DB_URL: 'postgresql://b/db', ...parts };
    expect(read({ DATABASE_URL: 'postgres://a/db', ...url }).databaseUrl).toBe('postgres://a/db');
    expect(read(url).databaseUrl).toBe('postgresql://b/db');
  });

  test('name a server by its parts, whatever the password holds', () => {
    const { databaseUrl = '' } = read({
      DB_HOST: 'db.example',
      DB_PORT: '6543',
      DB_USER: 'some one',
      DB_PASSWORD: 'p@ss/w:rd?#%',
      DB_NAME: 'my-db',
    });
    const url = new URL(databaseUrl);
    expect(url.host).toBe('db.example:6543');
    expect(decodeURIComponent(url.username)).toBe('some one');
    expect(decodeURIComponent(url.password)).toBe('p@ss/w:rd?#%');
    expect(url.pathname).toBe('/my-db');
  });

  test('name a server by some of its parts', () => {
    expect(read({ DB_PASSWORD: 'x' }).databaseUrl).toBe(
      'postgres://atelier:x@localhost:5432/atelier',
    );
    expect(read({ DB_HOST: '::1' }).databaseUrl).toContain('@[::1]:5432/');
  });

  test('name a server beside its pooler, where sessions are held', () => {
    const direct = 'postgres://me@server:5432/db';
    const pooler = 'postgres://me@pooler:6432/db';
    expect(read({ DATABASE_URL: pooler, DATABASE_DIRECT_URL: direct })).toMatchObject({
      databaseUrl: direct,
      pooledUrl: pooler,
    });
    const parts = { DB_HOST: 'pooler', DATABASE_DIRECT_URL: direct };
    expect(read(parts).pooledUrl).toBe('postgres://atelier@pooler:5432/atelier');
    for (const one of [{ DATABASE_URL: direct }, { DATABASE_DIRECT_URL: direct }]) {
      expect(read(one)).toMatchObject({ databaseUrl: direct, pooledUrl: undefined });
    }
  });

  test('name the owner of the tables beside the role that the app works with', () => {
    const owner = 'postgres://owner@server:5432/db';
    const app = 'postgres://app@server:5432/db';
    const pooler = 'postgres://app@pooler:6432/db';
    const both = { DATABASE_URL: app, DATABASE_OWNER_URL: owner };
    expect(read(both)).toMatchObject({ databaseUrl: owner, appUrl: app, pooledUrl: undefined });
    const pooled = { ...both, DATABASE_URL: pooler, DATABASE_DIRECT_URL: app };
    expect(read(pooled)).toMatchObject({ databaseUrl: owner, appUrl: app, pooledUrl: pooler });
    const alone = { DATABASE_OWNER_URL: owner };
    expect(read(alone)).toMatchObject({ databaseUrl: owner, appUrl: undefined });
    expect(read({ DATABASE_URL: app })).toMatchObject({ databaseUrl: app, appUrl: undefined });
  });

  test('name the role that the start makes for the app, where the one address is the owner’s', () => {
    const DB_APP_ROLE = 'atelier_app';
    const owner = 'postgres://owner@server:5432/db';
    const parts = { DB_HOST: 'db', DB_APP_ROLE };
    for (const one of [{ DATABASE_URL: owner, DB_APP_ROLE }, parts]) {
      expect(read(one)).toMatchObject({ appRole: DB_APP_ROLE, appUrl: undefined });
    }
    const others = [
      {},
      { DATABASE_OWNER_URL: owner },
      { DATABASE_URL: owner, DATABASE_OWNER_URL: owner },
      { DATABASE_URL: owner, DATABASE_DIRECT_URL: owner },
    ];
    for (const other of others) {
      expect(() => read({ ...other, DB_APP_ROLE })).toThrow(
        expect.objectContaining({ params: expect.objectContaining({ name: 'DB_APP_ROLE' }) }),
      );
    }
  });

  test('of PostgreSQL’s own programs complete an address, and name no server', () => {
    const PGSSLMODE = 'require';
    const DATABASE_URL = 'postgres://me@host/db';
    expect(read({ DATABASE_URL, PGSSLMODE }).databaseUrl).toBe(`${DATABASE_URL}?sslmode=require`);
    expect(read({ PGSSLMODE, PGHOST: 'host', PGDATABASE: 'db' }).databaseUrl).toBeUndefined();
  });

  test('list origins, written as browsers send them', () => {
    const { allowedOrigins } = read({
      ALLOWED_ORIGINS: 'https://Studio.example/, http://localhost:8080,',
    });
    expect(allowedOrigins).toEqual(['https://studio.example', 'http://localhost:8080']);
  });

  test.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '0x10'],
    ['DB_PORT', '0'],
    ['DATABASE_URL', 'mysql://secret@host/db'],
    ['DATABASE_URL', 'secret'],
    ['DATABASE_URL', 'postgres://someone:secret@host:5432'],
    ['DB_URL', 'postgres://someone:secret@host/?sslmode=require'],
    ['DATABASE_DIRECT_URL', 'secret'],
    ['DATABASE_OWNER_URL', 'secret'],
    ['DB_BOOTSTRAP', 'yes'],
    ['DB_REPAIR', '2'],
    ['ALLOWED_ORIGINS', 'studio.example'],
    ['ALLOWED_ORIGINS', 'https://studio.example/path'],
    ['LOG_LEVEL', 'loud'],
  ])('refuse %s=%s by name, and keep the value to themselves', (name, value) => {
    let refusal: unknown;
    try {
      read({ [name]: value });
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: 'ERR_SETTING_INVALID', params: { name } });
    expect(JSON.stringify(refusal)).not.toContain('secret');
  });
});

describe('the environment', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'atelier-env-'));
    path = join(folder, '.env');
  });
  afterEach(() => {
    for (const name of Object.keys(process.env)) {
      if (/^(ATELIER_TEST_|PG)/.test(name)) delete process.env[name];
    }
    rmSync(folder, { recursive: true });
  });
  const lines = '# a comment\nATELIER_TEST_A="from the file"\nATELIER_TEST_B=from the file\n';

  test('is the process’s own, over the file .env', async () => {
    process.env.ATELIER_TEST_B = 'from the process';
    expect(await takeEnvironment(folder)).not.toHaveProperty('ATELIER_TEST_A');
    writeFileSync(path, lines);
    expect(await takeEnvironment(folder)).toMatchObject({
      ATELIER_TEST_A: 'from the file',
      ATELIER_TEST_B: 'from the process',
    });
  });

  test('has the first line of a file with a byte order mark', async () => {
    writeFileSync(path, '\uFEFFATELIER_TEST_A=first\r\nATELIER_TEST_B=second\r\n');
    expect(await takeEnvironment(folder)).toMatchObject({
      ATELIER_TEST_A: 'first',
      ATELIER_TEST_B: 'second',
    });
  });

  test('is not that of a file in another encoding, or of no file', async () => {
    writeFileSync(path, lines, 'utf16le');
    await expect(takeEnvironment(folder)).rejects.toMatchObject({
      code: 'ERR_FILE_ENCODING',
      params: { path, encoding: 'UTF-16 or no text' },
    });
    rmSync(path);
    mkdirSync(path);
    await expect(takeEnvironment(folder)).rejects.toMatchObject({
      code: 'ERR_FILE_DENIED',
      params: { path, reason: 'EISDIR' },
    });
  });

  test('leaves the process nothing that steers PostgreSQL’s clients', async () => {
    process.env.PGSSLMODE = 'require';
    process.env.PGPASSFILE = '/etc/passwords';
    expect(await takeEnvironment(folder)).toMatchObject({ PGSSLMODE: 'require' });
    const left = Object.keys(process.env).filter((name) => name.startsWith('PG'));
    expect(left).toEqual(['PGPASSFILE']);
  });
});
