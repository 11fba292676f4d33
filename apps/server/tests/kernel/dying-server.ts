import { armCrashPoints } from '@atelier/db/kernel/crash-point.ts';

// The server as it is started, which is killed when it comes to the crash point of its environment.
const { CRASH_POINT } = process.env;
armCrashPoints((name) => {
  if (name === CRASH_POINT) process.kill(process.pid, 'SIGKILL');
});
await import('../../src/main.ts');
