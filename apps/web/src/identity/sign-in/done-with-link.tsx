import { Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** What a link was for is done; whoever came by it goes on to sign in. */
export function DoneWithLink({ text }: { readonly text: string }) {
  const { t } = useTranslation('identity');
  return (
    <Stack gap="md">
      <Text role="status">{text}</Text>
      <Button component="a" href="/" variant="default">
        {t('link.toSignIn')}
      </Button>
    </Stack>
  );
}
