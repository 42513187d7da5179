import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatMinor } from '../../src/contract/money.ts'
import { askTandem } from '../support/commandLine.ts'
import { expect, test as base } from './support/fixtures.ts'
import { draftRun, expectNoBarrier, press, publishPlan } from './support/payouts.ts'
import { openedWorkspace } from './support/shell.ts'
import { answerOpenDialog, answerSaveDialog } from './support/system.ts'
import { setUpWorkspace } from './support/workspace.ts'

const crm = join(import.meta.dirname, '../fixtures/crm')

/** Made once for several tests: the CRM files are in, two partners have payee data, nothing is planned. */
const test = base.extend<object, { imported: string }>({
  imported: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures off the pattern
    async ({}, provide) => {
      const folder = await mkdtemp(join(tmpdir(), 'tandem-payouts-'))
      const workspace = join(folder, 'Asia.tandem')
      await setUpWorkspace(workspace)
      await askTandem(['import', join(crm, 'sales_teams.csv'), '--workspace', workspace])
      await askTandem(['import', join(crm, 'sales_pipeline.csv'), '--currency', 'USD', '--workspace', workspace])
      for (const search of ['Darcel Schlecht', 'Vicki Laflamme']) {
        const { partners } = await call<{ partners: { id: number }[] }>(workspace, 'partners.find', { search })
        const payee = { method: 'paypal', accountName: '', email: 'pay@partner.example', account: '', currency: null }
        await call(workspace, 'partners.setPayee', { id: partners[0]?.id, payee })
      }
      await provide(workspace)
      await rm(folder, { recursive: true, force: true })
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  workspace: async ({ imported, folder }, provide) => {
    const path = join(folder, 'Asia.tandem')
    await copyFile(imported, path)
    await provide(path)
  },
})

function call<T>(workspace: string, method: string, input: object): Promise<T> {
  return askTandem<T>(['call', method, JSON.stringify(input), '--workspace', workspace])
}

test.beforeEach(async ({ page }) => {
  test.setTimeout(180_000)
  await openedWorkspace(page)
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
})

test('[PO1] a plan is written, published and assigned, its commissions are explained, and a run goes from draft to closed', async ({
  app,
  page,
  folder,
}) => {
  await publishPlan(page)
  await expectNoBarrier(page)

  await page.getByRole('link', { name: 'Payouts' }).first().click()
  await page.getByRole('link', { name: 'Commissions 4,238' }).click()
  const commissions = page.getByRole('grid')
  await expect(commissions.getByText('1,000,553.40')).toBeVisible()
  await commissions.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^Why [\d.,]+\?$/ })).toBeVisible()
  await expect(page.getByText(/^sales_pipeline\.csv, line/)).toBeVisible()
  await expectNoBarrier(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: /^Why/ })).toBeHidden()

  await draftRun(page)
  await expect(page.getByText('28 are paid by hand', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: 'Exclude' }).first().click()
  await page.getByLabel('Reason').fill('Dispute D-014 is open')
  await press(page, 'Exclude from this run')
  await expect(page.getByText('Dispute D-014 is open')).toBeVisible()
  await expectNoBarrier(page)
  await press(page, 'Put back')
  await expect(page.getByText('Dispute D-014 is open')).toBeHidden()
  await press(page, 'Finish review of 30 payouts')
  await press(page, 'Approve 30 payouts')

  await answerOpenDialog(app, [folder])
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Save all 30 statements…' }).click()
  await press(page, 'Save 30 statements…')
  await expect(page.getByText('Statements of run 2017-01..2017-12 written')).toBeVisible({ timeout: 60_000 })
  const statements = join(folder, 'Statements of run 2017-01..2017-12')
  const files = await readdir(statements)
  expect(files).toHaveLength(30)
  expect(files.toSorted()[0]).toBe('2017-01..2017-12-001 Darcel Schlecht.pdf')
  expect((await readFile(join(statements, files[0] ?? ''))).subarray(0, 5).toString()).toBe('%PDF-')

  await press(page, 'Export payments…')
  await page.getByRole('radio', { name: /^PayPal/ }).click()
  await expect(page.getByText('After export, undo is recorded as a reversal', { exact: false }).last()).toBeVisible()
  const payments = join(folder, 'payments.csv')
  await answerSaveDialog(app, payments)
  await press(page, 'Export 2 payouts')
  await expect(page.getByText('payments.csv written')).toBeVisible()
  expect((await readFile(payments, 'utf8')).trimEnd().split('\r\n')).toHaveLength(2)

  await press(page, 'Mark 30 payouts as paid…')
  const pay = page.getByRole('dialog').getByRole('button', { name: 'Mark 30 payouts as paid' })
  await expect(pay).toBeDisabled()
  await expect(page.getByText('28 references are missing')).toBeVisible()
  await page.getByLabel('Reference of all that are paid by hand').fill('Bank order 2018-117')
  await expectNoBarrier(page)
  await pay.click()
  await press(page, 'Close run')
  await expect(page.getByRole('heading', { name: 'This run is closed' })).toBeVisible()
  await expectNoBarrier(page)
})

test('[PL13] a condition on products is picked from those that were sold, and the worked example follows it', async ({
  page,
}) => {
  await page.getByRole('link', { name: 'Payouts' }).click()
  await page.getByRole('button', { name: 'New plan' }).first().click()
  await press(page, 'Create draft')
  await press(page, 'Add condition')
  await page.getByRole('menuitem', { name: 'Only for product' }).click()
  await expect(page.getByText('Choose at least one, or remove the condition.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Publish version 1…' })).toBeDisabled()
  await expectNoBarrier(page)
  const product = page.getByRole('combobox', { name: 'product', exact: true })
  await product.click()
  // The most sold one first, with how many.
  await expect(page.getByRole('option').first()).toHaveText('GTX Basic915 events')
  await product.pressSequentially('plus p')
  await page.keyboard.press('Enter')
  await product.pressSequentially('GTX 900')
  await expect(page.getByRole('option')).toHaveText('Use “GTX 900”')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Remove GTX Plus Pro' })).toBeVisible()
  await expectNoBarrier(page)

  // The first order is one of the plan's products until another is tried.
  const sum = page.getByText('The plan pays').locator('xpath=following-sibling::dd[1]')
  await expect(sum).toHaveText('6,000.00')
  await page.getByRole('combobox', { name: 'Product of order 1' }).click()
  await page.getByRole('option', { name: 'another product' }).click()
  await expect(page.getByText('No rule fits this order.')).toBeVisible()
  await expect(sum).toHaveText('3,000.00')
  await press(page, 'Save draft')
  await expect(page.getByText(/^The draft of .* edited$/)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save draft' })).toBeDisabled()
})

test('[CO27] a cap is written into a plan, cuts its commissions, and each one that it cut says so', async ({
  page,
}) => {
  await publishPlan(page, async () => {
    await press(page, 'Add cap')
    await page.getByRole('menuitem', { name: 'Pays at most … per charge' }).click()
    await page.getByRole('textbox', { name: 'Pays at most per charge' }).fill('100')
    await expect(page.getByText('30,000.00 × 10%, cut to 100.00 per charge', { exact: false })).toBeVisible()
    await expectNoBarrier(page)
  })
  await expect(page.getByText('Pays at most USD 100.00 per charge.')).toBeVisible()
  const won = (await readFile(join(crm, 'sales_pipeline.csv'), 'utf8'))
    .split(/\r?\n/)
    .map((line) => line.split(','))
    .flatMap(([, , , , stage, , , value]) => (stage === 'Won' ? [Number(value)] : []))
  const total = won.reduce((sum, value) => sum + Math.min(value * 10, 10_000), 0)
  await page.getByRole('link', { name: 'Payouts' }).first().click()
  await page.getByRole('link', { name: 'Commissions 4,238' }).click()
  await expect(page.getByText(formatMinor(total, 'USD'))).toBeVisible()
  const grid = page.getByRole('grid')
  await grid.getByRole('row').filter({ hasText: ' 100.00' }).first().click()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Why 100.00?' })).toBeVisible()
  await expect(page.getByText('At most 100.00 per charge')).toBeVisible()
  await expect(page.getByText('This rule applied; this is before its cap.')).toBeVisible()
  await expectNoBarrier(page)
})

test('[PO3] a statement is looked at before and after its run is approved, and saved as PDF, web page and CSV', async ({
  app,
  page,
  folder,
}) => {
  await publishPlan(page)
  await draftRun(page)
  const list = page.getByRole('grid', { name: 'In this run' })
  await expect(list.getByText('Darcel Schlecht')).toBeVisible()
  await list.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('article', { name: 'Statement as the partner sees it' })
  await expect(page.getByRole('heading', { name: 'Preview for Darcel Schlecht' })).toBeVisible()
  await expect(sheet.getByText('115,321.40').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save as PDF' })).toBeHidden()
  await expectNoBarrier(page)
  await page.getByRole('navigation', { name: 'Run 2017-01..2017-12' }).getByRole('link', { name: /^Run/ }).click()
  await press(page, 'Finish review of 30 payouts')
  await press(page, 'Approve 30 payouts')
  await page.getByRole('link', { name: '2017-01..2017-12-001' }).click()
  await expect(page.getByText(/^Frozen, content [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}$/)).toBeVisible()
  // 349 lines: the paper is as long as what stands on it.
  expect(await sheet.evaluate((paper) => paper.scrollHeight - paper.clientHeight)).toBe(0)
  await expect(sheet.getByText('115,321.40').first()).toBeVisible()
  await expectNoBarrier(page)

  const saveAs = async (name: string, start: () => Promise<void>): Promise<Buffer> => {
    const target = join(folder, name)
    await answerSaveDialog(app, target)
    await start()
    await expect(page.getByText(`${name} written`)).toBeVisible()
    return readFile(target)
  }
  const other = (item: string) => async () => {
    await page.getByRole('button', { name: 'Other formats' }).click()
    await page.getByRole('menuitem', { name: item }).click()
  }
  const pdf = await saveAs('darcel.pdf', () => page.getByRole('button', { name: 'Save as PDF' }).click())
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  const web = await saveAs('darcel.html', other('Save as web page…'))
  expect(web.toString()).toContain('115,321.40')
  const csv = await saveAs('darcel.csv', other('Save as CSV…'))
  expect(csv.toString().trimEnd().split('\r\n').length).toBeGreaterThan(349)
})

test('[CO17] an adjustment is typed with its reason and stands in the list', async ({ page }) => {
  await page.getByRole('link', { name: 'Payouts' }).click()
  await page.getByRole('link', { name: 'Adjustments' }).click()
  await page.getByRole('button', { name: 'Add adjustment' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Partner', { exact: true }).fill('Vicki')
  await page.getByRole('option', { name: /Vicki Laflamme/ }).click()
  await dialog.getByRole('radio', { name: 'The partner owes us' }).click()
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('1,250.50')
  await dialog.getByLabel('Reason').fill('Demo device was lost')
  await expectNoBarrier(page)
  await dialog.getByRole('button', { name: 'Add USD −1,250.50' }).click()
  await expect(page.getByRole('grid').getByText('Demo device was lost')).toBeVisible()
  await expect(page.getByRole('grid').getByText('−1,250.50').first()).toBeVisible()
  await expectNoBarrier(page)
})

test('[PO1] a run that is void lets its lines go', async ({ page }) => {
  await publishPlan(page)
  await draftRun(page)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Void run…' }).click()
  await page.getByLabel('Reason').fill('Wrong year')
  await press(page, 'Void run 2017-01..2017-12')
  await expect(page.getByRole('heading', { name: 'This run is void' })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('button', { name: 'Finish review of 30 payouts' })).toBeVisible()
})
