import { hitEnd, hitStart } from '@atelier/domain/runs/marked-text.ts';
import { IconClipboardText } from '@tabler/icons-react';
import type { Command, CommandTools } from '../../kernel/areas.ts';
import { projectAt } from '../project/sections.ts';
import { hitAddress } from './hit-address.ts';

const marks = new RegExp(`[${hitStart}${hitEnd}]`, 'g');

/** What the palette finds in the projects that somebody may read. */
export async function searchRuns(
  words: string,
  { i18n, router, client }: CommandTools,
): Promise<readonly Command[]> {
  const hits = await client.runs.search.everywhere.query({ words });
  const group = i18n.getFixedT(null, 'areas')('runs.label');
  const openProject = projectAt(router.state.location.pathname);
  return hits.map((hit) => ({
    id: `runs-${hit.kind}-${hit.id}`,
    group,
    label: [hit.key, hit.title.replace(marks, ''), hit.projectName]
      .filter((part) => part)
      .join(' · '),
    icon: IconClipboardText,
    run: () => void router.navigate(hitAddress(hit, openProject) as never),
  }));
}
