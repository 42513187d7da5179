import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { askTandem } from '../support/commandLine.ts'
import { expect, test as base } from './support/fixtures.ts'
import { axeFindings, clippings, goTo, setSize, setTheme, settled, sizes, themes } from './support/pages.ts'
import { enginePid, openedWorkspace } from './support/shell.ts'
import { chooseMenu, dropFiles, menuItem } from './support/system.ts'

const test = base.extend({
  workspace: async ({ folder }, provide) => {
    await askTandem(['demo', folder])
    await provide(join(folder, 'Asia expansion.tandem'))
  },
})
test.describe.configure({ timeout: 180_000 })

const banner = (page: Page) => page.getByText(/^You see the programme as it was on /)

async function openRuns(page: Page): Promise<void> {
  await openedWorkspace(page)
  await goTo(page, 'payouts/runs')
  await expect(page.getByRole('row', { name: '2025-12' })).toBeVisible()
}

/** By the menu and the keyboard alone. */
async function goToDay(app: ElectronApplication, page: Page, day: string): Promise<void> {
  await chooseMenu(app, 'asOf')
  const field = page.getByLabel('As of the end of')
  await field.fill(day)
  await field.press('Enter')
  await expect(banner(page)).toBeVisible()
}

test('[HI18] an earlier day is seen on every page, nothing can be changed there, and the way back is one step', async ({
  app,
  page,
  folder,
}) => {
  await openRuns(page)
  await expect(page.getByRole('row', { name: '2025-10' })).toContainText('Closed')
  await goToDay(app, page, '2025-11-17')
  await expect(banner(page)).toHaveText(/17 Nov 2025/)
  await expect(page.getByRole('row', { name: '2025-10' })).toContainText('To be paid')
  await expect(page.getByRole('row', { name: '2025-12' })).toHaveCount(0)

  // What was done on that day was not done now.
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  const newRun = page.getByRole('button', { name: 'New run' })
  await expect(newRun).toBeDisabled()
  await expect(newRun).toHaveAttribute('title', /nothing can be changed/)
  expect(await menuItem(app, 'undo')).toMatchObject({ label: 'Undo' })
  await chooseMenu(app, 'undo')
  await expect(page.getByText('no step can be taken back there')).toBeVisible()
  const file = join(folder, 'late.csv')
  writeFileSync(file, 'Invoice,Date,Partner,Amount,Currency\r\nL-1,2025-10-03,Nusa Integra,10.00,USD\r\n')
  await dropFiles(page, [file])
  await expect(page.getByText('nothing can be imported there')).toBeVisible()
  await goTo(page, 'partners')
  await expect(banner(page)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add partner' })).toBeDisabled()

  // Another day, chosen among those on which something happened.
  await page.getByRole('button', { name: 'As of an earlier day' }).click()
  await page.getByRole('button', { name: /^20 Nov/ }).click()
  await expect(banner(page)).toHaveText(/20 Nov 2025/)
  await page.getByRole('main').getByRole('button', { name: 'Back to today' }).click()
  await expect(banner(page)).toHaveCount(0)
  await expect(page.getByText('You see an earlier day')).toHaveCount(0)
  await goTo(page, 'payouts/runs')
  await expect(page.getByRole('row', { name: '2025-12' })).toBeVisible()
  await expect(newRun).toBeEnabled()
  expect((await menuItem(app, 'undo')).label).not.toBe('Undo')
})

test('[HI17] killing either process, or reloading the page, brings the window back to the present', async ({
  app,
  page,
}) => {
  await openRuns(page)
  for (const role of ['reader', 'writer'] as const) {
    await goToDay(app, page, '2025-11-17')
    const pid = enginePid(app, role)
    if (pid === undefined) throw new Error(`no ${role} runs`)
    process.kill(pid, 'SIGKILL')
    await expect(page.getByText('The engine had to be started again. You see today.')).toBeVisible()
    await expect(banner(page)).toHaveCount(0)
    await expect(page.getByRole('row', { name: '2025-12' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'New run' })).toBeEnabled()
  }
  await goToDay(app, page, '2025-11-17')
  await page.reload()
  await expect(page.getByRole('row', { name: '2025-12' })).toBeVisible()
  await expect(banner(page)).toHaveCount(0)
  // The writer takes changes again.
  await goTo(page, 'partners/1')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Archive', exact: true }).click()
  await expect(page.getByText('Archived').first()).toBeVisible()
})

test('[HI18] the banner and the days of the history are accessible and uncut in both themes and sizes', async ({
  app,
  page,
}) => {
  await openRuns(page)
  await goToDay(app, page, '2025-11-17')
  const wrong: string[] = []
  for (const size of sizes) {
    await setSize(app, page, size)
    for (const theme of themes) {
      await setTheme(page, theme)
      await chooseMenu(app, 'asOf')
      await expect(page.getByRole('button', { name: /^20 Nov/ })).toBeVisible()
      await settled(page)
      const findings = [...(await axeFindings(page)), ...(await clippings(page))]
      wrong.push(...findings.map((finding) => `${theme} ${size.width}: ${finding}`))
      await page.keyboard.press('Escape')
    }
  }
  expect(wrong).toEqual([])
})
