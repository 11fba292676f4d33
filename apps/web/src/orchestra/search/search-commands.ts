import { IconSitemap } from '@tabler/icons-react';
import type { Command, CommandTools } from '../../kernel/areas.ts';

/** More would push what other areas found out of sight. */
const shown = 10;

/** Suites whose names have the words. */
export async function searchOrchestra(
  words: string,
  { i18n, router, client }: CommandTools,
): Promise<readonly Command[]> {
  const suites = await client.orchestra.suites.list.query({ search: words });
  const group = i18n.getFixedT(null, 'areas')('orchestra.label');
  return suites.slice(0, shown).map(({ id, name }) => ({
    id: `orchestra-suite-${id}`,
    group,
    label: name,
    icon: IconSitemap,
    run: () => void router.navigate({ to: '/orchestra/suites/$suiteId', params: { suiteId: id } }),
  }));
}
