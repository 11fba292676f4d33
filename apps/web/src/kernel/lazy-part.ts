import { type ComponentType, lazy } from 'react';

/** A component whose code is fetched when it is first shown; it needs a Suspense above. */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await load() }));
}
