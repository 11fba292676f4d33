import { spawnSync } from 'node:child_process';
import { Client } from 'pg';

export interface ScriptOutcome {
  readonly ok: boolean;
  readonly errors: string;
}

const psqlIsThere = spawnSync('psql', ['--version']).status === 0;
if (!psqlIsThere) {
  console.log('NOT COVERED: there is no psql here; scripts are sent through the driver instead.');
}

/** Applies a script as an operator does, with psql; where there is none, through the driver. */
export async function applyScript(connectionString: string, text: string): Promise<ScriptOutcome> {
  if (psqlIsThere) {
    const { status, stderr } = spawnSync(
      'psql',
      ['-X', '-q', '-o', '/dev/null', connectionString],
      {
        input: text,
        encoding: 'utf8',
      },
    );
    return { ok: status === 0, errors: stderr };
  }
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(text.replace(/^\\set .*$/m, ''));
    return { ok: true, errors: '' };
  } catch (error) {
    return { ok: false, errors: String(error) };
  } finally {
    await client.end();
  }
}
