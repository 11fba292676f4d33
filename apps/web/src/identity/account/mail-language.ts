import { languageSetting } from '@atelier/domain/identity/notices.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTRPC } from '../../kernel/api.ts';
import { useLanguage } from '../../kernel/i18n/language.ts';
import type { SettingsStore } from '../../kernel/settings/settings-store.ts';

/** The language that somebody last worked in is the one in which they are written to. */
export function useMailLanguage(settings: SettingsStore): void {
  const language = useLanguage();
  const { data: known } = useQuery(useTRPC().identity.settings.get.queryOptions({}));
  const kept = known?.[languageSetting];
  useEffect(() => {
    if (known === undefined || kept === language) return;
    // Kept another time, if not now: nothing but mail depends on it.
    settings.write(languageSetting, language).catch(() => {});
  }, [known, kept, language, settings]);
}
