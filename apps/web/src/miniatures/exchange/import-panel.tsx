import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './exchange-page.module.css';
import { ImportPreview } from './import-preview.tsx';
import { ImportRefusal, ImportUncertain } from './import-refusal.tsx';
import { ImportSource } from './import-source.tsx';
import { SendingProgress } from './sending-progress.tsx';
import { Steps } from './steps.tsx';
import type { TableDraft } from './table-file.ts';
import { TableMappingForm } from './table-mapping-form.tsx';
import { useImport } from './use-import.ts';

/** Choose a file, say what is in its columns where it is a table, see what it would change, confirm. */
export function ImportPanel() {
  const { t } = useTranslation('exchange');
  const run = useImport();
  const [draft, setDraft] = useState<TableDraft | null>(null);
  const { step } = run.state;
  return (
    <Steps label={t('import')} step={step === 'choosing' && draft !== null ? 'columns' : step}>
      <ImportStep {...run} draft={draft} setDraft={setDraft} />
    </Steps>
  );
}

interface StepProps extends ReturnType<typeof useImport> {
  readonly draft: TableDraft | null;
  readonly setDraft: (draft: TableDraft | null) => void;
}

function ImportStep({ state, check, confirm, cancel, reset, draft, setDraft }: StepProps) {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const startAgain = () => {
    setDraft(null);
    reset();
  };
  const another = (
    <Button variant="default" onClick={startAgain}>
      {t('exchange:another')}
    </Button>
  );
  // What its columns hold is kept, and can be said otherwise.
  const columns = draft !== null && (
    <Button variant="default" onClick={reset}>
      {t('exchange:table.back')}
    </Button>
  );
  switch (state.step) {
    case 'choosing':
      return draft === null ? (
        <ImportSource note={state.note} onFile={check} onTable={setDraft} />
      ) : (
        <TableMappingForm draft={draft} onChange={setDraft} onReady={check} onLeave={startAgain} />
      );
    case 'sending':
      return <SendingProgress {...state} onCancel={cancel} />;
    case 'refused':
      return (
        <>
          <ImportRefusal refusal={state.refusal} />
          <div className={classes.buttons}>
            {columns}
            {another}
          </div>
        </>
      );
    case 'uncertain':
      return (
        <>
          <ImportUncertain refusal={state.refusal} />
          <div className={classes.buttons}>
            <Button onClick={() => confirm(state.confirmed)}>{t('exchange:again')}</Button>
            {another}
          </div>
        </>
      );
    case 'preview':
      return (
        <>
          <ImportPreview summary={state.summary} />
          <div className={classes.buttons}>
            <Button
              disabled={state.summary.types.length === 0}
              onClick={() => confirm(state.confirmed)}
            >
              {t('exchange:confirm')}
            </Button>
            {columns}
            {another}
          </div>
        </>
      );
    case 'done':
      return (
        <>
          <Text role="status" fw={600}>
            {t('exchange:done')}
          </Text>
          <div className={classes.buttons}>
            <Button renderRoot={(props) => <Link to="/miniatures" {...props} />}>
              {t('exchange.toCollection')}
            </Button>
            {another}
          </div>
        </>
      );
  }
}
