import { IconCircleCheck, IconMail, IconShieldLock, IconUserQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { WaitingLine, WaitingLines } from '../../kernel/home/waiting-line.tsx';
import { WaitingPart } from '../../kernel/home/waiting-part.tsx';

const people = { to: '/house/people' } as const;

/** Who waits for an administrator, and what they could do for their own account. */
export function PeopleWaiting() {
  const { t, ready } = useTranslation('identity-waiting');
  const read = useQuery(useTRPC().identity.people.waiting.queryOptions());
  return (
    <WaitingPart {...read} ready={ready}>
      {({ withoutRole, invitations, hasSecondFactor }) => (
        <WaitingLines>
          {withoutRole > 0 && (
            <WaitingLine
              icon={IconUserQuestion}
              text={t('withoutRole', { count: withoutRole })}
              detail={t('withoutRoleText')}
              link={people}
            />
          )}
          {invitations > 0 && (
            <WaitingLine
              icon={IconMail}
              text={t('invitations', { count: invitations })}
              link={people}
            />
          )}
          {withoutRole + invitations === 0 && (
            <WaitingLine icon={IconCircleCheck} tone="good" text={t('nobody')} />
          )}
          {hasSecondFactor === false && (
            <WaitingLine
              icon={IconShieldLock}
              text={t('secondFactor')}
              detail={t('secondFactorText')}
              link={{ to: '/house/profile' }}
            />
          )}
        </WaitingLines>
      )}
    </WaitingPart>
  );
}
