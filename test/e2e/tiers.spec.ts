import { join } from 'node:path'
import { askTandem } from '../support/commandLine.ts'
import { expect, test as base } from './support/fixtures.ts'
import { axeFindings, goTo, settled } from './support/pages.ts'
import { openedWorkspace } from './support/shell.ts'

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
