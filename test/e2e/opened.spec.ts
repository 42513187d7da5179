import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { askTandem } from '../support/commandLine.ts'
import { expect as usualExpect, test } from './support/fixtures.ts'
import { goTo, inspectAsItIs, settled } from './support/pages.ts'
import { press } from './support/payouts.ts'
import { enginePid, openedWorkspace, shellState } from './support/shell.ts'
import { answerOpenDialog, answerSaveDialog, chooseMenu, dropFiles } from './support/system.ts'

const crm = resolve(import.meta.dirname, '../fixtures/crm')
/** Reading a file takes its time on a busy computer. */
const expect = usualExpect.configure({ timeout: 20_000 })

test.describe.configure({ timeout: 400_000 })

/** What opens over a page: the page and the button that opens it. */
const buttons: readonly (readonly [route: string, button: string])[] = [
  ['partners', 'Filter /'],
  ['partners', 'Columns'],
  ['partners', 'Save this view'],
  ['partners', 'More for this list'],
  ['partners', 'Add partner'],
  ['partners/1', 'Edit…'],
  ['partners/1', 'Change status…'],
  ['partners/1/tier', 'Note…'],
  ['partners/1/reviews', 'Add goal'],
  ['partners/1/reviews', 'Add campaign'],
  ['partners/1/feedback', 'Add feedback'],
  ['tiers/certificates', 'Add certificate'],
  ['tiers/confirmations', 'Record confirmation'],
  ['payouts/plans', 'New plan'],
  ['payouts/plans/1', 'Assign plan'],
  ['payouts/plans/1', 'End…'],
  ['payouts/runs', 'New run'],
  ['payouts/runs/13', 'Exclude'],
  ['payouts/runs/12', 'Save all 19 statements…'],
  ['payouts/adjustments', 'Add adjustment'],
  ['reviews', 'Who is due…'],
  ['reviews', 'Plan a review'],
  ['reviews/feedback', 'Paste an answer…'],
  ['reviews/1', 'Make pack…'],
  ['reviews/1', 'Add commitment'],
  ['scorecards', 'Publish 20 scorecards…'],
  ['scorecards/templates', 'New template'],
  ['settings/costs', 'Add a cost'],
  ['home', 'Activity'],
]

/** Lists whose rows open a panel at the right. */
const panels = [
  'payouts/commissions',
  'partners',
  'deals',
  'revenue',
  'revenue/clicks',
  'revenue/customers',
  'revenue/imports',
  'tiers/standing',
  'tiers/certificates',
  'interventions',
]

const over = '[role="dialog"], [role="menu"]'

const inSample = test.extend({
  workspace: async ({ folder }, provide) => {
    await askTandem(['demo', folder])
    await provide(join(folder, 'Asia expansion.tandem'))
  },
})

async function openedFrame(page: Page): Promise<void> {
  await openedWorkspace(page)
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
}

inSample(
  '[UI18] every dialog, menu and list that opens over a page is accessible, uncut and within the window',
  async ({ app, page }) => {
    await openedFrame(page)
    const wrong: string[] = []
    for (const [route, button] of buttons) {
      await goTo(page, route)
      await settled(page)
      await page.getByRole('main').getByRole('button', { name: button, exact: true }).first().click()
      const opened = page.locator(over).first()
      await expect(opened).toBeVisible()
      wrong.push(...(await inspectAsItIs(app, page, `${route} ${button}`, over)))
      await expect(opened).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(page.locator(over)).toHaveCount(0)
    }
    expect(wrong).toEqual([])
  },
)

inSample(
  '[UI18] the palette, the frame’s dialogs and the panel of every list are accessible, uncut and within the window',
  async ({ app, page }) => {
    await openedFrame(page)
    const palette = page.getByRole('dialog', { name: 'Search or run a command' })
    const wrong: string[] = []
    await page.keyboard.press('Control+k')
    await expect(palette).toBeVisible()
    wrong.push(...(await inspectAsItIs(app, page, 'palette', over)))
    for (const [words, found] of [
      ['nusa', palette.getByRole('option', { name: /Nusa Integra/ }).first()],
      ['2025', palette.getByRole('option').first()],
      ['zzzz', palette.getByText('Nothing is called “zzzz”.')],
    ] as const) {
      await palette.getByRole('combobox').fill(words)
      await expect(found).toBeVisible()
      wrong.push(...(await inspectAsItIs(app, page, `palette ${words}`, over)))
    }
    await page.keyboard.press('Escape')
    await expect(palette).toBeHidden()

    for (const entry of ['showShortcuts', 'showAbout', 'asOf']) {
      await chooseMenu(app, entry)
      await expect(page.locator(over)).toBeVisible()
      wrong.push(...(await inspectAsItIs(app, page, entry, over)))
      await page.keyboard.press('Escape')
      await expect(page.locator(over)).toHaveCount(0)
    }
    await page.getByRole('button', { name: /^Period/ }).click()
    await expect(page.locator(over)).toBeVisible()
    wrong.push(...(await inspectAsItIs(app, page, 'period', over)))
    await page.keyboard.press('Escape')

    for (const route of panels) {
      await goTo(page, route)
      await settled(page)
      await page.getByRole('grid').first().focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      const panel = page.locator('main').getByRole('complementary')
      await expect(panel).toBeVisible()
      wrong.push(...(await inspectAsItIs(app, page, `${route} panel`, 'main aside')))
      await expect(panel).toBeVisible()
      await page.keyboard.press('Escape')
    }
    expect(wrong).toEqual([])
  },
)

test('[UI18] the first start and every step of an import are accessible, uncut and within the window', async ({
  app,
  page,
  folder,
}) => {
  const wrong: string[] = []
  const inspect = async (name: string, part?: string) =>
    void wrong.push(...(await inspectAsItIs(app, page, name, part)))
  const file = (name: string): string => join(folder, name)
  const good = Array.from({ length: 12 }, (_, row) => `a${row},2025-12-01,${row + 1}.00,USD,Hollow Ltd`)
  await writeFile(
    file('sales.csv'),
    ['id,date,amount,currency,partner', ...good, 'b1,2025-13-40,5.00,USD,Hollow Ltd', ''].join('\n'),
  )
  await writeFile(file('quote.csv'), 'id,date,amount\na1,2025-12-01,10.00\na2,"2025-12-02,5.00\n')
  await writeFile(file('letter.tandem'), 'Dear Anna, this is a letter and not a database.')

  await expect(page.getByRole('heading', { name: 'Where do you want to start?' })).toBeVisible()
  await inspect('doors')
  await answerSaveDialog(app, file('Asia.tandem'))
  await dropFiles(page, [
    join(crm, 'sales_pipeline.csv'),
    join(crm, 'sales_teams.csv'),
    file('sales.csv'),
    file('quote.csv'),
  ])
  await expect(page.getByText(/^Then the import begins: /)).toBeVisible()
  await inspect('set-up')
  await page.keyboard.type('Asia expansion')
  await page.getByRole('textbox', { name: 'Your name' }).fill('Maya Lindqvist')
  await press(page, 'Start and import')

  await expect(page.getByRole('heading', { name: 'Import sales_teams.csv' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Check all rows' })).toBeVisible()
  await inspect('columns')
  await press(page, 'Check all rows')
  await expect(page.getByRole('button', { name: 'Import 35 rows' })).toBeEnabled()
  await inspect('check')
  await press(page, 'Import 35 rows')
  await expect(page.getByText('35 rows imported')).toBeVisible()
  await inspect('report')
  await press(page, 'Revert this import')
  await expect(page.getByRole('dialog')).toBeVisible()
  await inspect('revert', over)
  await page.keyboard.press('Escape')

  const queue = page.getByRole('navigation', { name: 'Files to import' })
  await queue.getByRole('button', { name: /sales_pipeline/ }).click()
  await expect(page.getByRole('heading', { name: 'Which currency are the amounts in?' })).toBeVisible()
  await inspect('question')
  await queue.getByRole('button', { name: /sales\.csv/ }).click()
  await press(page, 'Check all rows')
  await expect(page.getByRole('cell', { name: 'Day is not in the calendar' }).first()).toBeVisible()
  await inspect('verdicts')
  await queue.getByRole('button', { name: /quote/ }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await inspect('unreadable')

  // Stopped engines answer nothing: the file stays as it is before it is read.
  const engines = [enginePid(app, 'reader'), enginePid(app, 'writer')].filter((pid) => pid !== undefined)
  for (const pid of engines) process.kill(pid, 'SIGSTOP')
  try {
    await writeFile(file('more.csv'), 'id,date,amount\na1,2025-12-01,10.00\n')
    await dropFiles(page, [file('more.csv')])
    await queue.getByRole('button', { name: /more/ }).click()
    await expect(page.getByRole('progressbar', { name: 'Reading more.csv' })).toBeVisible()
    await inspect('reading')
  } finally {
    for (const pid of engines) process.kill(pid, 'SIGCONT')
  }

  await answerOpenDialog(app, [file('letter.tandem')])
  await page.evaluate(() => window.tandem.openWorkspace({ file: null }))
  await expect.poll(async () => (await shellState(page)).workspace.status).toBe('failed')
  await inspect('no workspace')
  expect(wrong).toEqual([])
})
