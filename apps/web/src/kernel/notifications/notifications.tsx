import { CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCloudUp, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './notifications.module.css';
import { type Notification, notificationStore } from './show-notification.tsx';

const shownMs = 8000;
const icons = {
  done: IconCheck,
  hint: IconInfoCircle,
  failed: IconAlertTriangle,
  waiting: IconCloudUp,
};

/** The notifications of the moment, newest at the bottom, said aloud as they come. */
export function Notifications() {
  const { t } = useTranslation();
  const notifications = useSyncExternalStore(notificationStore.subscribe, notificationStore.get);
  return (
    <section aria-label={t('notices')} className={classes.notices}>
      <div role="status" className={classes.list}>
        {notifications
          .filter(({ tone }) => tone !== 'failed')
          .map((notification) => (
            <NotificationCard key={notification.id} notification={notification} />
          ))}
      </div>
      <div role="alert" className={classes.list}>
        {notifications
          .filter(({ tone }) => tone === 'failed')
          .map((notification) => (
            <NotificationCard key={notification.id} notification={notification} />
          ))}
      </div>
    </section>
  );
}

function NotificationCard({
  notification: { id, tone, message },
}: {
  readonly notification: Notification;
}) {
  const { t } = useTranslation();
  // Whoever points at it or stands in it is still reading.
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld || tone === 'waiting') return;
    const timer = setTimeout(() => notificationStore.hide(id), shownMs);
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
        <CloseButton aria-label={t('close')} onClick={() => notificationStore.hide(id)} />
      )}
    </div>
  );
}
