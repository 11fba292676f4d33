import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './exchange-page.module.css';
import { FilePicker } from './file-picker.tsx';
import { ImportPreview } from './import-preview.tsx';
import { ImportRefusal, ImportUncertain } from './import-refusal.tsx';
import { SendingProgress } from './sending-progress.tsx';
import { useImport } from './use-import.ts';

/** Choose a file, see what it would change, confirm. */
export function ImportPanel() {
  const { t } = useTranslation(['miniatures', 'exchange']);
  const { state, check, confirm, cancel, reset } = useImport();
  switch (state.step) {
    case 'choosing':
      return (
        <>
          <FilePicker onFile={check} />
          <Text mt="sm" role="status">
            {state.note === 'cancelled' ? t('exchange:cancelled') : ''}
          </Text>
        </>
      );
    case 'sending':
      return <SendingProgress {...state} onCancel={cancel} />;
    case 'refused':
      return (
        <>
          <ImportRefusal refusal={state.refusal} />
          <div className={classes.buttons}>
            <Button variant="default" onClick={reset}>
              {t('exchange:another')}
            </Button>
          </div>
        </>
      );
    case 'uncertain':
      return (
        <>
          <ImportUncertain refusal={state.refusal} />
          <div className={classes.buttons}>
            <Button onClick={() => confirm(state.confirmed)}>{t('exchange:again')}</Button>
            <Button variant="default" onClick={reset}>
              {t('exchange:another')}
            </Button>
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
            <Button variant="default" onClick={reset}>
              {t('exchange:another')}
            </Button>
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
            <Button variant="default" onClick={reset}>
              {t('exchange:another')}
            </Button>
          </div>
        </>
      );
  }
}
