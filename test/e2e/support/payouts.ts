import { expect, type Page } from '@playwright/test'
import { axeFindings } from './pages.ts'

export async function expectNoBarrier(page: Page): Promise<void> {
  expect(await axeFindings(page)).toEqual([])
}

/** Presses a button that says exactly this. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

/** A revenue share of 10 % for everyone, from the first sale of the CRM files. @param change what is done to its draft */
export async function publishPlan(page: Page, change?: () => Promise<void>): Promise<void> {
  await page.getByRole('link', { name: 'Payouts' }).click()
  await page.getByRole('button', { name: 'New plan' }).first().click()
  await press(page, 'Create draft')
  await expect(page.getByRole('textbox', { name: 'On every charge, pay' })).toHaveValue('10')
  await change?.()
  await press(page, 'Publish version 1…')
  // The version starts with the first sale of the files.
  await expect(page.getByLabel('In force from')).toHaveValue('2017-03-01')
  await press(page, 'Publish version 1')
  await expect(page.getByRole('link', { name: 'Version 1, in force from 01 Mar 2017' })).toBeVisible()
  await expect(page.getByRole('link', { name: /draft/ })).toBeHidden()
  await press(page, 'Assign plan')
  await page.getByRole('dialog').getByRole('button', { name: 'Assign plan' }).click()
  await expect(page.getByText('Everyone', { exact: true })).toBeVisible()
}

/** A run of the year 2017 over the CRM files. */
export async function draftRun(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Payouts' }).first().click()
  await page.getByRole('link', { name: /^Runs/ }).click()
  await page.getByRole('button', { name: 'New run' }).first().click()
  await page.getByRole('radio', { name: 'Year' }).click()
  await expect(page.getByText('Jan – Dec 2017')).toBeVisible()
  const preview = page.getByRole('table', { name: 'What the run would hold' })
  await expect(preview.getByRole('row', { name: /USD/ })).toHaveText('USD301,000,553.40')
  await press(page, 'Draft run of 30 payouts')
  await expect(page.getByRole('heading', { name: 'Run 2017-01..2017-12' })).toBeVisible()
}
