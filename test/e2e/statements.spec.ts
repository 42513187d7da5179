import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { askTandem } from '../support/commandLine.ts'
import { collectErrors, expect, test } from './support/fixtures.ts'
import { launch } from './support/launch.ts'
import { clippings, goTo, setSize, setTheme, sizes, themes } from './support/pages.ts'
import { expectNoBarrier, press } from './support/payouts.ts'
import { openedWorkspace } from './support/shell.ts'
import { answerSaveDialog } from './support/system.ts'
import { setUpWorkspace } from './support/workspace.ts'

const call = <T>(workspace: string, method: string, input: object): Promise<T> =>
  askTandem<T>(['call', method, JSON.stringify(input), '--workspace', workspace])

async function importSales(workspace: string, path: string, rows: readonly string[]): Promise<void> {
  await writeFile(path, ['order_id,date,amount,currency,partner,customer,product', ...rows].join('\n'))
  await askTandem(['import', path, '--workspace', workspace])
}

const body = (ratePpm: number) => ({
  rules: [
    {
      key: 'share', name: 'Revenue share', priority: 0, conditions: [], limitMonths: null,
      payment: { kind: 'percent', ratePpm },
    },
  ],
}) // prettier-ignore

/** A draft run of two sales; a third is held and a fourth not due yet. */
async function seedRun(workspace: string, folder: string): Promise<void> {
  await setUpWorkspace(workspace)
  await call(workspace, 'partners.create', { name: 'Saebyeok Soft', startedOn: '2024-01-01' })
  await importSales(workspace, join(folder, 'sales.csv'), [
    'INV-1,2025-11-03,1240.00,USD,Saebyeok Soft,Northwind Industries,Suite',
    'INV-2,2025-11-18,456.78,USD,Saebyeok Soft,Contoso Trading,Suite',
    'INV-3,2025-11-20,700.00,USD,Saebyeok Soft,Adventure Works,Suite',
    'INV-4,2025-12-02,300.00,USD,Saebyeok Soft,Contoso Trading,Suite Pro',
  ])
  await call(workspace, 'plans.create', { name: 'Asia resellers', body: body(100_000) })
  await call(workspace, 'plans.publish', { id: 1, validFrom: '2024-01-01', changeMode: 'allNewEvents' })
  await call(workspace, 'plans.assign', { planId: 1, scope: { kind: 'everyone' }, validFrom: '2024-01-01' })
  await call(workspace, 'commissions.hold', { ids: [3 * 64], reason: 'Contract unsigned' })
  await call(workspace, 'payouts.createRun', { from: '2025-11-01', to: '2025-12-31', cutoffOn: '2025-12-31' })
}

/** Everything that a statement is made of, or that a careless one would be, changes. */
async function changeEverything(workspace: string, folder: string): Promise<void> {
  await call(workspace, 'partners.update', { id: 1, changes: { name: 'Renamed Ltd', legalName: 'Renamed Holding' } })
  await importSales(workspace, join(folder, 'later.csv'), [
    'INV-9,2025-11-04,999.00,USD,Renamed Ltd,Northwind Industries,Suite',
    'INV-10,2025-12-05,88.00,USD,Renamed Ltd,Contoso Trading,Suite',
  ])
  await call(workspace, 'plans.saveDraft', { id: 1, body: body(250_000) })
  await call(workspace, 'plans.publish', { id: 1, validFrom: '2025-11-01', changeMode: 'allNewEvents' })
  await call(workspace, 'plans.rename', { id: 1, name: 'Renamed plan' })
  await call(workspace, 'programme.update', {
    name: 'Other programme', timeZone: 'America/New_York', rounding: 'halfToEven', customersOnStatements: 'name',
  }) // prettier-ignore
}

/** Saves the statement that is shown in all three forms. */
async function saveAll(app: ElectronApplication, page: Page, folder: string, name: string) {
  const save = async (format: string, start: () => Promise<void>): Promise<string> => {
    const path = join(folder, `${name}.${format}`)
    await answerSaveDialog(app, path)
    await start()
    await expect(page.getByText(`${name}.${format} written`)).toBeVisible({ timeout: 20_000 })
    return path
  }
  const other = (item: string) => async () => {
    await press(page, 'Other formats')
    await page.getByRole('menuitem', { name: item }).click()
  }
  const pdf = await save('pdf', () => press(page, 'Save as PDF'))
  return {
    pdf: execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }),
    html: await readFile(await save('html', other('Save as web page…')), 'utf8'),
    csv: await readFile(await save('csv', other('Save as CSV…')), 'utf8'),
  }
}

/** The application on this computer, or on one elsewhere. */
async function start(
  userData: string,
  workspace: string,
  environment: Record<string, string>,
): Promise<{ app: ElectronApplication; page: Page; errors: string[] }> {
  const app = await launch({ userData, workspace, environment })
  const page = await app.firstWindow()
  const errors = collectErrors(page)
  await openedWorkspace(page)
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
  return { app, page, errors }
}

test('[PO4] PDF, page and CSV of an approved statement say the same on another computer, after an import, a new name and a new plan version', async ({
  userData,
  folder,
}) => {
  test.setTimeout(240_000)
  const workspace = join(folder, 'Asia.tandem')
  await seedRun(workspace, folder)
  const here = await start(userData, workspace, { TZ: 'Asia/Tokyo', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' })
  const { app, page } = here
  await goTo(page, 'settings/payouts')
  await page.getByRole('radio', { name: 'the initials of its name, as “N. I.”' }).click()
  await press(page, 'Save changes')
  await expect(page.getByRole('button', { name: 'Save changes' })).toBeHidden()
  await expectNoBarrier(page)
  await goTo(page, 'payouts/runs/1')
  await press(page, 'Finish review of 1 payout')
  await press(page, 'Approve 1 payout')
  await page.getByRole('link', { name: '2025-11..2025-12-001' }).click()
  const sheet = page.getByRole('article', { name: 'Statement as the partner sees it' })
  await expect(sheet.getByRole('table', { name: 'Commissions by status' }).getByRole('row')).toHaveText([
    'StatusCommissionsAmount',
    'Paid with this statement2169.68',
    'Held170.00',
    'Pending, first due on 15 Jan 2026130.00',
  ])
  await expect(sheet.getByText('Customers are given by their initials.', { exact: false })).toBeVisible()
  for (const size of sizes) {
    await setSize(app, page, size)
    for (const theme of themes) {
      await setTheme(page, theme)
      await expectNoBarrier(page)
      expect(await clippings(page)).toEqual([])
    }
  }
  const before = await saveAll(app, page, folder, 'before')
  await app.close()
  expect(before.pdf).toMatch(/N\. I\.[\s\S]*Pending, first due on 15 Jan 2026 +1 +30\.00[\s\S]*Content [0-9a-f]{64}/)
  expect(Object.values(before).join('\n')).not.toMatch(/Northwind|Contoso|Adventure/)

  await changeEverything(workspace, folder)
  const elsewhere = { TZ: 'America/St_Johns', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8', LANGUAGE: 'ar' }
  const there = await start(join(folder, 'elsewhere'), workspace, elsewhere)
  await goTo(there.page, 'payouts/statements/1')
  await expect(there.page.getByText(/^Frozen, content/)).toBeVisible()
  const after = await saveAll(there.app, there.page, folder, 'after')
  await there.app.close()
  expect(after).toEqual(before)
  expect([...here.errors, ...there.errors]).toEqual([])
})
