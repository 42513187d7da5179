import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { expect as usualExpect, test as base } from './support/fixtures.ts'
import { openedWorkspace } from './support/shell.ts'
import { answerSaveDialog, dropFiles } from './support/system.ts'
import { setUpWorkspace } from './support/workspace.ts'

const crm = resolve(import.meta.dirname, '../fixtures/crm')
const teams = join(crm, 'sales_teams.csv')
const pipeline = join(crm, 'sales_pipeline.csv')

/** Reading a file takes its time on a busy computer. */
const expect = usualExpect.configure({ timeout: 20_000 })

const test = base.extend({
  workspace: async ({ folder }, provide) => {
    const path = join(folder, 'Asia.tandem')
    await setUpWorkspace(path)
    await provide(path)
  },
})

test.beforeEach(async ({ page }) => {
  await openedWorkspace(page)
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
})

async function importOne(page: Page, rows: string): Promise<void> {
  await page.getByRole('button', { name: 'Check all rows' }).click()
  await page.getByRole('button', { name: `Import ${rows} rows` }).click()
  await expect(page.getByText(`${rows} rows imported`)).toBeVisible({ timeout: 30_000 })
}

test('two CRM exports dropped together become partners, deals and revenue, whichever was dropped first', async ({
  page,
}) => {
  await dropFiles(page, [pipeline, teams])
  // The list of partners goes first, so that the pipeline finds them.
  await expect(page.getByRole('heading', { name: 'Import sales_teams.csv' })).toBeVisible()
  await importOne(page, '35')
  await page.getByRole('button', { name: 'Go on with sales_pipeline.csv' }).click()
  await expect(page.getByRole('heading', { name: 'Which currency are the amounts in?' })).toBeVisible()
  await page.getByRole('radio', { name: /^USD/ }).click()
  await importOne(page, '8,800')
  await expect(page.getByText('10,005,534.00').first()).toBeVisible()

  await page.getByRole('link', { name: 'Show deals' }).click()
  await expect(page.getByRole('heading', { name: 'Deals' })).toBeVisible()
  await page.getByRole('button', { name: 'Won', exact: true }).click()
  await expect(page.getByText('4,238').first()).toBeVisible()
  await page.getByRole('link', { name: 'Revenue' }).click()
  await expect(page.getByRole('link', { name: 'Conversions 4,238' })).toBeVisible()
})

test('a file that was imported before adds nothing', async ({ page, folder }) => {
  await dropFiles(page, [teams])
  await importOne(page, '35')
  await page.getByRole('button', { name: 'Finish' }).click()
  const copy = join(folder, 'teams again.csv')
  await copyFile(teams, copy)
  await dropFiles(page, [copy])
  await expect(page.getByText(/This very file was imported by Anna Weber/)).toBeVisible()
  await page.getByRole('button', { name: 'Check all rows' }).click()
  await expect(page.getByText('Every row of this file is here already.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Nothing to import' })).toBeDisabled()
})

test('a reverted import no longer counts until undo brings it back', async ({ page }) => {
  await dropFiles(page, [teams])
  await importOne(page, '35')
  await page.getByRole('button', { name: 'Revert this import' }).click()
  const question = page.getByRole('dialog', { name: /^Revert the import of / })
  await expect(question.getByText('35 records stop counting.')).toBeVisible()
  await question.getByRole('button', { name: 'Revert this import' }).click()
  await expect(page.getByText('Its rows no longer count.', { exact: false })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('button', { name: 'Revert this import' })).toBeVisible()
  await expect(page.getByText('Its rows no longer count.', { exact: false })).toBeHidden()
})

test('rejected rows are saved with their line and reason', async ({ app, page, folder }) => {
  const file = join(folder, 'sales.csv')
  const good = Array.from({ length: 12 }, (_, row) => `a${row},2025-12-01,${row + 1}.00,USD`)
  await writeFile(
    file,
    ['id,date,amount,currency', ...good, 'b1,2025-12-02,ten,USD', 'b2,2025-13-40,5.00,USD', ''].join('\n'),
  )
  await dropFiles(page, [file])
  await page.getByRole('button', { name: 'Check all rows' }).click()
  await expect(page.getByText('12 of 14 rows will be imported.')).toBeVisible()
  await expect(page.getByRole('cell', { name: 'Day is not in the calendar' }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Import 12 rows' }).click()
  await expect(page.getByText('12 rows imported')).toBeVisible()
  const target = join(folder, 'rejected.csv')
  await answerSaveDialog(app, target)
  await page.getByRole('button', { name: 'Save rejected rows…' }).click()
  await expect(page.getByText('rejected.csv written')).toBeVisible()
  const text = (await readFile(target, 'utf8')).replace('\uFEFF', '').replaceAll('"', '')
  const [header, ...lines] = text.trim().split(/\r?\n/)
  expect([header, lines.map((line) => line.split(',').slice(0, 6))]).toEqual([
    'id,date,amount,currency,line,reason,detail',
    [
      ['b1', '2025-12-02', 'ten', 'USD', '14', 'amountNotANumber'],
      ['b2', '2025-13-40', '5.00', 'USD', '15', 'dateImpossible'],
    ],
  ])
})

test('sales whose partner nobody knows wait in a queue until they are credited together', async ({ page, folder }) => {
  await dropFiles(page, [teams])
  await importOne(page, '35')
  const file = join(folder, 'sales.csv')
  const sales = Array.from({ length: 12 }, (_, row) => `s${row},2025-12-01,${row + 1}.00,USD,Hollow Ltd`)
  await writeFile(file, ['id,date,amount,currency,partner', ...sales, ''].join('\n'))
  await dropFiles(page, [file])
  await importOne(page, '12')

  await page.getByRole('link', { name: 'Revenue' }).first().click()
  await page.getByRole('link', { name: 'Unattributed 12' }).click()
  await page.getByRole('checkbox', { name: 'Select all rows' }).click()
  await page.getByRole('button', { name: 'Credit 12 to a partner…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('78.00')).toBeVisible()
  await dialog.getByRole('combobox', { name: 'Partner' }).fill('Moses')
  await page.getByRole('option', { name: 'Moses Frase' }).click()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Hollow resells for Moses')
  await dialog.getByRole('button', { name: 'Credit 12 conversions' }).click()
  await expect(page.getByText('Every conversion has its partner.')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('link', { name: 'Unattributed 12' })).toBeVisible()
})

test('a name nobody knows becomes a partner with one answer', async ({ page }) => {
  await dropFiles(page, [pipeline])
  await page.getByRole('button', { name: 'Check all rows' }).click()
  await page.getByRole('button', { name: 'Create all 30' }).click()
  await expect(page.getByText('0 found, 30 new')).toBeVisible()
  await page.getByRole('button', { name: 'Import 8,800 rows' }).click()
  await expect(page.getByText('8,800 rows imported')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('link', { name: 'Partners', exact: true }).click()
  await expect(page.getByText('Darcel Schlecht')).toBeVisible()
  await page.getByRole('link', { name: 'Revenue' }).first().click()
  await expect(page.getByRole('link', { name: 'Unattributed 0' })).toBeVisible()
})

const unreadable = {
  'empty.csv': ['', 'The file is empty.'],
  'header.csv': ['id,date,amount\n', 'The file has a header and no rows.'],
  'quote.csv': [
    'id,date,amount\na1,2025-12-01,10.00\na2,"2025-12-02,5.00\n',
    'A quote that opens at line 3 is never closed.',
  ],
} as const

for (const [name, [content, sentence]] of Object.entries(unreadable))
  test(`${name} says what is wrong with it and leaves the other files alone`, async ({ page, folder }) => {
    const file = join(folder, name)
    await writeFile(file, content)
    await dropFiles(page, [file, teams])
    await page
      .getByRole('navigation', { name: 'Files to import' })
      .getByRole('button', { name: new RegExp(name) })
      .click()
    await expect(page.getByRole('alert').getByText(sentence)).toBeVisible()
    await page.getByRole('button', { name: 'Leave out this file' }).click()
    await importOne(page, '35')
  })

test('a cancelled import leaves nothing behind and can be started again', async ({ page, folder }) => {
  test.setTimeout(120_000)
  const file = join(folder, 'large.csv')
  const rows = Array.from({ length: 400_000 }, (_, row) => `c${row},2025-12-01,${row % 900}.50,USD,customer ${row}`)
  await writeFile(file, `id,date,amount,currency,customer\n${rows.join('\n')}\n`)
  await dropFiles(page, [file])
  await page.getByRole('button', { name: 'Check all rows' }).click()
  await page.getByRole('button', { name: /^Import [\d,]+ rows$/ }).click({ timeout: 60_000 })
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).first().click()
  await expect(page.getByText('Cancelled. Nothing was stored.')).toBeVisible({ timeout: 30_000 })
  await page.getByRole('link', { name: 'Revenue' }).first().click()
  await expect(page.getByText('Sales and refunds will be listed here')).toBeVisible()
})

test('the assistant is worked by keyboard alone', async ({ page }) => {
  await dropFiles(page, [teams])
  const check = page.getByRole('button', { name: 'Check all rows' })
  await expect(check).toBeVisible()
  await check.focus()
  await page.keyboard.press('Enter')
  const start = page.getByRole('button', { name: 'Import 35 rows' })
  await expect(start).toBeEnabled()
  await start.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('35 rows imported')).toBeVisible()
})
