import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import type { Process, ProcessVersion } from '@atelier/domain/orchestra/types.ts';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useMay } from '../../kernel/me/frame-parts.ts';
import { ImportDialog } from '../processes/import-dialog.tsx';
import classes from '../suite/suite-page.module.css';
import { RenameDialog } from './rename-dialog.tsx';

interface FactsProps {
  readonly process: Process;
  /** The version that is shown, once it is there. */
  readonly version: ProcessVersion | null;
}

/** Whose version it is and why there is one, with what is seldom done to a process. */
export function ProcessFacts({ process, version }: FactsProps) {
  const { t } = useTranslation('orchestra-process');
  const format = useFormat();
  const mayEdit = useMay(orchestraActions.edit);
  const [isRenaming, setRenaming] = useState(false);
  const { id: processId, name } = process;
  const archive = useCommand('orchestra.processes.archive', {
    says: () => ({ key: 'orchestra-process:archived', values: { name } }),
  });
  const at = version === null ? '' : format.instant(Date.parse(version.createdAt));
  const by = version?.createdBy?.name;
  return (
    <div className={classes.facts}>
      <Link to="/orchestra/processes">{t('back')}</Link>
      {version !== null && (
        <span>
          {by === undefined ? t('version.came', { at }) : t('version.cameBy', { at, name: by })}
        </span>
      )}
      {version !== null && version.changeNote !== '' && <span>{version.changeNote}</span>}
      {mayEdit && !process.isArchived && (
        <>
          <Button size="compact-sm" variant="default" onClick={() => setRenaming(true)}>
            {t('rename')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void archive.run({ processId })}
          >
            {t('archive')}
          </Button>
        </>
      )}
      {isRenaming && <RenameDialog process={process} onClose={() => setRenaming(false)} />}
    </div>
  );
}

export function ProcessActions({ process }: { readonly process: Process }) {
  const { t } = useTranslation('orchestra-process');
  const mayEdit = useMay(orchestraActions.edit);
  const [isImporting, setImporting] = useState(false);
  const { id: processId, name } = process;
  const restore = useCommand('orchestra.processes.restore', {
    says: () => ({ key: 'orchestra-process:restored', values: { name } }),
  });
  if (!mayEdit) return null;
  if (process.isArchived) {
    return <Button onClick={() => void restore.run({ processId })}>{t('restore')}</Button>;
  }
  return (
    <>
      <Button onClick={() => setImporting(true)}>{t('import.newVersion')}</Button>
      {isImporting && <ImportDialog process={process} onClose={() => setImporting(false)} />}
    </>
  );
}
