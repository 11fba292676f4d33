import { useTranslation } from 'react-i18next';
import type { en } from '../messages/database-en.ts';

type Problem = Exclude<keyof typeof en.backups.problems, 'other'>;

/** Why a backup cannot be used. */
export function useProblemWords(): (code: string) => string {
  const { t, i18n } = useTranslation('database');
  // What the server names is found while running, so its type is not known here.
  const knows = i18n.exists as unknown as (key: string, options: object) => boolean;
  const isKnown = (code: string): code is Problem =>
    knows(`backups.problems.${code}`, { ns: 'database' });
  return (code) =>
    isKnown(code) ? t(`backups.problems.${code}`) : t('backups.problems.other', { code });
}

/** What a backup was made for: `before-up` of a command, `manual`, or a word of whoever made it. */
export function useReasonWords(): (reason: string) => string {
  const { t } = useTranslation('database');
  return (reason) => {
    const command = /^before[ -](.+)$/.exec(reason)?.[1];
    if (command !== undefined) return t('backups.before', { command });
    return reason === 'manual' ? t('backups.manual') : reason;
  };
}
