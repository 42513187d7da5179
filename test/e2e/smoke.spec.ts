import { join } from 'node:path'
import { expect, test } from './support/fixtures.ts'
import { makeWorkspace, shellState } from './support/shell.ts'

test('[SH6] the application starts, makes a workspace and shows its first page', async ({ app, page, folder }) => {
  await makeWorkspace(app, page, join(folder, 'Smoke.tandem'))
  expect((await shellState(page)).engine).toEqual({ reader: 'up', writer: 'up' })
  await expect(page.getByRole('main')).toBeVisible()
})
