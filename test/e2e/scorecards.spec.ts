import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { toCardHtml } from '../../src/engine/scorecards/cardHtml.ts'
import { askTandem } from '../support/commandLine.ts'
import { fullCard } from '../support/scorecards.ts'
import { expect, test as base } from './support/fixtures.ts'
import { axeFindings } from './support/pages.ts'
import { openedWorkspace } from './support/shell.ts'
import { answerSaveDialog } from './support/system.ts'
import { setUpWorkspace } from './support/workspace.ts'

const partners = ['Acme', 'Bukit Data', 'Chao Phraya', 'Deccan Stack', 'Formosa Link', 'Han River', 'Kawara Systems']

/** Seven partners with sales of the last quarter of 2025: the first five of 160.00, each next one 40.00 more a sale. */
const sales = [
  'Invoice,Date,Partner,Customer,Amount,Currency',
  ...partners.flatMap((partner, i) =>
    Array.from(
      { length: 5 },
      (_, n) => `INV-${i}-${n},2025-1${n % 3}-05,${partner},Customer ${n},${160 + i * 40}.00,USD`,
    ),
  ),
].join('\r\n')

const test = base.extend({
  workspace: async ({ folder }, provide) => {
    const path = join(folder, 'Asia.tandem')
    const from = await mkdtemp(join(tmpdir(), 'tandem-scorecards-'))
    await setUpWorkspace(path)
    const call = (method: string, input: object) =>
      askTandem(['call', method, JSON.stringify(input), '--workspace', path])
    await call('programme.update', { pinnedToday: '2026-01-14' })
    for (const name of partners) await call('partners.create', { name, startedOn: '2025-01-01' })
    await writeFile(join(from, 'sales.csv'), sales)
    await askTandem(['import', join(from, 'sales.csv'), '--workspace', path])
    await rm(from, { recursive: true })
    await provide(path)
  },
})

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

async function expectNoBarrier(page: Page): Promise<void> {
  expect(await axeFindings(page)).toEqual([])
}

async function makeTemplate(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Scorecards' }).click()
  await expect(page.getByText('A scorecard says how a partner does', { exact: false })).toBeVisible()
  await press(page, 'New template')
  await page.getByRole('radio', { name: /^Blank/ }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Resellers')
  await expectNoBarrier(page)
  await press(page, 'Create template')

  await press(page, 'Add metric')
  const metric = (number: number) => page.getByRole('region', { name: `Metric ${number}` })
  const save = page.getByRole('button', { name: 'Save template' })
  await expect(metric(2).getByText('A weight of 0 counts nothing.')).toBeVisible()
  await metric(1).getByRole('textbox', { name: 'Weight' }).fill('60')
  await expect(page.getByText('40% left to give')).toBeVisible()
  await expect(save).toBeDisabled()
  await metric(2).getByRole('textbox', { name: 'Weight' }).fill('40')
  await metric(1).getByRole('textbox', { name: 'Target' }).fill('1000.00')
  await metric(2).getByRole('textbox', { name: 'Target' }).fill('4')
  await expect(page.getByText('Weights add up to 100%')).toBeVisible()
  await expectNoBarrier(page)
  await save.click()
  await expect(save).toBeDisabled()
}

test('[SC1] [SC8] a template is made, scorecards are published, stand on the partner page and are saved as one page of PDF', async ({
  app,
  page,
  folder,
}) => {
  test.setTimeout(180_000)
  await openedWorkspace(page)
  await makeTemplate(page)

  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Scorecards' }).click()
  await page.getByRole('button', { name: /^Period/ }).click()
  await press(page, 'Quarter')
  await page.keyboard.press('Escape')
  const matrix = page.getByRole('grid', { name: 'Partners and their metrics' })
  // 800.00 of 1,000.00 at 60 %, five of four sales at 40 %: 48 + 40.
  await expect(matrix.getByRole('row', { name: /^Acme/ })).toContainText('88.0–Good')
  await expect(matrix.getByRole('row', { name: /^Bukit Data/ })).toContainText('100.0–Excellent')
  await expectNoBarrier(page)
  await expect(page.getByText('7 partners', { exact: true })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Find a partner' }).fill('acm')
  await expect(page.getByText('1 of 7 partners')).toBeVisible()
  await press(page, 'Publish 1 scorecard…')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('row', { name: /^Acme/ })).toHaveText('AcmeGood88.0')
  await expectNoBarrier(page)
  await dialog.getByRole('button', { name: 'Publish 1 scorecard' }).click()
  await expect(page.getByText('The scorecard of Acme published')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Publish 0 scorecards…' })).toBeDisabled()

  await page.getByRole('link', { name: 'Partners', exact: true }).click()
  await page.getByRole('grid').getByText('Acme').dblclick()
  await page.getByRole('link', { name: 'Scorecard', exact: true }).click()
  const card = page.getByRole('region', { name: 'Scorecard' })
  await expect(card.getByText('Held back by partner revenue (USD 200.00 under target).')).toBeVisible()
  await expect(
    page.getByText(/^Published .* by Anna Weber, content [0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}$/),
  ).toBeVisible()
  await card.getByRole('button', { name: 'Partner revenue' }).click()
  await expect(page.getByText('actual ÷ target = 80.0%')).toBeVisible()
  await expectNoBarrier(page)
  await page.keyboard.press('Escape')

  const pdf = join(folder, 'acme.pdf')
  await answerSaveDialog(app, pdf)
  await press(page, 'Save as PDF')
  await expect(page.getByText('acme.pdf written')).toBeVisible()
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
  expect(text).toMatch(/Acme[\s\S]*Scorecard Q4 2025[\s\S]*88\.0 of 100 Good/)
  expect(text).toMatch(/Partner revenue +60% +1,000\.00 +800\.00 +80\.0% +48\.0/)
  expect(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })).toMatch(/Tagged: +yes[\s\S]*Pages: +1\n[\s\S]*A4/)

  const web = join(folder, 'acme.html')
  await answerSaveDialog(app, web)
  await press(page, 'More for this scorecard')
  await page.getByRole('menuitem', { name: 'Save as web page…' }).click()
  await expect(page.getByText('acme.html written')).toBeVisible()
  const html = await readFile(web, 'utf8')
  expect(html).not.toContain('<script')
  expect(html).toContain('88.0')

  await page.keyboard.press('Control+z')
  await expect(page.getByText('As of now: nothing is frozen before it is published')).toBeVisible()
})

test('[SC13] a card with all it can hold, and names as long as they may be, is one tagged page of A4', async ({
  app,
  page,
  folder,
}) => {
  await openedWorkspace(page)
  for (const [name, text] of [
    ['full', 'Cửu Long Seafood'],
    ['long', 'Sehr lange Namen '.repeat(12)],
  ] as const) {
    const pdf = join(folder, `${name}.pdf`)
    await answerSaveDialog(app, pdf)
    const html = toCardHtml(fullCard(text), 'ab'.repeat(32))
    await page.evaluate(
      (source) => window.tandem.saveFile({ name: 'card.pdf', content: { kind: 'pdf', html: source } }),
      html,
    )
    expect(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })).toMatch(/Tagged: +yes[\s\S]*Pages: +1\n[\s\S]*A4/)
    const words = execFileSync('pdftotext', [pdf, '-'], { encoding: 'utf8' })
    expect(words).toContain('ab'.repeat(32))
  }
})
