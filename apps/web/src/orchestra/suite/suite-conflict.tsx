import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TextDiff } from '../../kernel/diff/text-diff.tsx';

/** What somebody else saved meanwhile. */
export interface SuiteConflict {
  readonly revision: number;
  readonly yaml: string;
}

interface Props {
  readonly conflict: SuiteConflict;
  readonly mine: string;
  readonly onTakeTheirs: () => void;
}

/** Theirs and mine, side by side in one text. */
export function SuiteConflictView({ conflict, mine, onTakeTheirs }: Props) {
  const { t } = useTranslation('orchestra-suite');
  return (
    <Stack role="alert" gap="sm">
      <Title order={3}>{t('editor.conflictTitle', { newest: conflict.revision })}</Title>
      <Text>{t('editor.conflictText')}</Text>
      <TextDiff label={t('editor.diff')} before={conflict.yaml} after={mine} by="lines" />
      <div>
        <Button variant="default" onClick={onTakeTheirs}>
          {t('editor.takeTheirs')}
        </Button>
      </div>
    </Stack>
  );
}
