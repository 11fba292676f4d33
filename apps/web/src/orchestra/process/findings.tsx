import { type Finding, findingKinds } from '@atelier/domain/orchestra/bpmn/model/process-model.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { DataTable } from '../../kernel/tables/data-table.tsx';

/** What somebody should know of the file: elements that were not read, and what cannot work as it is drawn. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation('orchestra-process');
  const format = useFormat();
  if (findings.length === 0) return null;
  const nameOf = ({ type, name, elementId }: Finding) =>
    [type, name || elementId].filter(Boolean).join(' ');
  return (
    <Card title={t('report.title')} text={t('report.text')}>
      <DataTable
        caption={t('report.title')}
        heads={[t('report.line'), t('report.element'), t('report.what')]}
        of="words"
        rows={findings.map((finding, place) => ({
          key: String(place),
          cells: [
            finding.line === null ? '–' : format.number(finding.line),
            nameOf(finding),
            t(`report.kinds.${finding.kind}`),
          ],
        }))}
      />
    </Card>
  );
}

/** Those of a kept report; one of another time may have kinds that are not known any more. */
export function findingsOf(report: Json): readonly Finding[] {
  if (typeof report !== 'object' || report === null || !('findings' in report)) return [];
  const { findings } = report;
  if (!Array.isArray(findings)) return [];
  return (findings as unknown as readonly Finding[]).filter(({ kind }) =>
    findingKinds.includes(kind),
  );
}
