import type { Translation } from '../../kernel/i18n/dictionary.ts';
import type { en } from './account-errors-en.ts';

export const ru: Translation<typeof en> = {
  errors: {
    ERR_SIGN_IN_REFUSED: 'Неверный адрес почты или пароль.',
    ERR_SIGN_IN_THROTTLED:
      'Слишком много неудачных попыток. Повторите через {{retrySeconds, number}} с.',
    ERR_SECOND_FACTOR_NEEDED: 'Введите код из приложения-аутентификатора или код восстановления.',
    ERR_SECOND_FACTOR_WRONG: 'Код неверный или уже использован.',
    ERR_SECOND_FACTOR_SET: 'У вас уже есть приложение-аутентификатор. Сначала отключите его.',
    ERR_PASSWORD_WRONG: 'Текущий пароль указан неверно.',
    ERR_PASSWORD_WEAK:
      'Выберите пароль длиной от 10 до 200 символов, которого нет среди самых распространённых.',
    ERR_EMAIL_TAKEN: 'Учётная запись с таким адресом уже есть.',
    ERR_LINK_INVALID: 'Ссылка уже использована или устарела. Попросите новую.',
    ERR_SESSION_NOT_FOUND: 'Этот сеанс уже завершён.',
    ERR_REGISTRATION_CLOSED: 'Учётные записи здесь создают по приглашению.',
    ERR_PROVIDER_UNAVAILABLE: 'Служба входа не отвечает. Попробуйте ещё раз чуть позже.',
    ERR_NOT_IN_TEAM_MODE: 'Входить здесь никому не нужно.',
  },
};
