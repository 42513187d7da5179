import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { askTandem } from '../support/commandLine.ts'
import { expect, test as base } from './support/fixtures.ts'
import { axeFindings, goTo, settled } from './support/pages.ts'
import { openedWorkspace } from './support/shell.ts'
import { answerOpenDialog } from './support/system.ts'

const test = base.extend({
  workspace: async ({ folder }, provide) => {
    await askTandem(['demo', join(folder, 'demo')])
    await provide(join(folder, 'demo', 'Asia expansion.tandem'))
  },
})

test.beforeEach(async ({ page }) => {
  test.setTimeout(300_000)
  await openedWorkspace(page)
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
})

test('[TI9] a demotion is found on Home, decided from the list with its evidence, and undone', async ({ page }) => {
  await page.getByRole('link', { name: 'Decide on 1 tier: Lion Rock Consulting' }).click()
  const list = page.getByRole('grid', { name: 'Standing' })
  await expect(list.getByText('Down to Silver')).toBeVisible()
  await list.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'Lion Rock Consulting' })
  await expect(panel.getByText('Brand guideline', { exact: true })).toBeVisible()
  await panel.getByRole('button', { name: 'Approve' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('cell', { name: 'Silver' })).toBeVisible()
  expect(await axeFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Approve 1 move' }).click()
  await expect(dialog).toBeHidden()
  await expect(list.getByText('Silver from 15 Mar 2026')).toBeVisible()

  await goTo(page, 'partners/2/tier')
  await expect(page.getByText('Days of grace until 14 Mar 2026')).toBeVisible()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(page.getByText('Gold is no longer reached; the numbers ask for Silver.')).toBeVisible()
})

test('[TI1] [TI15] the table is changed in sentences, tried on history and published as the next version', async ({
  page,
}) => {
  await goTo(page, 'tiers/table')
  await page.getByRole('button', { name: 'Change this table' }).click()
  const silver = page.getByRole('region', { name: 'Silver' })
  const threshold = silver.getByRole('textbox', { name: 'Threshold' })
  await threshold.fill('90,000.00')
  const example = page.getByRole('complementary', { name: 'Live example' })
  await expect(example.getByText('USD 78,825.88 of 90,000.00')).toBeVisible()
  await expect(example.getByText('Would stand at Registered')).toBeVisible()
  await page.getByRole('button', { name: 'Save draft' }).click()
  await goTo(page, 'tiers/trial')
  await page.getByRole('button', { name: 'Try it' }).click()
  await expect(page.getByRole('table', { name: 'Partners by tier at the end of each month' })).toBeVisible()
  await settled(page)
  expect(await axeFindings(page)).toEqual([])

  await goTo(page, 'tiers/table')
  await page.getByRole('button', { name: 'Publish version 3…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Publish version 3' }).click()
  await expect(page.getByRole('link', { name: 'Version 3, in force from 14 Jan 2026' })).toBeVisible()
})

const withPromotion = test.extend({
  workspace: async ({ folder, workspace: made }, provide) => {
    const workspace = made ?? ''
    const call = (method: string, input: object) =>
      askTandem<{ id: number }>(['call', method, JSON.stringify(input), '--workspace', workspace])
    const { id: partnerId } = await call('partners.create', { name: 'Zephyr Works', startedOn: '2025-03-01' })
    const certificate = { name: 'Onboarding', level: '', issuedOn: '2025-05-01', expiresOn: null, evidence: '' }
    await call('certificates.create', { partnerId, holder: 'Ada Lim', ...certificate })
    const sales = join(folder, 'sales.csv')
    const rows = [
      'Invoice,Date,Partner,Customer,Amount,Currency',
      'Z-1,2025-11-05,Zephyr Works,Anvika Retail,60000.00,USD',
    ]
    writeFileSync(sales, rows.join('\r\n'))
    await askTandem(['import', sales, '--workspace', workspace])
    await provide(workspace)
  },
})

withPromotion('[TI9] a promotion is decided from the list with its evidence, and undone', async ({ page }) => {
  await page.getByRole('link', { name: /^Decide on 2 tiers/ }).click()
  const list = page.getByRole('grid', { name: 'Standing' })
  await expect(list.getByText('Up to Silver')).toBeVisible()
  await list.getByText('Zephyr Works').click()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'Zephyr Works' })
  await expect(panel.getByText(/60,000\.00/).first()).toBeVisible()
  await panel.getByRole('button', { name: 'Approve' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('cell', { name: 'Silver' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Approve 1 move' }).click()
  await expect(dialog).toBeHidden()
  await expect(list.getByText('Up to Silver')).toBeHidden()
  await page.getByRole('button', { name: /^Undo/ }).click()
  await expect(list.getByText('Up to Silver')).toBeVisible()
})

test('[QB16] the packs of a whole tier are made from the list of reviews', async ({ app, page, folder }) => {
  await goTo(page, 'reviews')
  await settled(page)
  await page.getByRole('button', { name: /^Filter/ }).click()
  await page.getByPlaceholder('Column or text…').fill('Tier')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('textbox').fill('Platinum')
  await page.getByRole('dialog').getByRole('button', { name: 'Apply' }).click()
  const grid = page.getByRole('grid')
  await expect(grid.getByText('Lion Rock Consulting')).toBeHidden()
  await expect(grid.getByText('Platinum').first()).toBeVisible()
  await grid.focus()
  await page.keyboard.press('Control+a')
  await page.getByRole('button', { name: 'Make pack…' }).click()
  await answerOpenDialog(app, [folder])
  await page.getByRole('button', { name: /^Save \d+ files…$/ }).click()
  await expect(page.getByText(/^Reviews 2026-01-14 written/)).toBeVisible({ timeout: 90_000 })
  const files = (await readdir(join(folder, 'Reviews 2026-01-14'))).toSorted()
  const partners = new Set(files.map((name) => /^Review \d{4}-\d\d-\d\d (.+)\.(?:pdf|pptx)$/.exec(name)?.[1]))
  expect([...partners]).toEqual(['Nusa Integra'])
  expect(files.length).toBeGreaterThanOrEqual(4)
  const pdf = files.find((name) => name.endsWith('.pdf')) ?? ''
  const text = execFileSync('pdftotext', [join(folder, 'Reviews 2026-01-14', pdf), '-'], { encoding: 'utf8' })
  expect(text).toContain('Nusa Integra')
  // It sells in the base currency only, whatever others do.
  expect(text).not.toContain('converted at')
})
