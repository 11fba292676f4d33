import type { ComponentType } from 'react';
import type { AreaLoader } from '../area-loader.ts';
import type { ShownArea } from '../me/frame-parts.ts';

/** An area's part of the start page. */
export interface WaitingArea {
  readonly area: ShownArea;
  /** Null where its code could not be fetched. */
  readonly Waiting: ComponentType | null;
}

/**
 * Fetches what the areas show of themselves; those that have nothing are left out. All of them are awaited, so
 * that they are mounted together and their reads travel as one request.
 */
export async function loadWaiting(
  { manifests, open }: AreaLoader,
  shown: readonly ShownArea[],
): Promise<readonly WaitingArea[]> {
  // The frame and the heading are drawn first, and what is fetched here does not compete with what draws them.
  await new Promise((resolve) => setTimeout(resolve));
  const parts = shown.map(async (area): Promise<readonly WaitingArea[]> => {
    const manifest = manifests.find(({ id }) => id === area.id);
    if (manifest === undefined) return [];
    try {
      const { waiting } = await open(manifest);
      return waiting === undefined ? [] : [{ area, Waiting: await waiting() }];
    } catch {
      return [{ area, Waiting: null }];
    }
  });
  return (await Promise.all(parts)).flat();
}
