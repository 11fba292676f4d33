import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Command } from '../areas.ts';
import { useShownAreas } from '../me/frame-parts.ts';
import { useAreas } from '../use-areas.ts';

/** Going to any page of any area, also of those that were not opened yet. */
export function usePageCommands(): readonly Command[] {
  const { t } = useTranslation('areas');
  const { t: kernel } = useTranslation('kernel');
  const router = useRouter();
  const pages = useShownAreas(useAreas().manifests).flatMap((area) => area.pages);
  return pages.map(({ to, label, icon }) => ({
    id: `page-${to}`,
    group: kernel('palette.goTo'),
    label: t(label),
    icon,
    run: () => void router.navigate({ to }),
  }));
}
