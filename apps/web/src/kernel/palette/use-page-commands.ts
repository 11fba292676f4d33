import { IconHome } from '@tabler/icons-react';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Command } from '../areas.ts';
import { useShownAreas } from '../me/frame-parts.ts';
import { useAreas } from '../use-areas.ts';

/** Going to the start page, and to any page of any area, also of those that were not opened yet. */
export function usePageCommands(): readonly Command[] {
  const { t } = useTranslation('areas');
  const { t: kernel } = useTranslation('kernel');
  const router = useRouter();
  const areas = useShownAreas(useAreas().manifests);
  const pages = areas.flatMap((area) =>
    area.pages.map((page) => ({ ...page, label: t(page.label) })),
  );
  const start = { to: '/', label: kernel('start'), icon: IconHome, keys: 'H' } as const;
  return [start, ...pages].map(({ to, ...page }) => ({
    ...page,
    id: `page-${to}`,
    group: kernel('palette.goTo'),
    run: () => void router.navigate({ to }),
  }));
}
