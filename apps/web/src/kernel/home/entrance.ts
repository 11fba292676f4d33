import { redirect } from '@tanstack/react-router';
import type { AreaManifest } from '../areas.ts';
import { remember, remembered } from '../local-storage.ts';

const key = 'atelier.opens-with';

/** The id of the area that Atelier opens with in this browser; empty for the start page. */
export function opensWith(): string {
  return remembered(key) ?? '';
}

export function openWith(areaId: string): void {
  remember(key, areaId);
}

let hasEntered = false;

/**
 * Leads whoever has just come to the house by its name alone to the area that it opens with (ADR 94). Whoever
 * goes to the start page from within, comes back to it or loads it again wants to see it.
 *
 * @throws a redirect of the router
 */
export function enter(manifests: readonly AreaManifest[]): void {
  const [document] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const isEntrance =
    document?.type === 'navigate' && new URL(document.name).pathname === '/' && !hasEntered;
  hasEntered = true;
  const area = manifests.find(({ id }) => id === opensWith());
  if (isEntrance && area) throw redirect({ to: area.pages[0].to, replace: true });
}
