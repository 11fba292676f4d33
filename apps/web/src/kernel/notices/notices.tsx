import { CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCloudUp, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { type Notice, noticeStore } from './notice-store.ts';
import classes from './notices.module.css';

const shownMs = 8000;
const icons = {
  done: IconCheck,
  hint: IconInfoCircle,
  failed: IconAlertTriangle,
  waiting: IconCloudUp,
};

/** The notices of the moment, newest at the bottom, said aloud as they come. */
export function Notices() {
  const { t } = useTranslation();
  const notices = useSyncExternalStore(noticeStore.subscribe, noticeStore.get);
  return (
    <section aria-label={t('notices')} className={classes.notices}>
      <div role="status" className={classes.list}>
        {notices
          .filter(({ tone }) => tone !== 'failed')
          .map((notice) => (
            <NoticeCard key={notice.id} notice={notice} />
          ))}
      </div>
      <div role="alert" className={classes.list}>
        {notices
          .filter(({ tone }) => tone === 'failed')
          .map((notice) => (
            <NoticeCard key={notice.id} notice={notice} />
          ))}
      </div>
    </section>
  );
}

function NoticeCard({ notice: { id, tone, message } }: { readonly notice: Notice }) {
  const { t } = useTranslation();
  // Whoever points at it or stands in it is still reading.
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld || tone === 'waiting') return;
    const timer = setTimeout(() => noticeStore.hide(id), shownMs);
    return () => clearTimeout(timer);
  }, [id, isHeld, tone]);
  const Icon = icons[tone];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is to be done here, it only waits
    <div
      className={classes.notice}
      data-tone={tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon size={18} className={classes.icon} aria-hidden />
      <div className={classes.message}>{message}</div>
      {tone !== 'waiting' && (
        <CloseButton aria-label={t('close')} onClick={() => noticeStore.hide(id)} />
      )}
    </div>
  );
}
