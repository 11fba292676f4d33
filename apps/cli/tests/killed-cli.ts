import { armCrashPoints } from '@atelier/db/kernel/crash-point.ts';

// The CLI, killed without a chance to tidy up at the crash point that KILL_AT names.
armCrashPoints((name) => {
  if (name === process.env.KILL_AT) process.kill(process.pid, 'SIGKILL');
});
await import('../src/main.ts');
