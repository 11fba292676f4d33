// Shows pages of Runs without a server (ADR 98). What the server answers always comes first, so an update of the app is
// there with the next load; what was kept stands in only where no answer comes. Nothing of the API is kept.

/** The build puts them here: what the page of a run needs, and what tells one build of the app from another. */
declare const appFiles: readonly string[];
declare const appVersion: string;

interface WaitingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Worker {
  readonly location: Location;
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', listener: (event: WaitingEvent) => void): void;
  addEventListener(name: 'fetch', listener: (event: FetchEvent) => void): void;
}

const worker = globalThis as unknown as Worker;
const prefix = 'atelier-app-';
const cacheName = prefix + appVersion;
/** Every address of the app has the same page. */
const page = '/runs';
const files = new Set(appFiles);
/** A proxy says so in the name of a server that does not answer. */
const unanswered = new Set([502, 503, 504]);

worker.addEventListener('install', (event) => {
  event.waitUntil(keepFiles().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers());
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(answered(request, page));
  else if (files.has(pathname)) event.respondWith(answered(request, pathname));
});

/** The page first: where the server has another build by then, its files are no longer there, and nothing is kept. */
async function keepFiles(): Promise<void> {
  const cache = await caches.open(cacheName);
  await cache.add(new Request(page, { cache: 'reload' }));
  await cache.addAll([...files]);
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(prefix) && name !== cacheName);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function answered(request: Request, kept: string): Promise<Response> {
  const standIn = async () => (await caches.open(cacheName)).match(kept);
  try {
    const answer = await fetch(request);
    if (!unanswered.has(answer.status)) return answer;
    return (await standIn()) ?? answer;
  } catch (error) {
    const found = await standIn();
    if (found === undefined) throw error;
    return found;
  }
}
