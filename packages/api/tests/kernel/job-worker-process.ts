import { openFiles } from '@atelier/api/identity/files/files.ts';
import { startJobWorker } from '@atelier/api/kernel/jobs/job-worker.ts';
import { databaseJobs, fileJobs, fileUses } from '@atelier/api/root.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { armCrashPoints } from '@atelier/db/kernel/crash-point.ts';

// A worker of the house's jobs in a process of its own, which is killed when it comes to the crash point of its command
// line for so many times.
const [, , url = '', folder = '', point = '', passes = '1'] = process.argv;
let left = Number(passes);
armCrashPoints((name) => {
  if (name !== point) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
});
const db = connect({ connectionString: url });
const files = openFiles(db, { folder, userBytes: 2 ** 30 }, fileUses);
startJobWorker({
  services: { db, files, secret: Buffer.alloc(32, 1), suiteRunDays: undefined },
  kinds: [...databaseJobs, ...fileJobs],
  leaseMs: 1000,
  onError: () => {},
});
process.on('disconnect', () => process.exit());
