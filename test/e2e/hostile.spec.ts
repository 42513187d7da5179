import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { hostileTexts, kept } from '../support/hostileTexts.ts'
import { expect as usualExpect, test as base } from './support/fixtures.ts'
import { makeHostileWorkspace } from './support/hostile.ts'
import { goTo, routes, settled } from './support/pages.ts'
import { press } from './support/payouts.ts'
import { openedWorkspace } from './support/shell.ts'
import { dropFiles } from './support/system.ts'

/** Reading a file takes its time on a busy computer. */
const expect = usualExpect.configure({ timeout: 20_000 })

const test = base.extend({
  workspace: async ({ folder }, provide) => {
    const path = join(folder, 'Hostile.tandem')
    await makeHostileWorkspace(path)
    await provide(path)
  },
})

/** From now on everything that a text could bring about is noted: dialogs, requests, other pages, refused content, markup. */
async function watch(app: ElectronApplication, page: Page): Promise<() => Promise<string[]>> {
  const seen: string[] = []
  page.on('dialog', (dialog) => {
    seen.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('framenavigated', (frame) => {
    if (!frame.url().startsWith('app://tandem/#')) seen.push(`navigated to ${frame.url()}`)
  })
  page.on('frameattached', () => seen.push('a frame'))
  app.on('window', () => seen.push('a window'))
  app.context().on('request', (request) => {
    if (!request.url().startsWith('app://tandem/')) seen.push(`request ${request.url()}`)
  })
  await page.evaluate(() => {
    const found = new Set<string>()
    Object.assign(window, { foundInPage: found })
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => found.add(effectiveDirective))
    const foreign =
      'script, iframe, object, embed, base, meta, link, style, video, audio, source, math, marquee, [href^="javascript:" i], [action]'
    const look = (element: Element): void => {
      const handler = element.getAttributeNames().find((name) => name.startsWith('on'))
      if (handler !== undefined || element.matches(foreign)) found.add(element.outerHTML.slice(0, 100))
    }
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        if (target instanceof Element) look(target)
        for (const node of addedNodes)
          if (node instanceof Element) for (const element of [node, ...node.querySelectorAll('*')]) look(element)
      }
    }).observe(document, { childList: true, subtree: true, attributes: true })
  })
  return async () => [
    ...seen,
    ...(await page.evaluate(() => [...(window as unknown as { foundInPage: Set<string> }).foundInPage])),
  ]
}

/** Pages through the first table and answers every text it shows. */
async function textsOfTable(page: Page): Promise<Set<string>> {
  const texts = new Set<string>()
  await page.getByRole('grid').first().focus()
  let before = -1
  while (texts.size > before) {
    before = texts.size
    await page.keyboard.press('PageDown')
    await settled(page)
    for (const text of await page
      .locator('main [role="grid"] *')
      .evaluateAll((all) => all.map((one) => one.textContent)))
      texts.add(text)
  }
  return texts
}

test('[S2] over two hundred hostile texts in every field are shown as texts by every page, and nothing of them is carried out', async ({
  app,
  page,
  folder,
}) => {
  test.setTimeout(240_000)
  await openedWorkspace(page)
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
  const happened = await watch(app, page)

  for (const route of routes) {
    await goTo(page, route)
    await settled(page)
  }
  expect(await happened()).toEqual([])

  for (const route of ['partners', 'revenue', 'deals', 'payouts/commissions']) {
    await goTo(page, route)
    await settled(page)
    const shown = await textsOfTable(page)
    expect([route, hostileTexts.filter((text) => !shown.has(kept(text)))]).toEqual([route, []])
  }
  expect(await happened()).toEqual([])

  const palette = page.getByRole('dialog', { name: 'Search or run a command' })
  await page.keyboard.press('Control+k')
  for (const text of hostileTexts) await palette.getByRole('combobox').fill(kept(text).slice(0, 100))
  await page.keyboard.press('Escape')
  expect(await happened()).toEqual([])

  const name = `${'<img src=x onerror=alert(3)>'.replaceAll('/', '')}.csv`
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
  const header = ['id', 'date', 'amount', 'currency', 'partner', 'customer', ...hostileTexts.slice(0, 60)].map(quoted)
  const rows = hostileTexts.map((text, row) => {
    const cells = [`N-${row}`, row % 9 === 0 ? text : '2025-12-02', '5.00', 'USD', `new ${text}`, text]
    return [...cells, ...Array.from({ length: 60 }, () => text)].map(quoted).join(',')
  })
  await writeFile(join(folder, name), [header.join(','), ...rows, ''].join('\n'))
  await dropFiles(page, [join(folder, name)])
  await expect(page.getByRole('heading', { name: `Import ${name}` })).toBeVisible()
  await press(page, 'Check all rows')
  await expect(page.getByRole('button', { name: /^Import \d+ rows$/ })).toBeVisible()
  await settled(page)
  expect(await happened()).toEqual([])
})
