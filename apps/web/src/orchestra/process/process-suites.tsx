import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import type { Process, ProcessSuite, ProcessVersion } from '@atelier/domain/orchestra/types.ts';
import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useMay } from '../../kernel/me/frame-parts.ts';
import { StatusMark } from '../status/status-mark.tsx';
import { BringDialog } from './bring-dialog.tsx';
import type { ElementWords } from './element-words.ts';
import classes from './process-page.module.css';

interface Props {
  readonly process: Process;
  readonly version: ProcessVersion;
  readonly suites: readonly ProcessSuite[];
  readonly words: ElementWords;
}

/** The suites of a process: of which version each is, how it went last, and the way to the version that is shown. */
export function ProcessSuites({ process, version, suites, words }: Props) {
  const { t } = useTranslation('orchestra-process');
  const mayEdit = useMay(orchestraActions.edit) && !process.isArchived;
  const [brought, setBrought] = useState<ProcessSuite | null>(null);
  const { versionNumber } = version;
  return (
    <Card
      title={t('suites.title')}
      actions={
        mayEdit && (
          <Button
            variant="default"
            renderRoot={(props) => <Link {...linkTo(process.id, versionNumber)} {...props} />}
          >
            {t('suites.make')}
          </Button>
        )
      }
    >
      {suites.length === 0 ? (
        t('suites.none')
      ) : (
        <ul className={classes.list}>
          {suites.map((suite) => (
            <li key={suite.id} className={classes.line}>
              <SuiteLine suite={suite} shown={versionNumber} />
              {mayEdit && suite.versionNumber !== null && suite.versionNumber !== versionNumber && (
                <Button size="compact-sm" variant="default" onClick={() => setBrought(suite)}>
                  {t('suites.bring', { number: versionNumber })}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {brought !== null && (
        <BringDialog
          suite={brought}
          versionNumber={versionNumber}
          words={words}
          onClose={() => setBrought(null)}
        />
      )}
    </Card>
  );
}

function linkTo(processId: string, version: number) {
  const search = { version, view: 'scenarios' };
  return { to: '/orchestra/processes/$processId', params: { processId }, search } as const;
}

function SuiteLine({ suite, shown }: { readonly suite: ProcessSuite; readonly shown: number }) {
  const { t } = useTranslation('orchestra-process');
  const format = useFormat();
  const { id, name, versionNumber, lastRun } = suite;
  return (
    <div>
      <Group gap="xs">
        <Link to="/orchestra/suites/$suiteId" params={{ suiteId: id }}>
          {name}
        </Link>
        {versionNumber !== null && <span>{t('suites.version', { number: versionNumber })}</span>}
      </Group>
      {lastRun === null ? (
        <span className={classes.reason}>{t('suites.neverRun')}</span>
      ) : (
        <div className={classes.ran}>
          <StatusMark status={lastRun.status} />
          <Link to="/orchestra/runs/$suiteRunId" params={{ suiteRunId: lastRun.id }}>
            {t('suites.run', {
              number: lastRun.number,
              at: format.instant(Date.parse(lastRun.startedAt)),
            })}
          </Link>
          {lastRun.versionNumber !== null && lastRun.versionNumber !== shown && (
            <span>{t('suites.ranOther', { number: lastRun.versionNumber })}</span>
          )}
        </div>
      )}
    </div>
  );
}
