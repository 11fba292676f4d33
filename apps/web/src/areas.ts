import type { AreaManifest } from './kernel/areas.ts';

const found = import.meta.glob<AreaManifest>('./*/manifest.ts', {
  eager: true,
  import: 'manifest',
});

/** The areas that exist, in the order of the navigation. */
export const manifests: readonly AreaManifest[] = Object.values(found).sort(
  (one, other) => one.order - other.order,
);
