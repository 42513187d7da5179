import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect as usualExpect, test } from './support/fixtures.ts'
import { axeFindings, goTo, settled } from './support/pages.ts'
import { answerSaveDialog, chooseMenu, menuItem } from './support/system.ts'
import { setUpWorkspace } from './support/workspace.ts'

/** The sample programme takes a moment to be made. */
const expect = usualExpect.configure({ timeout: 60_000 })

async function openSample(app: ElectronApplication, page: Page, path: string): Promise<void> {
  await answerSaveDialog(app, path)
  await expect(page.getByRole('button', { name: /Open the sample programme/ })).toBeVisible()
  // Enter opens the first door.
  await page.keyboard.press('Enter')
}

const steps = [
  { title: 'Every figure says what it is', target: 'figure', hash: '#/home' },
  { title: 'Every commission explains itself', target: 'explanation', hash: '#/payouts/commissions' },
  { title: 'Nothing is paid unseen', target: 'runPanel', hash: '#/payouts/runs/' },
  { title: 'What the partner sees', target: 'statement', hash: '#/payouts/statements/' },
  { title: 'Drop a file, take anything back', target: 'imports', hash: '#/revenue/imports' },
] as const

/** The ring lies around what the step speaks of, as far as that is in sight. */
async function expectRingAround(page: Page, target: string): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate((mark) => {
        const [ring, part] = ['[data-tour-ring]', `[data-tour="${mark}"]`].map((selector) =>
          document.querySelector(selector)?.getBoundingClientRect(),
        )
        if (!ring || !part) return 'not there'
        const isAround =
          ring.left <= Math.max(4, part.left) &&
          ring.top <= Math.max(4, part.top) &&
          ring.right >= Math.min(innerWidth - 4, part.right) &&
          ring.bottom >= Math.min(innerHeight - 4, part.bottom)
        return isAround ? 'around' : 'elsewhere'
      }, target),
    )
    .toBe('around')
}

test('[TO1] [TO2] the tour is walked through by keyboard, ended for good, and started again from the Help menu', async ({
  app,
  page,
  folder,
}) => {
  test.setTimeout(180_000)
  expect((await menuItem(app, 'startTour')).isEnabled).toBe(false)
  await openSample(app, page, join(folder, 'Asia expansion.tandem'))
  const tour = page.getByRole('region', { name: 'Tour of the sample programme' })
  for (const [index, { title, target, hash }] of steps.entries()) {
    await expect(tour.getByRole('heading', { name: title })).toBeVisible()
    await expect(tour.getByText(`${index + 1} of 5`)).toBeVisible()
    await expect.poll(() => page.evaluate(() => location.hash)).toContain(hash)
    await expectRingAround(page, target)
    await settled(page)
    expect(await axeFindings(page)).toEqual([])
    await expect(tour.getByRole('button', { name: index === 4 ? 'Finish' : 'Next' })).toBeFocused()
    await page.keyboard.press('Enter')
  }
  await expect(tour).toBeHidden()
  await expect(page.getByText('Help › Tour of the sample programme starts it again.')).toBeVisible()

  expect((await menuItem(app, 'startTour')).isEnabled).toBe(true)
  await chooseMenu(app, 'startTour')
  await expect(tour.getByText('1 of 5')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible()
  await goTo(page, 'settings')
  await tour.getByRole('button', { name: 'Show it again' }).click()
  await expectRingAround(page, 'figure')
  await tour.getByRole('button', { name: 'Next' }).press('Escape')
  await expect(tour).toBeHidden()

  await page.keyboard.press('Control+k')
  await page.keyboard.type('tour')
  await expect(page.getByRole('option', { name: 'Tour of the sample programme' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(tour.getByRole('button', { name: 'Next' })).toBeFocused()
})

const inAnother = test.extend({
  workspace: async ({ folder }, provide) => {
    const path = join(folder, 'Acme.tandem')
    await setUpWorkspace(path)
    await provide(path)
  },
})

inAnother('[TO2] another programme has no tour', async ({ app, page }) => {
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('tour')
  await expect(page.getByText('Nothing is called “tour”.')).toBeVisible()
  expect((await menuItem(app, 'startTour')).isEnabled).toBe(false)
})
