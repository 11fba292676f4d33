import { type ComponentType, createElement, lazy, useEffect, useSyncExternalStore } from 'react';

/** A component whose code is fetched when it is first shown; it needs a Suspense above. */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await load() }));
}

const againMs = 2000;

/**
 * The same for what stands on the first page but shows nothing yet: fetched when the page is there and the
 * browser has a moment, so that it is at hand before anybody can ask for it, and holds up nothing. While
 * it cannot be fetched it is tried again, and the page goes on without it.
 *
 * @param StandIn what is shown until then; nothing unless told
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
    while (part === undefined) {
      part = await load().catch(() => undefined);
      if (part === undefined) await new Promise((resolve) => setTimeout(resolve, againMs));
    }
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
