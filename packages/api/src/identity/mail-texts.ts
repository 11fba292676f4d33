import type { MailLanguage } from '@atelier/domain/identity/account-schemas.ts';
import type { AccountNotice } from '@atelier/domain/identity/notices.ts';
import type { AccountMail } from './account-mail.ts';
import type { LinkMail } from './link-mail.ts';

interface MailText {
  readonly subject: string;
  /** Plain text: nothing of it is fetched from anywhere when it is read. */
  readonly text: string;
}

const linkTexts: Record<LinkMail['purpose'], Record<MailLanguage, (url: string) => MailText>> = {
  invitation: {
    en: (url) => ({
      subject: 'Your invitation to Atelier',
      text: `You are invited to Atelier. This link creates your account; it works once, within seven days:\n\n${url}\n`,
    }),
    ru: (url) => ({
      subject: 'Приглашение в Atelier',
      text: `Вас приглашают в Atelier. По этой ссылке создаётся учётная запись; она действует один раз, в течение семи дней:\n\n${url}\n`,
    }),
  },
  'password-reset': {
    en: (url) => ({
      subject: 'A new password for Atelier',
      text: `With this link you set a new password; it works once, within an hour:\n\n${url}\n\nIf you did not ask for it, there is nothing to do: your password stays as it is.\n`,
    }),
    ru: (url) => ({
      subject: 'Новый пароль для Atelier',
      text: `По этой ссылке задаётся новый пароль; она действует один раз, в течение часа:\n\n${url}\n\nЕсли вы его не запрашивали, ничего делать не нужно: пароль останется прежним.\n`,
    }),
  },
};

/** The subject, and the sentence that says what happened. */
const notices: Record<AccountNotice, Record<MailLanguage, readonly [string, string]>> = {
  'password-changed': {
    en: [
      'Your password for Atelier was changed',
      'The password of your account was changed, and all other sessions of it have ended.',
    ],
    ru: [
      'Пароль для Atelier изменён',
      'Пароль вашей учётной записи изменён, остальные её сеансы завершены.',
    ],
  },
  'second-factor-on': {
    en: [
      'Your second factor for Atelier is on',
      'Whoever signs in to your account now needs a code of an authenticator app as well.',
    ],
    ru: [
      'Второй фактор для Atelier включён',
      'Для входа в вашу учётную запись теперь нужен ещё и код из приложения.',
    ],
  },
  'second-factor-off': {
    en: [
      'Your second factor for Atelier is off',
      'Your account no longer asks for a code when somebody signs in: the password alone is enough.',
    ],
    ru: [
      'Второй фактор для Atelier выключен',
      'Код при входе в вашу учётную запись больше не нужен: достаточно пароля.',
    ],
  },
  'provider-added': {
    en: [
      'A new way to sign in to Atelier',
      'An account of the sign-in service with your address can now sign in to yours.',
    ],
    ru: [
      'Новый способ входа в Atelier',
      'В вашу учётную запись теперь можно войти через внешний сервис, где указан ваш адрес.',
    ],
  },
  'new-browser': {
    en: [
      'A new browser signed in to Atelier',
      'Somebody signed in to your account in a browser in which nobody had before.',
    ],
    ru: [
      'Вход в Atelier из нового браузера',
      'В вашу учётную запись вошли из браузера, в котором раньше в неё не входили.',
    ],
  },
};

const around: Record<MailLanguage, (mail: AccountMail, what: string) => string> = {
  en: ({ at, by, publicUrl }, what) =>
    `${what}\n\nWhen: ${instant(at)}\nWith: ${by || 'a program that did not say what it is'}\n\nIf it was you, there is nothing to do. If it was not, sign in, set another password, end all sessions in your profile and revoke the tokens there; if you cannot sign in, tell an administrator.\n\n${publicUrl}\n`,
  ru: ({ at, by, publicUrl }, what) =>
    `${what}\n\nКогда: ${instant(at)}\nС чем: ${by || 'программа, которая себя не назвала'}\n\nЕсли это были вы, ничего делать не нужно. Если нет — войдите, задайте другой пароль, завершите в профиле все сеансы и отзовите там токены; если войти не получается, сообщите администратору.\n\n${publicUrl}\n`,
};

function instant(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

export function mailText(mail: LinkMail | AccountMail): MailText {
  const { language } = mail;
  if ('purpose' in mail) return linkTexts[mail.purpose][language](mail.url);
  const [subject, what] = notices[mail.notice][language];
  return { subject, text: around[language](mail, what) };
}
