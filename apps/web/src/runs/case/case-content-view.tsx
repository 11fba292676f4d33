import type { CaseContent } from '@atelier/domain/runs/case-content.ts';
import { stepBlocks } from '@atelier/domain/runs/shared-steps.ts';
import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '../../kernel/frame/scroll-region.tsx';
import classes from './case.module.css';

/** All that a version of a case says. */
export function CaseContentView({ content }: { readonly content: CaseContent }) {
  const { t } = useTranslation('library');
  const { summary, preconditions, steps, artifacts, mistakes, parameters } = content;
  return (
    <>
      {summary && <p className={classes.text}>{summary}</p>}
      {preconditions && (
        <Part title={t('case.preconditions')}>
          <p className={classes.text}>{preconditions}</p>
        </Part>
      )}
      <Part title={t('case.steps')}>
        {steps.length === 0 && <Text c="dimmed">{t('case.noSteps')}</Text>}
        {stepBlocks(steps).map((block) => (
          <div key={block.start}>
            {block.sharedVersionId !== null && (
              <Text size="sm" c="dimmed">
                {t('case.shared')}
              </Text>
            )}
            <ol className={classes.steps} start={block.start + 1}>
              {block.steps.map(({ action, expected, data }, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: steps are nothing but their order
                <li key={place}>
                  <div className={classes.text}>{action}</div>
                  {expected && (
                    <Text size="sm" className={classes.text}>
                      <b>{t('case.expected')}:</b> {expected}
                    </Text>
                  )}
                  {data && (
                    <Text size="sm" className={classes.text}>
                      <b>{t('case.data')}:</b> {data}
                    </Text>
                  )}
                </li>
              ))}
            </ol>
          </div>
        ))}
      </Part>
      {parameters.columns.length > 0 && (
        <Part title={t('case.parameters')}>
          <ScrollRegion label={t('case.parameters')} className={classes.table}>
            <table>
              <thead>
                <tr>
                  {parameters.columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {parameters.rows.map((row, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows are nothing but their order
                  <tr key={at}>
                    {row.map((cell, place) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: cells are nothing but their order
                      <td key={place}>{cell}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </Part>
      )}
      <Lines title={t('case.artifacts')} lines={artifacts} />
      <Lines title={t('case.mistakes')} lines={mistakes} />
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3} size="h4" mt="lg" mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <Part title={title}>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Part>
  );
}
