import { join } from 'node:path'
import { askTandem } from '../support/commandLine.ts'
import { expect, test as base } from './support/fixtures.ts'
import { axeFindings } from './support/pages.ts'
import { openedWorkspace } from './support/shell.ts'

const test = base.extend({
  workspace: async ({ folder }, provide) => {
    await askTandem(['demo', folder])
    await provide(join(folder, 'Asia expansion.tandem'))
  },
})

test('[OB8] [OB9] a target is set by hand, its verdict appears with the arithmetic and leads to its rows and back, and it can be undone', async ({
  page,
}) => {
  test.setTimeout(180_000)
  await openedWorkspace(page)
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Objectives' }).click()
  await page.getByRole('button', { name: 'Set an objective' }).first().click()
  const form = page.getByRole('dialog', { name: 'Set an objective' })
  await form.getByRole('combobox', { name: 'Measure' }).fill('Deals won')
  await page.getByRole('option', { name: /^Deals won/ }).click()
  await expect(form.getByText('deals closed as won in the period', { exact: false })).toBeVisible()
  // Without a target there is nothing to judge.
  await expect(form.getByRole('button', { name: 'Set the objective' })).toBeDisabled()
  await form.getByRole('textbox', { name: 'Target, number' }).fill('90')
  expect(await axeFindings(page)).toEqual([])
  await form.getByRole('button', { name: 'Set the objective' }).click()

  // Today is 14 January 2026; the quarter has 90 days and no deal was won in it yet.
  const panel = page.getByRole('complementary', { name: 'Deals won' })
  await expect(panel.getByText('14 of 90 days')).toBeVisible()
  await expect(panel.getByText('0 is below 13, where the warning band ends.')).toBeVisible()
  const row = page.getByRole('row', { name: /Deals won/ })
  await expect(row).toContainText('Off')
  await expect(row.getByRole('cell').nth(2)).toHaveText('14')

  // Where its rows lead away, Back leads here again.
  await panel.getByRole('button', { name: 'Show as table' }).click()
  await panel.getByRole('figure').getByRole('link').last().click()
  await expect(page.getByRole('heading', { name: 'Deals', exact: true })).toBeVisible()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(panel.getByText('14 of 90 days')).toBeVisible()

  // A target that one can reach turns the verdict.
  await panel.getByRole('button', { name: 'Edit' }).click()
  const edit = page.getByRole('dialog', { name: 'Edit the objective' })
  await edit.getByRole('combobox', { name: 'Period', exact: true }).first().click()
  await page.getByRole('option', { name: 'Year' }).click()
  await edit.getByRole('combobox', { name: 'Period', exact: true }).nth(1).click()
  await page.getByRole('option', { name: '2025' }).click()
  await edit.getByRole('textbox', { name: 'Target, number' }).fill('20')
  await edit.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Over' }).click()
  await expect(page.getByRole('row', { name: /Deals won/ })).toContainText('Met')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('row', { name: /Deals won/ })).toHaveCount(0)
})
