import type { CaseContent, CaseStep } from '@atelier/domain/runs/case-content.ts';
import { isSame } from '@atelier/domain/runs/case-merge.ts';
import { type StepChange, stepChanges } from '@atelier/domain/runs/step-changes.ts';
import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TextDiff } from '../../kernel/diff/text-diff.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import classes from './case.module.css';

interface Props {
  readonly before: CaseContent;
  readonly after: CaseContent;
}

const texts = ['title', 'summary', 'preconditions'] as const;
const lists = ['artifacts', 'mistakes'] as const;

/** What differs between two versions of a case, field by field and step by step. */
export function ContentDiff({ before, after }: Props) {
  const { t } = useTranslation('library');
  const format = useFormat();
  const number = (value: number | null) => (value === null ? '–' : format.number(value));
  const facts = (content: CaseContent) =>
    [
      `${t('case.isMandatory')}: ${t(content.isMandatory ? 'cases.yes' : 'cases.no')}`,
      `${t('case.estimatedMinutes')}: ${number(content.estimatedMinutes)}`,
      `${t('cases.complexity')}: ${number(content.complexity)}`,
    ].join('\n');
  const fields = [
    ...texts.map((field) => [t(`case.${field}`), before[field], after[field]] as const),
    ...lists.map(
      (field) => [t(`case.${field}`), before[field].join('\n'), after[field].join('\n')] as const,
    ),
    [t('case.parameters'), tableText(before), tableText(after)] as const,
    [t('cases.mandatory'), facts(before), facts(after)] as const,
  ].filter(([, was, is]) => was !== is);
  const areStepsSame = isSame(before.steps, after.steps);
  if (fields.length === 0 && areStepsSame) return <Text c="dimmed">{t('case.noDifference')}</Text>;
  return (
    <div className={classes.diff}>
      {fields.map(([label, was, is]) => (
        <div key={label}>
          <Title order={4} size="h5">
            {label}
          </Title>
          <TextDiff label={label} before={was} after={is} />
        </div>
      ))}
      {!areStepsSame && <StepsDiff before={before.steps} after={after.steps} />}
    </div>
  );
}

const kindWords = {
  same: 'case.stepSame',
  changed: 'case.stepChanged',
  added: 'case.stepAdded',
  removed: 'case.stepRemoved',
} as const;

function StepsDiff({
  before,
  after,
}: {
  readonly before: readonly CaseStep[];
  readonly after: readonly CaseStep[];
}) {
  const { t } = useTranslation('library');
  return (
    <div>
      <Title order={4} size="h5">
        {t('case.steps')}
      </Title>
      <ol className={classes.changes}>
        {stepChanges(before, after).map((change, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are nothing but their order
          <li key={place} data-kind={change.kind} className={classes.change}>
            <Text size="sm" c="dimmed">
              {t(kindWords[change.kind])}
            </Text>
            <StepDiff change={change} />
          </li>
        ))}
      </ol>
    </div>
  );
}

const noStep = { action: '', expected: '', data: '' };

function StepDiff({ change }: { readonly change: StepChange }) {
  const { t } = useTranslation('library');
  const was = 'before' in change ? change.before : noStep;
  const is = 'after' in change ? change.after : noStep;
  if (change.kind === 'same') return <Text>{is.action}</Text>;
  const fields = (['action', 'expected', 'data'] as const).filter(
    (field) => was[field] !== is[field],
  );
  if (fields.length === 0) return <Text>{is.action}</Text>;
  return fields.map((field) => (
    <div key={field}>
      <Text size="sm">{t(`case.${field}`)}</Text>
      <TextDiff label={t(`case.${field}`)} before={was[field]} after={is[field]} />
    </div>
  ));
}

function tableText({ parameters: { columns, rows } }: CaseContent): string {
  return columns.length === 0 ? '' : [columns, ...rows].map((row) => row.join(' | ')).join('\n');
}
