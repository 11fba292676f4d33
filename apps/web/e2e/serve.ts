import { startBuiltApp } from './built-app.ts';

// Playwright's web server: the built app until SIGTERM, or until whoever started us is gone.
const parent = process.ppid;
const app = await startBuiltApp();
console.log(`Atelier is ready: ${app.url}`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await app.stop();
  process.exit();
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
setInterval(() => {
  if (process.ppid !== parent) stop();
}, 500);
