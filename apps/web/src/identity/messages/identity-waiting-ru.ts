import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './identity-waiting-en.ts';

export const ru: Translation<typeof en> = {
  nobody: 'Вас никто не ждёт',
  withoutRole_one: '{{count, number}} человек ждёт роли',
  withoutRole_few: '{{count, number}} человека ждут роли',
  withoutRole_many: '{{count, number}} человек ждут роли',
  withoutRole_other: '{{count, number}} человека ждут роли',
  withoutRoleText: 'Учётная запись есть, но сделать пока ничего нельзя.',
  invitations_one: '{{count, number}} приглашение ещё не принято',
  invitations_few: '{{count, number}} приглашения ещё не приняты',
  invitations_many: '{{count, number}} приглашений ещё не принято',
  invitations_other: '{{count, number}} приглашения ещё не приняты',
  secondFactor: 'У вас спрашивают только пароль',
  secondFactorText: 'Со вторым фактором украденного пароля мало, чтобы войти.',
};
