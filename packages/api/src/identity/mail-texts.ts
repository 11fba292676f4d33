import type { MailLanguage } from '@atelier/domain/identity/account-schemas.ts';
import type { LinkMail } from './link-mail.ts';

interface MailText {
  readonly subject: string;
  /** Plain text: nothing of it is fetched from anywhere when it is read. */
  readonly text: string;
}

const texts: Record<LinkMail['purpose'], Record<MailLanguage, (url: string) => MailText>> = {
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

export function mailText({ purpose, language, url }: LinkMail): MailText {
  return texts[purpose][language](url);
}
