import { defectText, defectUrl } from '@atelier/domain/runs/defect-text.ts';
import type { Run } from '@atelier/domain/runs/types.ts';
import { ActionIcon, Button, CopyButton, Group, TextInput } from '@mantine/core';
import { IconCopy, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownItem } from './shown-items.ts';

interface Props {
  readonly run: Run;
  readonly shown: ShownItem;
  readonly isReadOnly: boolean;
  readonly onChange: (defects: string[]) => void;
}

/** The defects that were filed of an item, each a link by the project's pattern, and the text to file one with. */
export function Defects({ run, shown, isReadOnly, onChange }: Props) {
  const { t } = useTranslation('execution');
  const [typed, setTyped] = useState('');
  const defects = shown.result?.defects ?? [];
  const key = typed.trim();
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (key !== '' && !defects.includes(key)) onChange([...defects, key]);
    setTyped('');
  };
  const { title, text } = defectText(
    run,
    { ...shown.item, result: resultOf(shown) },
    {
      asset: t('defects.asset'),
      firmware: t('defects.firmware'),
      steps: t('item.steps'),
      expected: t('defects.expected'),
      actual: t('defects.actual'),
      measured: t('item.measured'),
    },
  );
  return (
    <Group gap="xs" align="flex-end">
      {defects.map((defect) => (
        <Group key={defect} gap={2}>
          <DefectLink pattern={run.defectUrlPattern} defect={defect} />
          {!isReadOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('defects.remove', { defect })}
              onClick={() => onChange(defects.filter((each) => each !== defect))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      ))}
      {!isReadOnly && (
        <form onSubmit={add}>
          <Group gap="xs" align="flex-end">
            <TextInput
              label={t('defects.add')}
              maxLength={200}
              value={typed}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            />
            <Button type="submit" variant="default" disabled={key === ''}>
              {t('defects.link')}
            </Button>
          </Group>
        </form>
      )}
      <CopyButton value={`${title}\n\n${text}`}>
        {({ copied, copy }) => (
          <Button variant="default" leftSection={<IconCopy size={18} aria-hidden />} onClick={copy}>
            {copied ? t('defects.copied') : t('defects.copy')}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

/** With what is not saved yet. */
function resultOf({ item, result }: ShownItem) {
  if (result === null) return null;
  const unknown = { revision: 0, updatedAt: '', updatedBy: null, carriedFromItemId: null };
  return { ...(item.result ?? unknown), ...result };
}

function DefectLink({
  pattern,
  defect,
}: {
  readonly pattern: string | null;
  readonly defect: string;
}) {
  const url = defectUrl(pattern, defect);
  if (url === null) return <span>{defect}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {defect}
    </a>
  );
}
