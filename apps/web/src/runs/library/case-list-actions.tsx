import type { ListedCase } from '@atelier/domain/runs/types.ts';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CaseEditing } from './case-editing.ts';

interface Props {
  readonly projectId: string;
  readonly cases: readonly ListedCase[];
  readonly clear: () => void;
  readonly editing: CaseEditing;
  readonly areArchived: boolean;
  readonly onMove: (by: 'up' | 'down') => void;
}

/** What can be done with the cases that are chosen. */
export function CaseListActions(props: Props) {
  const { projectId, cases, clear, editing, areArchived, onMove } = props;
  const { t } = useTranslation('library');
  const archive = () => {
    const caseIds = cases.map(({ id }) => id);
    void editing.actions.archive.run({ projectId, caseIds, isArchived: !areArchived });
    clear();
  };
  const buttons = [
    { label: t('cases.moveUp'), onClick: () => onMove('up') },
    { label: t('cases.moveDown'), onClick: () => onMove('down') },
    ...(['move', 'copy', 'tag'] as const).map((kind) => ({
      label: t(kind === 'tag' ? 'cases.tagThem' : `cases.${kind}`),
      onClick: () => editing.onDialog({ kind, cases, clear }),
    })),
    { label: t(areArchived ? 'cases.restoreThem' : 'cases.archiveThem'), onClick: archive },
  ];
  return buttons.map(({ label, onClick }) => (
    <Button key={label} size="compact-sm" variant="default" onClick={onClick}>
      {label}
    </Button>
  ));
}
