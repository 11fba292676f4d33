import { IconLockOpen2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './open-banner.module.css';

/** Above every page, where whoever reaches the address may do everything. */
export function OpenBanner() {
  const { t } = useTranslation('identity');
  return (
    <p className={classes.banner} role="note">
      <IconLockOpen2 size={18} aria-hidden />
      <span>
        {t('account.open')} <span className={classes.hint}>{t('account.openHint')}</span>
      </span>
    </p>
  );
}
