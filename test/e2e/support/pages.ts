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
  'scorecards',
  'scorecards/published',
  'scorecards/published/1',
  'scorecards/partners/1',
  'scorecards/templates',
  'scorecards/templates/1',
  'settings',
  'settings/payouts',
  'settings/tiers',
  'settings/rates',
  'settings/figures',
  'settings/mappings',
  'settings/names',
  'settings/costs',
  'settings/measuring',
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
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60)))),
  )
}

/** What axe finds, at every impact level, as lines that name rule and element. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Without legacy mode axe opens a page of its own, which Electron refuses.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.slice(0, 3).map((node) => `${impact ?? ''} ${id}: ${node.html.slice(0, 200)}`),
  )
}

/** Text that is cut without an ellipsis, figures that are cut at all, and content wider than the window. */
export function clippings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    if (document.documentElement.scrollWidth > innerWidth)
      found.push(`the page is ${document.documentElement.scrollWidth} px wide`)
    for (const element of document.querySelectorAll<HTMLElement>('main *, nav *, aside *')) {
      const isText = [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
      )
      if (!isText || element.clientWidth <= 1 || element.scrollWidth <= element.clientWidth + 1) continue
      const style = getComputedStyle(element)
      if (style.overflowX === 'visible' || style.overflowX === 'auto' || style.overflowX === 'scroll') continue
      const isFigure = element.classList.contains('num')
      if (style.textOverflow !== 'ellipsis' || isFigure)
        found.push(`${element.tagName.toLowerCase()} cuts “${element.textContent.slice(0, 60)}”`)
    }
    return found.slice(0, 10)
  })
}
