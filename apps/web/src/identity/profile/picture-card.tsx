import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import { ProfilePictureField } from '../files/profile-picture-field.tsx';

/** How one looks to the others. */
export function PictureCard({ userId }: { readonly userId: string }) {
  const { t } = useTranslation('identity');
  return (
    <Card title={t('profile.picture')} text={t('profile.pictureText')}>
      <ProfilePictureField userId={userId} />
    </Card>
  );
}
