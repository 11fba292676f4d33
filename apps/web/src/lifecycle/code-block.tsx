import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '../kernel/frame/scroll-region.tsx';
import { copyKeys } from '../kernel/shortcuts/key-names.ts';
import classes from './code-block.module.css';

interface Props {
  /** What it is, for whoever does not see what stands around it. */
  readonly label: string;
  readonly children: string;
}

const shownMs = 2500;

/**
 * A command or a script, with a button that copies it as it is; long lines are wrapped only for display.
 * Where the browser does not let pages copy (plain http from another machine), the button selects the text.
 */
export function CodeBlock({ label, children }: Props) {
  const { t } = useTranslation('database');
  const code = useRef<HTMLElement>(null);
  const [state, setState] = useState<'ready' | 'copied' | 'selected'>('ready');
  useEffect(() => {
    if (state === 'ready') return;
    const timer = setTimeout(() => setState('ready'), shownMs);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(children);
      setState('copied');
    } catch {
      if (code.current) window.getSelection()?.selectAllChildren(code.current);
      setState('selected');
    }
  };
  const Icon = state === 'copied' ? IconCheck : IconCopy;
  const words = {
    ready: t('code.copy'),
    copied: t('code.copied'),
    selected: t('code.select', { keys: copyKeys() }),
  };
  return (
    <div className={classes.block}>
      <ScrollRegion className={classes.code} label={label}>
        <code ref={code}>{children}</code>
      </ScrollRegion>
      <Button
        size="compact-sm"
        variant="default"
        className={classes.copy}
        leftSection={<Icon size={14} aria-hidden />}
        aria-label={t('code.copyOf', { name: label })}
        onClick={copy}
      >
        {words[state]}
      </Button>
      <span role="status" className={classes.spoken}>
        {state === 'ready' ? '' : words[state]}
      </span>
    </div>
  );
}
