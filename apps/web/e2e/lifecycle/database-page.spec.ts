import { rm } from 'node:fs/promises';
import { storeBackup } from '@atelier/testkit/stored-backup.ts';
import type { Page } from '@playwright/test';
import { appearances } from '../appearances.ts';
import { expect, expectAccessible, test } from '../fixtures.ts';

// A check builds a database, and axe takes its time; drift is planted in an app of one's own.
test.describe.configure({ mode: 'serial' });

const embedded = !process.env.TEST_DATABASE_URL;
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('status, migrations and history say how the database came to be', async ({ page, ownApp }) => {
  await page.goto(`${ownApp.url}/`);
  await page.getByRole('link', { name: 'Database' }).click();
  await expect(page).toHaveTitle('Database · Atelier');
  await expect(page.getByRole('heading', { level: 1, name: 'Database' })).toBeFocused();
  await expect(page.getByText('Up to date: every migration is applied.')).toBeVisible();
  const place = section(page, 'Status').getByText(
    embedded ? /^The embedded one, in \S/ : / on \S+:\d+$/,
  );
  await expect(place).toBeVisible();
  await expect(place).not.toContainText('@');
  await expect(page.getByRole('main').getByRole('heading', { level: 2 })).toHaveText([
    'Status',
    'Migrations',
    'Drift',
    'Backups',
    'History',
  ]);
  const migrations = page.getByRole('table', { name: 'Migrations' });
  const row = migrations.getByRole('row', { name: /miniatures_create_tables/ });
  await expect(row).toContainText(/applied.*miniatures/);
  await expect(row.getByTitle(/^SHA-256 of the file: [0-9a-f]{64}$/)).toHaveText(/^[0-9a-f]{12}$/);
  const history = page.getByRole('table', { name: 'History' });
  await expect(history.getByRole('row', { name: /miniatures_create_tables/ })).toContainText(
    'done',
  );
});

test('a killed run and an edited file are shown with what to do', async ({ page, ownApp }) => {
  const kernel = "name = '20261121030000_kernel_create_schema'";
  await ownApp.sql(
    `INSERT INTO lifecycle.migration_attempts (name, direction, checksum, transactional, runner)
     SELECT name, 'down', checksum, false, 'studio:42' FROM lifecycle.schema_migrations WHERE ${kernel}`,
    `INSERT INTO lifecycle.attempt_statements (attempt_id, position, statement_hash, finished_at)
     SELECT id, 0, 'of a statement', now() FROM lifecycle.migration_attempts WHERE runner = 'studio:42'`,
  );
  await page.goto(`${ownApp.url}/database`);
  await expect(page.getByText('Needs attention: a migration was interrupted.')).toBeVisible();
  await expect(page.getByText('It is half done. To go on where it stopped:')).toBeVisible();
  await expect(page.getByText('npm run atelier -- db down')).toBeVisible();
  await expect(page.getByText(/^Statements done: 1 of 1 known\.$/)).toBeVisible();
  await expectAccessible(page);
  // One that is half taken back is begun by the text that it has; another text is no way on.
  await ownApp.sql(
    `UPDATE lifecycle.schema_migrations SET checksum = 'edited' WHERE ${kernel}`,
    "UPDATE lifecycle.migration_attempts SET checksum = 'edited' WHERE runner = 'studio:42'",
  );
  await page.reload();
  await expect(page.getByText('Needs attention: nothing can be applied')).toBeVisible();
  await expect(page.getByText('The file was edited after it was applied.')).toBeVisible();
  await expect(page.getByText('npm run atelier -- db down')).toBeHidden();
  await ownApp.sql(
    `UPDATE lifecycle.schema_migrations SET checksum = a.checksum
     FROM lifecycle.migration_attempts AS a WHERE a.name = schema_migrations.name AND a.outcome = 'done'`,
    "DELETE FROM lifecycle.migration_attempts WHERE runner = 'studio:42'",
    `INSERT INTO lifecycle.migration_attempts
       (name, direction, checksum, transactional, runner, profile)
     VALUES ('20261121040300_tracks_baseline', 'down', '', true, 'studio:43', 'tracks')`,
  );
  await page.reload();
  await expect(page.getByText('npm run atelier -- db adopt tracks --release')).toBeVisible();
  const history = page.getByRole('table', { name: 'History' });
  await expect(history.getByRole('row', { name: /studio:43/ })).toContainText('released');
  // One that somebody has written to the ledger since needs nothing more.
  await ownApp.sql(
    `UPDATE lifecycle.migration_attempts SET direction = 'up', profile = NULL, transactional = false
     WHERE runner = 'studio:43'`,
  );
  await page.reload();
  await expect(page.getByText('It counts as applied: somebody has written it')).toBeVisible();
  await ownApp.sql("DELETE FROM lifecycle.migration_attempts WHERE runner = 'studio:43'");
  // What others change is seen without asking, when one comes back to the page.
  await page.reload();
  await expect(page.getByText('Up to date: every migration is applied.')).toBeVisible();
});

test('planted drift is found, shown with its SQL, and gone when that was run', async ({
  page,
  context,
  ownApp,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${ownApp.url}/database`);
  const check = page.getByRole('button', { name: /^Check (now|again)$/ });
  await check.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('progressbar', { name: 'Checking for drift' })).toBeVisible();
  await expect(check).toBeFocused();
  await expect(page.getByText('No drift: the database is what its migrations build.')).toBeVisible({
    timeout: 60_000,
  });

  await ownApp.sql(
    'ALTER TABLE miniatures.stage_counts ADD COLUMN note text',
    'ALTER TABLE miniatures.miniature_types ALTER COLUMN name DROP NOT NULL',
  );
  await check.click();
  await expect(page.getByText('2 differences in 2 objects')).toBeVisible({ timeout: 60_000 });
  const types = section(page, 'miniatures.miniature_types');
  await expect(types).toContainText('nullability');
  await expect(types.getByText('NOT NULL', { exact: true })).toBeVisible();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  // What leaves a migration behind comes first; the statements are unfolded.
  const drift = section(page, 'Drift');
  await expect(drift.getByRole('button', { name: /^Copy/ })).toHaveCount(1);
  await drift.getByRole('button', { name: /^Copy: To fix it/ }).click();
  expect(await copied()).toBe('npm run atelier -- db drift --fix auto');
  const counts = section(page, 'miniatures.stage_counts');
  await counts.getByText('Show the SQL').focus();
  await page.keyboard.press('Enter');
  await counts.getByRole('button', { name: /^Copy/ }).click();
  expect(await copied()).toMatch(/DROP COLUMN "note"/);

  await page.getByText('The SQL of all of it, in one transaction').click();
  await page
    .getByRole('button', { name: 'Copy: The SQL of all of it, in one transaction' })
    .click();
  await ownApp.sql(await copied());
  // The last result outlives the page.
  await page.reload();
  await expect(page.getByText('2 differences in 2 objects')).toBeVisible();
  await check.click();
  await expect(page.getByText('No drift: the database is what its migrations build.')).toBeVisible({
    timeout: 60_000,
  });
});

test('backups: how to make the first, and how to restore each', async ({ page, ownApp }) => {
  await page.goto(`${ownApp.url}/database`);
  const backups = section(page, 'Backups');
  await expect(backups.getByText('No backups yet')).toBeVisible();
  await expect(backups.getByText('npm run atelier -- db backup', { exact: true })).toBeVisible();
  const name = '20261121T040506Z-before-up';
  await storeBackup(ownApp.backupDir, name, { kind: embedded ? 'cold-copy' : 'dump' });
  await storeBackup(ownApp.backupDir, '20261120T040506Z-manual', {
    kind: embedded ? 'dump' : 'cold-copy',
    createdAt: '2026-11-20T04:05:06.000Z',
    reason: 'manual',
  });
  await page.reload();
  const entry = backups.getByRole('listitem').first();
  await expect(entry).toContainText('before up');
  await expect(entry).toContainText('2 tables, 18 rows');
  await expect(entry.getByText(`npm run atelier -- db restore ${name}`)).toBeVisible();
  await expect(backups.getByRole('listitem').last()).toContainText('of another server');
  // Those that one looks for are the newest; the others are folded.
  for (const day of ['17', '18', '19']) {
    await storeBackup(ownApp.backupDir, `202611${day}T040506Z-manual`, {
      kind: embedded ? 'cold-copy' : 'dump',
      createdAt: `2026-11-${day}T04:05:06.000Z`,
      verifiedAt: `2026-11-${day}T04:06:06.000Z`,
    });
  }
  await page.reload();
  await expect(backups.getByRole('listitem')).toHaveCount(3);
  await backups.getByRole('button', { name: 'Show all 5' }).press('Enter');
  await expect(backups.getByRole('listitem')).toHaveCount(5);
  await expect(backups.getByRole('listitem').last()).not.toContainText('Verified');
  await expect(
    backups.getByText(embedded ? /^To restore, stop the app/ : /^Restoring cuts/),
  ).toBeVisible();
  await expect(backups.getByRole('button', { name: 'Show the newest only' })).toBeFocused();
  await rm(ownApp.backupDir, { recursive: true });
});

test('a long failure is shortened, and pending migrations are named first', async ({
  page,
  ownApp,
}) => {
  const newest = 'name = (SELECT max(name) FROM lifecycle.schema_migrations)';
  await ownApp.sql(
    `INSERT INTO lifecycle.migration_attempts
       (name, direction, checksum, transactional, runner, finished_at, outcome, error)
     SELECT name, 'up', checksum, true, 'studio:44', now(), 'undone',
            'DO $guard$ ' || repeat('PERFORM 1; ', 40) || 'END $guard$ - the column holds values'
     FROM lifecycle.schema_migrations WHERE ${newest}`,
    'CREATE TABLE lifecycle.aside AS SELECT * FROM lifecycle.schema_migrations',
    `DELETE FROM lifecycle.schema_migrations WHERE ${newest}`,
  );
  await page.goto(`${ownApp.url}/database`);
  await expect(page.getByText('1 migration is pending.')).toBeVisible();
  const pending = section(page, 'Status').getByRole('list', { name: /^Pending migrations/ });
  await expect(pending).toHaveText(/^\d{14}_\w+$/);
  await expect(section(page, 'Status').getByText('npm run atelier -- db up')).toBeVisible();
  const history = page.getByRole('table', { name: 'History' });
  await expect(history.getByText('the column holds values', { exact: true })).toBeVisible();
  await expect(history.getByText(/PERFORM/)).toBeHidden();
  await history.getByText('Show all').click();
  await expect(history.getByText(/PERFORM/)).toBeVisible();
  await ownApp.sql(
    'INSERT INTO lifecycle.schema_migrations SELECT * FROM lifecycle.aside ON CONFLICT DO NOTHING',
    'DROP TABLE lifecycle.aside',
    "DELETE FROM lifecycle.migration_attempts WHERE runner = 'studio:44'",
  );
});

test('another language is spoken at once, though the page brings words of its own', async ({
  page,
}) => {
  await page.goto('/database');
  await expect(page.getByText('Up to date: every migration is applied.')).toBeVisible();
  await page.getByRole('button', { name: 'Language: English' }).click();
  await page.getByRole('menuitemradio', { name: 'Русский' }).click();
  await expect(page.getByText('Всё обновлено: применены все миграции.')).toBeVisible();
  await expect(page).toHaveTitle('База данных · Atelier');
});

test('the palette goes there', async ({ page }) => {
  await page.goto('/miniatures');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Database');
  await expect(page.getByRole('option', { name: 'Database' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Database' })).toBeVisible();
});

for (const { language, theme } of appearances) {
  test.describe(`axe, ${language}, ${theme}`, () => {
    test.use({ language, theme });

    test('finds nothing on the Database page, wide and on a phone', async ({ page, ownApp }) => {
      const russian = language === 'ru';
      await storeBackup(ownApp.backupDir, '20261121T040506Z-before-up', {
        damage: 'ERR_BACKUP_TRUNCATED',
      });
      await ownApp.sql(
        'ALTER TABLE miniatures.stage_counts ADD COLUMN IF NOT EXISTS note text',
        'CREATE TABLE IF NOT EXISTS public.sketches (id integer)',
      );
      await page.goto(`${ownApp.url}/database`);
      await page.getByRole('button', { name: russian ? /^Проверить/ : /^Check/ }).click();
      await expect(page.getByRole('progressbar')).toBeVisible();
      await expect(
        page.getByText(russian ? '1 расхождение в 1 объекте' : '1 difference in 1 object'),
      ).toBeVisible({ timeout: 60_000 });
      for (const summary of await page.locator('summary').all()) await summary.click();
      await expectAccessible(page);
      await page.setViewportSize({ width: 360, height: 740 });
      await expectAccessible(page);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow).toBeLessThanOrEqual(0);
      await ownApp.sql(
        'ALTER TABLE miniatures.stage_counts DROP COLUMN note',
        'DROP TABLE public.sketches',
      );
      await rm(ownApp.backupDir, { recursive: true });
    });
  });
}
