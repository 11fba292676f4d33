import { connect } from '@atelier/db/kernel/connection.ts';
import { armCrashPoints } from '@atelier/db/kernel/crash-point.ts';
import { openApp } from '../../start-test-app.ts';

/** Sent by the test: die when this crash point is passed for the `passes`th time from now on. */
export interface Arming {
  readonly point: string;
  readonly passes: number;
}

// The server as it is, in a process of its own that a test can have killed at a named place.
const connectionString = process.argv[2] ?? '';
const db = connect({ connectionString });
const settings = { allowedOrigins: [], logLevel: 'silent' };
const app = await openApp({ db, connectionString }, { settings });

process.on('message', ({ point, passes }: Arming) => {
  let left = passes;
  armCrashPoints((name) => {
    if (name !== point) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  });
});
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

process.send?.(await app.listen({ host: '127.0.0.1', port: 0 }));
