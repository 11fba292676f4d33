import { startOrchestraWorker } from '@atelier/api/orchestra/worker.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import { armCrashPoints } from '@atelier/db/kernel/crash-point.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';

// A worker in a process of its own, which gets a signal when it comes to the crash point of its command line for the
// so-and-so-manieth time. Its clock may be wrong by so many milliseconds.
const [, , url = '', point = '', signal = 'SIGKILL', passes = '1', skewMs = '0'] = process.argv;
const now = Date.now;
Date.now = () => now() + Number(skewMs);

let left = Number(passes);
armCrashPoints((name) => {
  if (name !== point) return;
  left -= 1;
  if (left > 0) return;
  // One from outside arrives whenever it arrives; what ends in order is to be told exactly here.
  if (signal === 'SIGTERM') process.emit('SIGTERM', 'SIGTERM');
  else process.kill(process.pid, signal);
});
const db = connect({ connectionString: url });
const worker = startOrchestraWorker({
  ...{ db, notifier: createNotifier(db), secretsKey: Buffer.alloc(32, 1) },
  ...{ concurrency: 5, leaseMs: 1000, onError: () => {} },
});
process.on('SIGTERM', async () => {
  await worker.drain();
  process.exit();
});
process.on('disconnect', () => process.exit());
