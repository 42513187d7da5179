import { AxeBuilder } from '@axe-core/playwright'
import type { ElectronApplication, Page } from '@playwright/test'

export const themes = ['light', 'dark'] as const
export const sizes = [
  { width: 960, height: 640 },
  { width: 1440, height: 900 },
] as const

export type Theme = (typeof themes)[number]
export type Size = (typeof sizes)[number]

/** Every page that stands in the sidebar or is reached from one, by the address it has in the sample programme. */
export const routes = [
  'home',
  'partners',
  'partners/1',
  'partners/1/deals',
  'partners/1/revenue',
  'partners/1/payouts',
  'partners/1/scorecard',
  'partners/1/history',
  'partners/1/tier',
  'tiers/standing',
  'tiers/table',
  'tiers/trial',
  'tiers/promises',
  'tiers/certificates',
  'tiers/confirmations',
  'deals',
  'revenue',
  'revenue/leads',
  'revenue/clicks',
  'revenue/customers',
  'revenue/imports',
  'revenue/unattributed',
  'import/1',
  'payouts/plans',
  'payouts/plans/1',
  'payouts/commissions',
  'payouts/runs',
  'payouts/runs/1',
  'payouts/statements',
  'payouts/statements/1',
  'payouts/adjustments',
  'reviews',
  'reviews/calendar',
  'reviews/commitments',
  'reviews/plans',
  'reviews/feedback',
  'reviews/1',
  'partners/1/reviews',
  'partners/1/feedback',
  'settings/brand',
  'settings/reviews',
  'objectives',
  'interventions',
  'analytics',
  'analytics/pipeline',
  'analytics/funnel',
  'analytics/activation',
  'analytics/customers',
  'analytics/concentration',
  'analytics/owed',
  'partners/1/interventions',
  'objectives/over',
  'objectives/ahead',
  'objectives/archived',
  'scorecards',
  'scorecards/published',
  'scorecards/published/1',
  'scorecards/partners/1',
  'scorecards/templates',
  'scorecards/templates/1',
  'settings/programme',
  'settings/payouts',
  'settings/tiers',
  'settings/rates',
  'settings/figures',
  'settings/mappings',
  'settings/names',
  'settings/costs',
  'settings/measuring',
  'settings/appearance',
  'settings/backups',
  'settings/shortcuts',
  'import',
] as const

export async function goTo(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash
  }, `#/${route}`)
}

export async function setTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((choice) => window.tandem.setTheme({ theme: choice }), theme)
  await page.waitForFunction((choice) => matchMedia(`(prefers-color-scheme: ${choice})`).matches, theme)
}

/** The room for the page, without the window's frame and menu. */
export async function setSize(app: ElectronApplication, page: Page, { width, height }: Size): Promise<void> {
  await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [
    width,
    height,
  ] as const)
  await page.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [width, height] as const)
}

/** Waits until nothing is being asked any more and two frames have been drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('main') !== null && document.querySelector('main [aria-busy="true"]') === null,
  )
  await drawn(page)
}

async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60)))),
  )
}

/** What axe finds, at every impact level, as lines that name rule and element; in the whole page or in one part of it. */
export async function axeFindings(page: Page, part = 'html'): Promise<string[]> {
  // Without legacy mode axe opens a page of its own, which Electron refuses. What passes is not told of: that halves its time.
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true)
    .include(part)
    .options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.slice(0, 3).map((node) => `${impact ?? ''} ${id}: ${node.html.slice(0, 200)}`),
  )
}

/** What is wrong with what the window shows, in both sizes and themes, one line each. */
export async function inspectAsItIs(
  app: ElectronApplication,
  page: Page,
  name: string,
  part?: string,
): Promise<string[]> {
  const wrong: string[] = []
  for (const size of sizes) {
    await setSize(app, page, size)
    for (const theme of themes) {
      await setTheme(page, theme)
      await drawn(page)
      const findings = [...(await axeFindings(page, part)), ...(await clippings(page))]
      wrong.push(...findings.map((finding) => `${name} ${theme} ${size.width}: ${finding}`))
    }
  }
  return wrong
}

/** Text that is cut without an ellipsis, figures that are cut at all, and content wider or higher than the window. */
export function clippings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** Letters reach over the edges of their line by as much without being cut. */
    const OVERHANG_PX = 3
    const found = new Set<string>()
    const { scrollWidth } = document.documentElement
    if (scrollWidth > innerWidth) found.add(`the page is ${scrollWidth} px wide`)
    for (const dialog of document.querySelectorAll('[role="dialog"]')) {
      const { left, top, right, bottom } = dialog.getBoundingClientRect()
      if (Math.min(left, top) < 0 || right > innerWidth || bottom > innerHeight)
        found.add(`a dialog reaches out of the window: ${dialog.textContent.slice(0, 60)}`)
    }
    const range = document.createRange()
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      range.selectNodeContents(texts.currentNode)
      const text = range.getBoundingClientRect()
      if (range.toString().trim() === '' || text.width === 0) continue
      const parent = texts.currentNode.parentElement
      let [canScrollAside, canScrollDown] = [false, false]
      for (let holder = parent; holder; holder = holder.parentElement) {
        const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(holder)
        const box = holder.getBoundingClientRect()
        // What only a screen reader is told lies in a box of one pixel.
        if (box.width <= 1) break
        canScrollAside ||= ['auto', 'scroll'].includes(overflowX)
        canScrollDown ||= ['auto', 'scroll'].includes(overflowY)
        const isCutAside =
          !canScrollAside && overflowX !== 'visible' && (text.right > box.right + 1 || text.left < box.left - 1)
        const isCutBelow = !canScrollDown && overflowY !== 'visible' && text.bottom > box.bottom + OVERHANG_PX
        if (!isCutAside && !isCutBelow) continue
        const isFigure = parent?.closest('.num') !== null
        const isTold = !isFigure && (textOverflow === 'ellipsis' || webkitLineClamp !== 'none')
        const words = range.toString().slice(0, 60)
        if (!isTold) found.add(`${holder.tagName.toLowerCase()} cuts “${words}” ${isCutAside ? 'aside' : 'below'}`)
        break
      }
    }
    return [...found].slice(0, 10)
  })
}
