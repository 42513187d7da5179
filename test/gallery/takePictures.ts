// Takes the README's pictures from the built application with the sample programme: `npm run gallery`, after `npm run build`.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { createSampleFiles } from '../../src/engine/sample/programme.rules.ts'
import { askTandem } from '../support/commandLine.ts'
import { launch } from '../e2e/support/launch.ts'
import { goTo, setSize, setTheme, settled, type Size, type Theme } from '../e2e/support/pages.ts'
import { openedWorkspace } from '../e2e/support/shell.ts'
import { dropFiles } from '../e2e/support/system.ts'

const out = resolve(import.meta.dirname, '../../docs/gallery')
const wide: Size = { width: 1440, height: 900 }
const narrow: Size = { width: 960, height: 640 }

interface Picture {
  name: string
  route: string
  theme: Theme
  size: Size
  /** What is done on the page before it is taken. */
  act?: (page: Page) => Promise<void>
}

async function openFirstRow(page: Page): Promise<void> {
  await page.getByRole('grid').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

const pictures: readonly Picture[] = [
  { name: 'home-light', route: 'home', theme: 'light', size: wide },
  { name: 'home-dark-960', route: 'home', theme: 'dark', size: narrow },
  { name: 'partners-light', route: 'partners', theme: 'light', size: wide },
  { name: 'partner-dark', route: 'partners/1', theme: 'dark', size: wide },
  { name: 'explain-light', route: 'payouts/commissions', theme: 'light', size: wide, act: openFirstRow },
  { name: 'plan-light', route: 'payouts/plans/1', theme: 'light', size: wide },
  { name: 'run-dark', route: 'payouts/runs/13', theme: 'dark', size: wide },
  { name: 'statement-light', route: 'payouts/statements/1', theme: 'light', size: wide },
  { name: 'scorecards-light', route: 'scorecards', theme: 'light', size: wide },
  { name: 'review-light', route: 'reviews/3', theme: 'light', size: wide },
  { name: 'tiers-dark', route: 'partners/1/tier', theme: 'dark', size: wide },
  { name: 'customers-light', route: 'analytics/customers', theme: 'light', size: wide },
]

async function take(app: ElectronApplication, page: Page, { name, route, theme, size, act }: Picture): Promise<void> {
  await setSize(app, page, size)
  await setTheme(page, theme)
  await goTo(page, route)
  await settled(page)
  await act?.(page)
  await settled(page)
  await page.mouse.move(0, 0)
  await page.screenshot({ path: join(out, `${name}.png`) })
}

const folder = mkdtempSync(join(tmpdir(), 'tandem-gallery-'))
mkdirSync(out, { recursive: true })
await askTandem(['demo', join(folder, 'demo')])
const workspace = join(folder, 'Asia expansion.tandem')
copyFileSync(join(folder, 'demo', 'Asia expansion.tandem'), workspace)
// Another seed: payments that the sample does not hold yet.
const payments = join(folder, 'payments-2026-01.csv')
writeFileSync(
  payments,
  createSampleFiles({ seed: 3, partners: 20, conversions: 400 }).paymentsCsv.replaceAll('ch_', 'py_'),
)

const app = await launch({ userData: join(folder, 'settings'), workspace })
const page = await app.firstWindow()
await openedWorkspace(page)
await page.getByRole('navigation', { name: 'Pages' }).waitFor()
for (const picture of pictures) await take(app, page, picture)
await setTheme(page, 'light')
await setSize(app, page, wide)
await dropFiles(page, [payments])
await page.getByRole('button', { name: 'Check all rows' }).click()
await page.getByRole('button', { name: /^Import .* rows$/ }).waitFor()
await settled(page)
await page.screenshot({ path: join(out, 'import-light.png') })
await app.close()
rmSync(folder, { recursive: true, force: true })
