import { type ComponentType, createElement, lazy, useEffect, useSyncExternalStore } from 'react';

/** A component whose code is fetched when it is first shown; it needs a Suspense above. */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await load() }));
}

const againMs = 2000;

/**
 * The same for parts of the first page that show nothing yet: they are fetched once the page is there and
 * the browser is idle, so that they hold up nothing and are ready before anybody can ask for them. If
 * fetching fails, it is tried again, and the page works without the part until then.
 *
 * @param StandIn what is shown until then; by default nothing
 */
export function laterPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  StandIn?: ComponentType<Props>,
): ComponentType<Props> {
  let part: ComponentType<Props> | undefined;
  let begun = false;
  const listeners = new Set<() => void>();
  const begin = async () => {
    if (begun) return;
    begun = true;
    await pageIsThere();
    part = await fetchUntilThere(load);
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return function LaterPart(props: Props) {
    const Part = useSyncExternalStore(subscribe, () => part) ?? StandIn;
    useEffect(() => void begin(), []);
    return Part === undefined ? null : createElement(Part, props);
  };
}

/**
 * Fetches code that the page cannot do without, again and again until it is there.
 *
 * @param onFailure is called each time that it does not come
 */
export async function fetchUntilThere<Code>(
  load: () => Promise<Code>,
  onFailure?: () => void,
): Promise<Code> {
  for (;;) {
    try {
      return await load();
    } catch {
      onFailure?.();
      await new Promise((resolve) => setTimeout(resolve, againMs));
    }
  }
}

/** Resolves when all that the page was loaded with is there, and nothing else is to be done. */
export async function pageIsThere(): Promise<void> {
  if (document.readyState !== 'complete') {
    await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
  }
  await new Promise<unknown>((resolve) => {
    if ('requestIdleCallback' in window) window.requestIdleCallback(resolve, { timeout: 1000 });
    else setTimeout(resolve);
  });
}
