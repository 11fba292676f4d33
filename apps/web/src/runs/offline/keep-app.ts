/** Where the pages of the area are; the worker sees to no other page. */
const scope = '/runs/';

let kept: Promise<unknown> | undefined;

/** Has the browser keep the app's own files, and show a page of the area with them while no server answers. */
export function keepApp(): Promise<unknown> {
  kept ??= register().catch(() => {
    // Tried again with the next change: until then a page cannot be loaded without the server.
    kept = undefined;
  });
  return kept;
}

async function register(): Promise<void> {
  // There is none over plain HTTP from another machine, and none while the app is being written.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/service-worker.js', { scope });
}
