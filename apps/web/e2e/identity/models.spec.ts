import { startModelServer, wordsScript } from '@atelier/testkit/model-server.ts';
import type { Page } from '@playwright/test';
import { appearances } from '../appearances.ts';
import { startBuiltApp } from '../built-app.ts';
import { expect, expectAccessible, test } from '../fixtures.ts';

// The models are the whole house's: one after the other.
test.describe.configure({ mode: 'serial' });

const words = {
  en: {
    page: 'Language models',
    none: 'No language model is connected yet.',
    rehearsal: 'Rehearsal',
    test: 'Test',
    works: 'It works, with limits.',
    save: 'Save',
    saved: 'The language model was saved.',
    findings: [
      'Something answers at the address.',
      'The model is there.',
      'It answers piece by piece',
      'It does not count its tokens.',
      'It can use tools.',
      'It gives JSON by a schema.',
    ],
    remove: 'Remove',
  },
  ru: {
    page: 'Языковые модели',
    none: 'Языковая модель пока не подключена.',
    rehearsal: 'Репетиция',
    test: 'Проверить',
    works: 'Работает, но с ограничениями.',
    save: 'Сохранить',
    saved: 'Языковая модель сохранена.',
    findings: [
      'По этому адресу отвечают.',
      'Модель есть.',
      'Отвечает по частям',
      'Не считает свои токены.',
      'Умеет пользоваться инструментами.',
      'Отвечает в JSON по схеме.',
    ],
    remove: 'Удалить',
  },
} as const;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

for (const { language, theme } of appearances) {
  test.describe(() => {
    test.use({ language, theme });
    const say = words[language];

    test(`the rehearsal is chosen, tested, saved and removed: ${language}, ${theme}`, async ({
      page,
      ownApp,
    }) => {
      await page.addInitScript((spoken) => {
        localStorage.setItem('atelier.language', spoken);
      }, language);
      await page.goto(ownApp.url);
      await page.getByRole('link', { name: say.page, exact: true }).click();
      await expect(page.getByRole('heading', { level: 1, name: say.page })).toBeVisible();
      await expect(page.getByText(say.none)).toBeVisible();
      await expectAccessible(page);

      await button(page, say.rehearsal).click();
      await button(page, say.test).click();
      await expect(page.getByRole('progressbar')).toBeVisible();
      await expect(page.getByText(say.works)).toBeVisible();
      await expect(page.getByRole('main').getByRole('listitem')).toContainText(say.findings);
      await expectAccessible(page);

      await button(page, say.save).click();
      await expect(page.getByText(say.saved)).toBeVisible();
      await expect(page.getByText(say.none)).toHaveCount(0);
      await button(page, say.remove).click();
      await expectAccessible(page);
      await page.getByRole('dialog').getByRole('button', { name: say.remove, exact: true }).click();
      await expect(page.getByText(say.none)).toBeVisible();
    });
  });
}

test('a key is kept, and not shown again; what is wrong is told at its field', async ({
  page,
  ownApp,
}) => {
  const server = await startModelServer();
  server.answers(wordsScript('{"ok":true}'));
  await page.goto(`${ownApp.url}/house/models`);
  await page.getByLabel('Address').fill('api.example');
  await page.getByLabel('Model', { exact: true }).fill('m');
  await button(page, 'Test').click();
  await expect(page.getByLabel('Address')).toBeFocused();
  await expect(page.getByText('Enter an address like https://api.example/v1')).toBeVisible();
  expect(server.requests).toEqual([]);

  await page.getByLabel('Address').fill(server.baseUrl);
  await page.getByLabel('Key', { exact: true }).fill('sk-house-0123456789abcdef');
  await button(page, 'Save').click();
  await expect(page.getByText('A key is stored. It is never shown.')).toBeVisible();
  await expect(page.getByLabel('Key', { exact: true })).toHaveCount(0);
  expect(await page.content()).not.toContain('sk-house-0123456789abcdef');
  await expectAccessible(page);
  await button(page, 'Test').click();
  await expect(page.getByText('It did not use the tool that it was told to use.')).toBeVisible();
  expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer sk-house-0123456789abcdef');

  // One that is refused is told once, with what to do.
  server.answers(async (answer) => {
    await answer.head('401 Unauthorized', { 'content-type': 'application/json' });
    await answer.send(JSON.stringify({ error: { message: 'wrong key' } }));
  });
  await button(page, 'Test again').click();
  await expect(page.getByText('It cannot be used like this.')).toBeVisible();
  await expect(page.getByText('The language model refused the key. Please check it.')).toHaveCount(
    1,
  );

  // At another host it is nobody's.
  await page.getByLabel('Address').fill('https://api.example/v1');
  await expect(page.getByText('The stored key belongs to another host')).toBeVisible();
  await page.getByLabel('Address').fill(server.baseUrl);
  await button(page, 'Remove the key').click();
  await button(page, 'Save').click();
  await expect(page.getByText('Leave it empty where none is needed.')).toBeVisible();
  await button(page, 'Add a fallback').click();
  await expect(page.getByRole('region', { name: 'Fallback' })).toBeVisible();
  await server.close();
});

test('where variables decide, the page says so, and tests', async ({ page }) => {
  const app = await startBuiltApp({ LLM_BASE_URL: 'rehearsal:0' });
  await page.goto(`${app.url}/house/models`);
  await expect(page.getByText('set its models in variables (LLM_…)')).toBeVisible();
  await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0);
  await button(page, 'Test').click();
  await expect(page.getByText('It works, with limits.')).toBeVisible();
  await expectAccessible(page);
  await app.stop();
});
