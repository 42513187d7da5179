import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { askTandem } from '../support/commandLine.ts'
import { expect, test as base } from './support/fixtures.ts'
import { axeFindings, clippings, goTo, routes, setSize, setTheme, settled, sizes, themes } from './support/pages.ts'
import { enginePid, openedWorkspace } from './support/shell.ts'
import { setUpWorkspace } from './support/workspace.ts'

const test = base.extend<{ kind: 'empty' | 'full' }>({
  kind: ['full', { option: true }],
  workspace: async ({ folder, kind }, provide) => {
    const path = join(folder, 'Asia expansion.tandem')
    if (kind === 'empty') await setUpWorkspace(path)
    else await askTandem(['demo', folder])
    await provide(path)
  },
})

/** Looks at every page in both themes and sizes and answers what is wrong, one line each. */
async function inspectPages(app: ElectronApplication, page: Page, isSettling = true): Promise<string[]> {
  const wrong: string[] = []
  for (const size of sizes) {
    await setSize(app, page, size)
    for (const theme of themes) {
      await setTheme(page, theme)
      for (const route of routes) {
        await goTo(page, route)
        if (isSettling) await settled(page)
        const findings = [...(await axeFindings(page)), ...(await clippings(page))]
        wrong.push(...findings.map((finding) => `${route} ${theme} ${size.width}: ${finding}`))
      }
    }
  }
  return wrong
}

async function opened(page: Page): Promise<void> {
  await openedWorkspace(page)
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
}

test.describe.configure({ timeout: 1_500_000 })

test('[UI1] every page with data is accessible and uncut in both themes and sizes', async ({ app, page }) => {
  await opened(page)
  expect(await inspectPages(app, page)).toEqual([])
})

/** An address without what it names, as `partners/N/deals`. */
const shapeOf = (address: string): string => address.replace(/^#\//, '').replace(/\?.*$/, '').replaceAll(/\d+/g, 'N')

test('[UI17] enlarged to 125 and 150 %, no page cuts a figure or a text, and none leads to a page that is not looked at', async ({
  app,
  page,
}) => {
  await opened(page)
  await setSize(app, page, sizes[0])
  const wrong: string[] = []
  const links = new Set<string>()
  for (const factor of [1.25, 1.5]) {
    await app.evaluate(
      ({ BrowserWindow }, zoom) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(zoom),
      factor,
    )
    await page.waitForFunction((width) => innerWidth === width, sizes[0].width / factor)
    for (const route of routes) {
      await goTo(page, route)
      await settled(page)
      wrong.push(...(await clippings(page)).map((finding) => `${route} ${factor}: ${finding}`))
      for (const link of await page
        .locator('a[href^="#/"]')
        .evaluateAll((all) => all.map((a) => a.getAttribute('href'))))
        links.add(shapeOf(link ?? ''))
    }
  }
  expect(wrong).toEqual([])
  // `payouts` is the first of its own tabs.
  const shapes = routes.map(shapeOf)
  expect([...links].filter((link) => !shapes.some((shape) => shape === link || shape.startsWith(`${link}/`)))).toEqual(
    [],
  )
})

test.describe('without data', () => {
  test.use({ kind: 'empty' })
  test('[UI2] every empty page is accessible and says how to fill it', async ({ app, page }) => {
    await opened(page)
    expect(await inspectPages(app, page)).toEqual([])
  })
})

test('[UI3] every page that waits for the engine is accessible and shows no wrong figure', async ({ app, page }) => {
  await opened(page)
  const reader = enginePid(app, 'reader')
  if (reader === undefined) throw new Error('no reader runs')
  // A stopped process answers nothing: every page stays as it is before its first answer.
  await page.reload()
  await opened(page)
  process.kill(reader, 'SIGSTOP')
  try {
    expect(await inspectPages(app, page, false)).toEqual([])
  } finally {
    process.kill(reader, 'SIGCONT')
  }
})

test('[UI4] every page whose questions fail says so and stays accessible', async ({ app, page, workspace }) => {
  await opened(page)
  // The engine's queries now fail as they would on a damaged file.
  const tables = [
    'conversion',
    'customer',
    'deal',
    'partner',
    'commission',
    'payout_run',
    'payout',
    'statement',
    'adjustment',
    'plan',
    'import_attempt',
    'import_mapping',
    'import_answer',
    'scorecard',
    'scorecard_template',
    'rollup_revenue',
    'rollup_commission',
  ]
  const script = tables.map((table) => `ALTER TABLE ${table} RENAME TO gone_${table};`).join('\n')
  execFileSync('sqlite3', [workspace ?? ''], { input: `PRAGMA legacy_alter_table = ON;\n${script}` })
  expect(await inspectPages(app, page)).toEqual([])
  await goTo(page, 'partners')
  await expect(page.getByRole('alert').first()).toBeVisible()
})
