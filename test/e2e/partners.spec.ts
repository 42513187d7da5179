import { join } from 'node:path'
import { askTandem } from '../support/commandLine.ts'
import { expect, test as base } from './support/fixtures.ts'
import { axeFindings, goTo } from './support/pages.ts'
import { openedWorkspace } from './support/shell.ts'

const test = base.extend({
  workspace: async ({ folder }, provide) => {
    await askTandem(['demo', folder])
    await provide(join(folder, 'Asia expansion.tandem'))
  },
})

test.beforeEach(async ({ page }) => {
  await openedWorkspace(page)
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
})

test('[TA1] cells of the directory are edited by keyboard and mouse, and undo takes them back', async ({ page }) => {
  await goTo(page, 'partners')
  const directory = page.getByRole('grid', { name: 'Partners' })
  const deccan = directory.getByRole('row', { name: /Deccan Stack/ })
  const country = page.getByRole('combobox', { name: 'Country of Deccan Stack' })
  await expect(deccan).toContainText('India')
  await directory.focus()
  // The second row, its second cell.
  for (const key of ['Home', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'F2']) await page.keyboard.press(key)
  await expect(country).toBeFocused()
  await page.keyboard.type('Sri Lanka')
  expect(await axeFindings(page)).toEqual([])
  await page.keyboard.press('Tab')
  const group = page.getByRole('combobox', { name: 'Group of Deccan Stack' })
  await expect(group).toBeFocused()
  await page.keyboard.type('Reg')
  await expect(page.getByRole('option', { name: 'Registered' })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(directory).toBeFocused()
  await expect(deccan).toContainText(/Sri Lanka.*Registered/)
  await expect(page.getByText('Deccan Stack edited')).toBeVisible()

  await page.keyboard.press('Control+z')
  await expect(deccan).toContainText(/Sri Lanka.*Strategic/)
  await page.keyboard.press('Control+z')
  await expect(deccan).toContainText(/India.*Strategic/)

  await deccan.getByText('India').dblclick()
  await expect(country).toBeFocused()
  await page.keyboard.type('Nepal')
  await page.keyboard.press('Escape')
  await expect(deccan).toContainText('India')
})

test('[TA2] a code that another partner has is refused at its cell', async ({ page }) => {
  await goTo(page, 'partners')
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('checkbox', { name: 'Code' }).click()
  await page.keyboard.press('Escape')
  const directory = page.getByRole('grid', { name: 'Partners' })
  const code = page.getByRole('textbox', { name: 'Code of Deccan Stack' })
  await directory.getByText('DECCAN', { exact: true }).dblclick()
  await expect(code).toBeFocused()
  await page.keyboard.type('NUSA')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Another partner already has the code “NUSA”.')
  await expect(code).toHaveValue('NUSA')
  expect(await axeFindings(page)).toEqual([])
  await code.fill('DECCAN-1')
  await page.keyboard.press('Enter')
  await expect(directory.getByText('DECCAN-1')).toBeVisible()
})
