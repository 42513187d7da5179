import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { lockWorkspace } from '../../src/engine/db/open.ts'
import { appTexts } from '../../src/renderer/app/texts.ts'
import { uiTexts } from '../../src/renderer/ui/texts.ts'
import { expect, test } from './support/fixtures.ts'
import { launch } from './support/launch.ts'
import { enginePid, openedWorkspace, shellState } from './support/shell.ts'
import { answerOpenDialog, chooseMenu } from './support/system.ts'
import { setUpWorkspace } from './support/workspace.ts'

async function heldWorkspace(folder: string) {
  const workspace = join(folder, 'Acme.tandem')
  await setUpWorkspace(workspace)
  return { workspace, elsewhere: lockWorkspace(workspace) }
}

/** Chooses a workspace as the user does who opens another one. */
async function choose(app: ElectronApplication, page: Page, workspace: string): Promise<void> {
  await answerOpenDialog(app, [workspace])
  await page.evaluate(() => window.tandem.openWorkspace({ file: null }))
}

test('[EN1] a workspace that another program writes is not shown, and opens when that program is done', async ({
  userData,
  folder,
}) => {
  const { workspace, elsewhere } = await heldWorkspace(folder)
  const app = await launch({ userData, workspace })
  const page = await app.firstWindow()
  expect(await openedWorkspace(page)).toMatchObject({
    status: 'failed',
    name: 'Acme',
    error: { code: 'workspace.inUse', details: {} },
  })
  elsewhere.release()
  await choose(app, page, workspace)
  await expect(page.getByRole('link', { name: 'Partners' })).toBeVisible()
  await expect.poll(async () => (await shellState(page)).engine).toEqual({ reader: 'up', writer: 'up' })
  await app.close()
})

test('[SH7] a workspace that another program holds is tried again when asked, and then by itself', async ({
  userData,
  folder,
}) => {
  const { workspace, elsewhere } = await heldWorkspace(folder)
  const app = await launch({ userData, workspace })
  const page = await app.firstWindow()
  const retry = page.getByRole('button', { name: uiTexts.tryAgain })
  await expect(retry).toBeVisible()
  await expect(page.getByRole('button', { name: appTexts.openBackup })).toHaveCount(0)
  elsewhere.release()
  await retry.click()
  await expect(page.getByRole('link', { name: 'Partners' })).toBeVisible()
  await chooseMenu(app, 'closeWorkspace')
  await expect.poll(() => enginePid(app, 'writer')).toBeUndefined()

  const again = lockWorkspace(workspace)
  await choose(app, page, workspace)
  await expect(retry).toBeVisible()
  again.release()
  await expect(page.getByRole('link', { name: 'Partners' })).toBeVisible({ timeout: 20_000 })
  await app.close()
})

test('[SH7] a start that finds its workspace held tries it again at the next one', async ({ userData, folder }) => {
  const { workspace, elsewhere } = await heldWorkspace(folder)
  const first = await launch({ userData, workspace })
  await expect((await first.firstWindow()).getByRole('button', { name: uiTexts.tryAgain })).toBeVisible()
  await first.close()

  const second = await launch({ userData })
  const page = await second.firstWindow()
  await expect(page.getByRole('heading', { name: appTexts.cannotOpen('Acme') })).toBeVisible()
  elsewhere.release()
  await page.getByRole('button', { name: uiTexts.tryAgain }).click()
  await expect(page.getByRole('link', { name: 'Partners' })).toBeVisible()
  await second.close()
})

test('[SH7] an engine that was given up is started again when asked, and would be at the next start', async ({
  userData,
  folder,
}) => {
  const workspace = join(folder, 'Acme.tandem')
  await setUpWorkspace(workspace)
  const app = await launch({ userData, workspace })
  const page = await app.firstWindow()
  await expect(page.getByRole('link', { name: 'Partners' })).toBeVisible()
  const killReader = (): void => {
    try {
      const pid = enginePid(app, 'reader')
      if (pid !== undefined) process.kill(pid, 'SIGKILL')
    } catch {
      // it ended between the two looks
    }
  }
  await expect
    .poll(
      async () => {
        killReader()
        return (await shellState(page)).workspace
      },
      { timeout: 40_000, intervals: [50] },
    )
    .toMatchObject({ status: 'failed', error: { code: 'engine.givenUp' } })
  expect(JSON.parse(await readFile(join(userData, 'window.json'), 'utf8'))).toMatchObject({ workspace })
  await page.getByRole('button', { name: uiTexts.tryAgain }).click()
  await expect(page.getByRole('link', { name: 'Partners' })).toBeVisible()
  await expect.poll(async () => (await shellState(page)).engine).toEqual({ reader: 'up', writer: 'up' })
  await app.close()
})
