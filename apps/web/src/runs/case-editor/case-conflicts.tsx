import type { CaseContent } from '@atelier/domain/runs/case-content.ts';
import type { CaseField } from '@atelier/domain/runs/case-merge.ts';
import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ContentDiff } from '../case/content-diff.tsx';
import type { Conflict } from './conflict.ts';

interface Props {
  readonly conflict: Conflict;
  readonly mine: CaseContent;
  readonly onTake: (field: CaseField) => void;
}

/** The fields that two people changed at once: what each made of them, and the choice. */
export function CaseConflicts({ conflict, mine, onTake }: Props) {
  const { t } = useTranslation('library');
  return (
    <Stack role="alert" gap="sm">
      <Title order={3}>{t('editor.conflictTitle', { newest: conflict.newest })}</Title>
      <Text>{t('editor.conflictText')}</Text>
      {conflict.fields.map((field) => (
        <div key={field}>
          <Text size="sm" c="dimmed">
            {t('editor.theirsToMine')}
          </Text>
          <ContentDiff before={{ ...mine, [field]: conflict.theirs[field] }} after={mine} />
          <Button mt="xs" size="compact-sm" variant="default" onClick={() => onTake(field)}>
            {t('editor.takeTheirs')}
          </Button>
        </div>
      ))}
    </Stack>
  );
}
