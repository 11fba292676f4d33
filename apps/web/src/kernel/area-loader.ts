import type { Area, AreaManifest } from './areas.ts';

interface Options {
  readonly manifests: readonly AreaManifest[];
  /** Fetches a namespace of words in the language that is spoken. */
  readonly loadMessages: (namespace: string) => Promise<unknown>;
}

/**
 * Fetches areas when they are needed, each once: its code and its words together. A failure is not
 * kept: the next call tries again.
 */
export function createAreaLoader({ manifests, loadMessages }: Options) {
  const loading = new Map<string, Promise<Area>>();
  const listeners = new Set<() => void>();
  let loaded: ReadonlyMap<string, Area> = new Map();

  const fetchArea = async ({ id, load }: AreaManifest): Promise<Area> => {
    const [area] = await Promise.all([load(), loadMessages(id)]);
    loaded = new Map([...loaded, [id, area]]);
    for (const listener of listeners) listener();
    return area;
  };
  const open = (manifest: AreaManifest): Promise<Area> => {
    const { id } = manifest;
    const area = loading.get(id) ?? fetchArea(manifest);
    loading.set(id, area);
    area.catch(() => loading.delete(id));
    return area;
  };

  return {
    manifests,
    open,
    /** For the palette; an area that cannot be fetched now is left out. */
    openAll: () => Promise.allSettled(manifests.map(open)),
    /** The areas that are there, by their ids; another map whenever one is added. */
    loaded: () => loaded,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

export type AreaLoader = ReturnType<typeof createAreaLoader>;

/** The area that an address belongs to. */
export function areaAt(
  manifests: readonly AreaManifest[],
  address: string,
): AreaManifest | undefined {
  return manifests.find(({ path }) => address === path || address.startsWith(`${path}/`));
}
