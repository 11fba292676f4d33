import { IconSchema, IconSitemap } from '@tabler/icons-react';
import type { Command, CommandTools } from '../../kernel/areas.ts';

/** More would push what other areas found out of sight. */
const shown = 10;

/** Suites and processes whose names have the words. */
export async function searchOrchestra(
  words: string,
  { i18n, router, client }: CommandTools,
): Promise<readonly Command[]> {
  const [suites, processes] = await Promise.all([
    client.orchestra.suites.list.query({ search: words }),
    client.orchestra.processes.list.query({}),
  ]);
  const group = i18n.getFixedT(null, 'areas')('orchestra.label');
  const wanted = words.toLocaleLowerCase();
  const found = processes.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  return [
    ...suites.slice(0, shown).map(({ id, name }) => ({
      ...{ id: `orchestra-suite-${id}`, group, label: name, icon: IconSitemap },
      run: () =>
        void router.navigate({ to: '/orchestra/suites/$suiteId', params: { suiteId: id } }),
    })),
    ...found.slice(0, shown).map(({ id, name }) => ({
      ...{ id: `orchestra-process-${id}`, group, label: name, icon: IconSchema },
      run: () =>
        void router.navigate({ to: '/orchestra/processes/$processId', params: { processId: id } }),
    })),
  ];
}
