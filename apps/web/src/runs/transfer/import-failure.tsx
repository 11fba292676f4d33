import { importFaults } from '@atelier/domain/runs/interchange/imported-case.ts';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../kernel/forms/refusal.tsx';
import { FileRefusal } from './send-file.ts';

/** Why a file was not taken, and in which line of it. */
export function ImportFailure({ error }: { readonly error: unknown }) {
  const { t } = useTranslation('transfer');
  if (error === null) return null;
  const details = error instanceof FileRefusal ? error.refusal.details : {};
  const fault = importFaults.find((one) => one === details.fault);
  const what = String(details.what ?? '');
  const said = fault && t(`faults.${fault}`, { what });
  const line = typeof details.line === 'number' ? details.line : null;
  return (
    <div role="alert">
      <Text c="var(--mantine-color-error)">
        <Refusal error={error instanceof FileRefusal ? error.refusal : error} />
      </Text>
      {said && <Text>{line === null ? said : t('atLine', { line, fault: said })}</Text>}
    </div>
  );
}
