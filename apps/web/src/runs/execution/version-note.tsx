import { filledStep } from '@atelier/domain/runs/carry-over.ts';
import type { CaseContent } from '@atelier/domain/runs/case-content.ts';
import type { RunItem } from '@atelier/domain/runs/types.ts';
import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { TextDiff } from '../../kernel/diff/text-diff.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { Dialog } from '../../kernel/overlay/dialog.tsx';

interface Props {
  readonly item: RunItem;
  /** Left out where it may not be pinned anew. */
  readonly onRepin?: (() => void) | undefined;
}

/** That the case has a newer version than the item is pinned to, and what differs. */
export function VersionNote({ item, onRepin }: Props) {
  const { t } = useTranslation('execution');
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  if (item.newestNumber <= item.versionNumber) return null;
  return (
    <Group gap="xs">
      <Text size="sm">
        {t('version.newer', {
          newest: format.number(item.newestNumber),
          pinned: format.number(item.versionNumber),
        })}
      </Text>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t('version.show')}
      </Button>
      {onRepin && (
        <Button size="compact-sm" variant="default" onClick={onRepin}>
          {t('version.repin')}
        </Button>
      )}
      <Dialog opened={isOpen} onClose={() => setOpen(false)} title={t('version.title')}>
        <VersionDifference item={item} />
      </Dialog>
    </Group>
  );
}

function VersionDifference({ item }: { readonly item: RunItem }) {
  const { t } = useTranslation('execution');
  const trpc = useTRPC();
  const { caseId, newestNumber: versionNumber } = item;
  const { data } = useQuery(trpc.runs.cases.version.queryOptions({ caseId, versionNumber }));
  if (data === undefined) return null;
  return (
    <>
      {data.changeNote && <Text mb="sm">{data.changeNote}</Text>}
      <TextDiff
        label={t('version.title')}
        before={asText(item.content, item.parameterRow)}
        after={asText(data.content, item.parameterRow)}
        by="lines"
      />
    </>
  );
}

/** A version as lines, each step as a tester reads it. */
function asText(content: CaseContent, row: number | null): string {
  const steps = content.steps.map((step, place) => {
    const { action, expected, data } = filledStep(step, content, row);
    return [`${place + 1}. ${action}`, data, expected].filter(Boolean).join('\n   ');
  });
  return [content.title, content.preconditions, ...steps].filter(Boolean).join('\n');
}
