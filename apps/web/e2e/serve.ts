import { prepareDataFolder, startBuiltApp } from './built-app.ts';

// Playwright's web server: the built app until SIGTERM, or until whoever started us is gone.
const parent = process.ppid;
const prepared = await prepareDataFolder();
process.env.ATELIER_PREPARED_FOLDER = prepared.folder;
const app = await startBuiltApp();
console.log(`Atelier is ready: ${app.url} over a copy of "${prepared.folder}"`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await app.stop();
  await prepared.remove();
  process.exit();
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
setInterval(() => {
  if (process.ppid !== parent) stop();
}, 500);
