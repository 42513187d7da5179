import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { expect as usualExpect, test } from './support/fixtures.ts'
import { draftRun, expectNoBarrier, press, publishPlan } from './support/payouts.ts'
import { answerSaveDialog, dropFiles } from './support/system.ts'

const crm = resolve(import.meta.dirname, '../fixtures/crm')
/** Reading a file takes its time on a busy computer. */
const expect = usualExpect.configure({ timeout: 20_000 })

async function importOne(page: Page, rows: string): Promise<void> {
  await press(page, 'Check all rows')
  await press(page, `Import ${rows} rows`)
  await expect(page.getByText(`${rows} rows imported`)).toBeVisible({ timeout: 30_000 })
}

test('[UI15] from the first start to a signed statement: two files are dropped, a plan is chosen, a run approved and its statement saved', async ({
  app,
  page,
  folder,
}) => {
  test.setTimeout(240_000)
  const doors = page.getByRole('heading', { name: 'Where do you want to start?' })
  await expect(doors).toBeVisible()
  await answerSaveDialog(app, join(folder, 'Asia.tandem'))
  await dropFiles(page, [join(crm, 'sales_pipeline.csv'), join(crm, 'sales_teams.csv')])
  await expect(page.getByText('Then the import begins: sales_pipeline.csv, sales_teams.csv')).toBeVisible()
  const start = page.getByRole('button', { name: 'Start and import' })
  await expect(start).toBeDisabled()
  await page.keyboard.type('Asia expansion')
  await page.getByRole('textbox', { name: 'Your name' }).fill('Maya Lindqvist')
  await expectNoBarrier(page)
  await start.click()

  await expect(page.getByRole('heading', { name: 'Import sales_teams.csv' })).toBeVisible()
  await expectNoBarrier(page)
  await importOne(page, '35')
  await press(page, 'Go on with sales_pipeline.csv')
  await page.getByRole('radio', { name: /^USD/ }).click()
  await importOne(page, '8,800')
  await press(page, 'Finish')

  await publishPlan(page)
  await draftRun(page)
  await press(page, 'Finish review of 30 payouts')
  await press(page, 'Approve 30 payouts')
  await page.getByRole('link', { name: '2017-01..2017-12-001' }).click()
  await expect(page.getByText(/^Frozen, content/)).toBeVisible()
  const pdf = join(folder, 'darcel.pdf')
  await answerSaveDialog(app, pdf)
  await press(page, 'Save as PDF')
  await expect(page.getByText('darcel.pdf written')).toBeVisible()
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
  expect(text).toMatch(/Asia expansion[\s\S]*Darcel Schlecht[\s\S]*115,321\.40/)
  expect(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })).toMatch(/Tagged: +yes/)
})
