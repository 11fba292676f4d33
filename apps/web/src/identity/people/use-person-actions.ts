import type { Person } from '@atelier/domain/identity/people.ts';
import type { HouseRole } from '@atelier/domain/identity/roles.ts';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';

const house = { type: 'global' } as const;

/** What an administrator does with somebody, each told when it is done. */
export function usePersonActions({ id: userId, displayName: name, roles }: Person) {
  const { t } = useTranslation('identity');
  const told = (key: string, values: object = {}) => ({ key, values: { name, ...values } });
  const grant = useCommand('identity.people.grantRole', {
    says: ({ role }) => told('identity:people.roleSet', { role: t(`roles.${role}`) }),
  });
  const revoke = useCommand('identity.people.revokeRole');
  const revokeLast = useCommand('identity.people.revokeRole', {
    says: () => told('identity:people.roleTaken'),
  });
  const deactivate = useCommand('identity.people.deactivate', {
    says: () => told('identity:people.deactivated'),
  });
  const dropSecondFactor = useCommand('identity.people.dropSecondFactor', {
    says: () => told('identity:people.factorDropped'),
  });
  const activate = useCommand('identity.people.activate', {
    says: () => told('identity:people.activated'),
  });
  const held = roles.filter(({ scope }) => scope.type === 'global');
  return {
    /** In place of the role in the house that they had; the new one first, so that nobody is ever without. */
    async makeRole(role: HouseRole): Promise<void> {
      const isDone = await grant.run({ userId, role, scope: house });
      if (isDone === 'refused') return;
      for (const other of held.filter((one) => one.role !== role)) {
        await revoke.run({ userId, role: other.role, scope: house });
      }
    },
    async takeRoles(): Promise<void> {
      for (const [place, { role, scope }] of roles.entries()) {
        const take = place === roles.length - 1 ? revokeLast : revoke;
        if ((await take.run({ userId, role, scope })) === 'refused') return;
      }
    },
    deactivate: () => deactivate.run({ userId }),
    activate: () => activate.run({ userId }),
    dropSecondFactor: () => dropSecondFactor.run({ userId }),
  };
}
