import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './people-en.ts';

export const ru: Translation<typeof en> = {
  errors: {
    ERR_USER_NOT_FOUND: 'Этого человека здесь больше нет.',
    ERR_LAST_ADMINISTRATOR:
      'Не останется ни одного администратора. Сначала сделайте администратором кого-нибудь ещё, без срока.',
    ERR_ROLE_NOT_IN_SCOPE: 'Здесь такой роли нет.',
    ERR_EXPIRY_PAST: 'Срок должен быть в будущем.',
    ERR_GUEST_WITHOUT_ACCOUNT: 'У гостя нет учётной записи, а значит, и ролей.',
    ERR_INVITATION_NOT_FOUND: 'Это приглашение уже принято, истекло или отозвано.',
    ERR_TOKEN_NOT_FOUND: 'Такого токена у вас больше нет.',
    ERR_TOKEN_LIMIT:
      'Токенов может быть не больше {{limit, number}}. Отзовите тот, которым не пользуетесь.',
    ERR_SETTING_LIMIT: 'Настроек может быть не больше {{limit, number}}.',
  },
};
