import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CodeBlock } from '../code-block.tsx';
import classes from '../database-page.module.css';
import { Mono } from '../mono.tsx';
import type { Mismatch } from '../use-lifecycle.ts';

/** A file that does not fit what was applied, and what fixes it. */
export function MismatchNotice({ mismatch }: { readonly mismatch: Mismatch }) {
  const { t } = useTranslation('database');
  const { name, kind } = mismatch;
  const path = `packages/db/migrations/${name}.js`;
  const gitLog = `git log -p -- ${path}`;
  const words = {
    edited: () => [t('mismatches.edited'), t('mismatches.editedFix')],
    missing: () => [t('mismatches.missing'), t('mismatches.missingFix')],
    'out-of-order': () => [
      t('mismatches.outOfOrder', { newest: 'newest' in mismatch ? mismatch.newest : '' }),
      t('mismatches.outOfOrderFix'),
    ],
  };
  const [what, fix] = words[kind]();
  return (
    <li className={classes.problem} data-tone="bad">
      <Mono>{name}</Mono>
      <Text size="sm">{what}</Text>
      <Text size="sm">{fix}</Text>
      {kind !== 'out-of-order' && <CodeBlock label={gitLog}>{gitLog}</CodeBlock>}
    </li>
  );
}
