import { useTranslation } from 'react-i18next';
import type { en } from '../messages/database-en.ts';

type Kind = keyof typeof en.drift.kinds;

/** PostgreSQL's word for a kind of object in the language that is spoken; rare ones as they are. */
export function useKindWords(): (kind: string) => string {
  const { t, i18n } = useTranslation('database');
  // What the server names is found while running, so its type is not known here.
  const knows = i18n.exists as unknown as (key: string, options: object) => boolean;
  const isKnown = (kind: string): kind is Kind => knows(`drift.kinds.${kind}`, { ns: 'database' });
  return (kind) => (isKnown(kind) ? t(`drift.kinds.${kind}`) : kind);
}
