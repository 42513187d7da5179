import { execFileSync } from 'node:child_process'
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { type EngineRole, engineRoles } from '../../src/contract/shell.ts'
import { latestVersion } from '../../src/engine/db/migrate.ts'
import { inspectHeader } from '../../src/engine/db/open.ts'
import { texts } from '../../src/main/texts.ts'
import { appTexts } from '../../src/renderer/app/texts.ts'
import { makeOlderWorkspace } from '../support/olderWorkspace.ts'
import { expect, test } from './support/fixtures.ts'
import { launch } from './support/launch.ts'
import { enginePid, makeWorkspace, openedWorkspace, shellState } from './support/shell.ts'
import { setUpWorkspace } from './support/workspace.ts'
import {
  answerOpenDialog,
  answerQuestions,
  answerSaveDialog,
  askedQuestions,
  chooseMenu,
  dropFiles,
  menuItem,
} from './support/system.ts'

/** From now on the page notes what the shell tells it, ports included. */
async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: string[] = []
    Object.assign(window, { heard })
    window.tandem.onEvent((event) => {
      if (event.event === 'engineDown') heard.push(`${event.role} down`)
      if (event.event === 'menu') heard.push(`menu ${event.command}`)
    })
    window.addEventListener('message', ({ source, data, ports }) => {
      if (source === window && data.tandem === 'port') heard.push(`${data.role} port ${ports.length}`)
    })
  })
}

const heard = (page: Page): Promise<string[]> => page.evaluate(() => (window as unknown as { heard: string[] }).heard)

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

test('[SH1] a new workspace is made where the user says and listed as recent', async ({ app, page, folder }) => {
  const path = join(folder, 'Acme.tandem')
  await makeWorkspace(app, page, path)
  const state = await shellState(page)
  expect([state.workspace, state.engine, await exists(path)]).toEqual([
    { status: 'open', name: 'Acme' },
    { reader: 'up', writer: 'up' },
    true,
  ])
  expect(state.recent.map(({ name }) => name)).toEqual(['Acme'])
})

test('[SH1] a cancelled dialog changes nothing', async ({ app, page }) => {
  await answerSaveDialog(app, null)
  await answerOpenDialog(app, [])
  const answers = await page.evaluate(async () => [
    await window.tandem.newWorkspace(),
    await window.tandem.openWorkspace({ file: null }),
  ])
  expect(answers).toEqual([
    { ok: true, value: false },
    { ok: true, value: false },
  ])
  expect((await shellState(page)).workspace).toEqual({ status: 'none' })
})

test('[SH1] an existing file is never made anew', async ({ app, page, folder }) => {
  const path = join(folder, 'Taken.tandem')
  await writeFile(path, 'precious')
  await answerSaveDialog(app, path)
  await page.evaluate(() => window.tandem.newWorkspace())
  expect(await openedWorkspace(page)).toMatchObject({
    status: 'failed',
    name: 'Taken',
    error: { code: 'workspace.exists', details: { name: 'Taken' } },
  })
  expect(await readFile(path, 'utf8')).toBe('precious')
})

test('[SH1] a file that is no workspace is named as such and left untouched', async ({ app, page, folder }) => {
  const path = join(folder, 'Letter.tandem')
  await writeFile(path, 'Dear Anna, this is a letter and not a database.')
  await answerOpenDialog(app, [path])
  await page.evaluate(() => window.tandem.openWorkspace({ file: null }))
  expect(await openedWorkspace(page)).toMatchObject({ status: 'failed', error: { code: 'workspace.notAWorkspace' } })
  expect(await readFile(path, 'utf8')).toBe('Dear Anna, this is a letter and not a database.')
})

test('[SH2] the next start opens the same workspace on the same page, in the same place', async ({
  userData,
  folder,
}) => {
  const first = await launch({ userData })
  const firstPage = await first.firstWindow()
  await makeWorkspace(first, firstPage, join(folder, 'Acme.tandem'))
  await firstPage.evaluate(async () => {
    await window.tandem.rememberPage({ page: 'payouts/runs' })
    await window.tandem.setTheme({ theme: 'dark' })
  })
  await first.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 50, width: 1000, height: 700 }),
  )
  await chooseMenu(first, 'zoomIn')
  await first.close()

  const second = await launch({ userData })
  const secondPage = await second.firstWindow()
  expect(await openedWorkspace(secondPage)).toEqual({ status: 'open', name: 'Acme' })
  const { lastPage, theme } = await shellState(secondPage)
  const bounds = await second.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds())
  const zoom = await second.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor(),
  )
  const isDark = await secondPage.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await second.close()
  expect({ lastPage, theme, bounds, zoom: zoom?.toFixed(2), isDark }).toEqual({
    lastPage: 'payouts/runs',
    theme: 'dark',
    bounds: { x: 40, y: 50, width: 1000, height: 700 },
    zoom: '1.20',
    isDark: true,
  })
})

test('[SH2] a closed workspace stays closed at the next start', async ({ userData, folder }) => {
  const first = await launch({ userData })
  const firstPage = await first.firstWindow()
  await makeWorkspace(first, firstPage, join(folder, 'Acme.tandem'))
  await chooseMenu(first, 'closeWorkspace')
  await expect.poll(async () => (await shellState(firstPage)).workspace.status).toBe('none')
  await expect.poll(() => enginePid(first, 'writer')).toBeUndefined()
  await first.close()
  const second = await launch({ userData })
  const state = await shellState(await second.firstWindow())
  await second.close()
  expect([state.workspace.status, state.recent.map(({ name }) => name)]).toEqual(['none', ['Acme']])
})

for (const role of engineRoles)
  test(`[EN1] a killed ${role} comes back with a fresh port, and the other stays`, async ({ app, page, folder }) => {
    await makeWorkspace(app, page, join(folder, 'Acme.tandem'))
    const other: EngineRole = role === 'reader' ? 'writer' : 'reader'
    const [killed, untouched] = [enginePid(app, role), enginePid(app, other)]
    if (killed === undefined) throw new Error(`no ${role} is running`)
    await listen(page)
    process.kill(killed, 'SIGKILL')
    await expect.poll(() => heard(page)).toEqual([`${role} down`, `${role} port 1`])
    expect((await shellState(page)).engine).toEqual({ reader: 'up', writer: 'up' })
    expect(enginePid(app, role)).not.toBe(killed)
    expect(enginePid(app, other)).toBe(untouched)
  })

test('[EN1] the window says that the engine is away, takes it back, and its pages go on', async ({
  userData,
  folder,
}) => {
  const workspace = join(folder, 'Acme.tandem')
  await setUpWorkspace(workspace)
  const app = await launch({ userData, workspace })
  const page = await app.firstWindow()
  const partners = page.getByRole('link', { name: 'Partners' })
  await expect(partners).toBeVisible()
  await expect.poll(async () => (await shellState(page)).engine).toEqual({ reader: 'up', writer: 'up' })
  for (const [role, words] of [
    ['writer', appTexts.engineDown],
    ['reader', appTexts.readerDown],
  ] as const) {
    const pid = enginePid(app, role)
    if (pid === undefined) throw new Error(`no ${role} is running`)
    const banner = page.getByRole('alert').filter({ hasText: words })
    const isSeen = banner.waitFor()
    process.kill(pid, 'SIGKILL')
    await isSeen
    await expect(banner).toHaveCount(0)
  }
  await partners.click()
  await expect(page.getByRole('heading', { name: 'Partners' })).toBeVisible()
  await app.close()
})

test('[EN1] a workspace of an older version is upgraded before it is shown', async ({ userData, folder }) => {
  const workspace = join(folder, 'Old.tandem')
  makeOlderWorkspace(workspace)
  const app = await launch({ userData, workspace })
  const page = await app.firstWindow()
  expect(await openedWorkspace(page)).toEqual({ status: 'open', name: 'Old' })
  expect((await shellState(page)).engine).toEqual({ reader: 'up', writer: 'up' })
  await app.close()
  expect(inspectHeader(workspace)).toEqual({ version: latestVersion, isWal: true })
})

test('[EN1] a reloaded page gets its ports again', async ({ app, page, folder }) => {
  await makeWorkspace(app, page, join(folder, 'Acme.tandem'))
  await page.reload()
  await listen(page)
  await page.evaluate(() => window.tandem.connect())
  await expect.poll(async () => [...new Set(await heard(page))].toSorted()).toEqual(['reader port 1', 'writer port 1'])
})

test('[SH3] a second start shows the first window and opens the file it was given', async ({
  app,
  page,
  userData,
  folder,
}) => {
  const [first, second] = [join(folder, 'First.tandem'), join(folder, 'Second.tandem')]
  await makeWorkspace(app, page, second)
  await makeWorkspace(app, page, first)
  await launch({ userData, workspace: second }).then(
    (extra) => extra.close(),
    () => undefined, // it ends before Playwright gets hold of it
  )
  await expect.poll(async () => (await shellState(page)).workspace).toEqual({ status: 'open', name: 'Second' })
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('[SH4] text, bytes and a tagged PDF are saved where the user says', async ({ app, page, folder }) => {
  const save = async (name: string, content: Parameters<typeof window.tandem.saveFile>[0]['content']) => {
    await answerSaveDialog(app, join(folder, name))
    const answer = await page.evaluate((input) => window.tandem.saveFile(input), { name, content })
    return answer.ok ? answer.value?.name : answer.error.code
  }
  const html =
    '<html lang="en"><title>Statement</title><h1>Statement Müller</h1><script>document.body.append("SCRIPT")</script><img src="file:///etc/passwd">'
  expect(await save('a.csv', { kind: 'text', text: 'ä,1\n' })).toBe('a.csv')
  expect(await save('statement.pdf', { kind: 'pdf', html })).toBe('statement.pdf')
  expect(await readFile(join(folder, 'a.csv'), 'utf8')).toBe('ä,1\n')
  const pdf = join(folder, 'statement.pdf')
  expect(execFileSync('pdftotext', [pdf, '-'], { encoding: 'utf8' }).trim()).toBe('Statement Müller\n\nPage 1 of 1')
  expect(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })).toMatch(/Tagged: +yes[\s\S]*Pages: +1\n[\s\S]*A4/)
  const bytes = await page.evaluate(() =>
    window.tandem.saveFile({ name: 'b.bin', content: { kind: 'bytes', bytes: new Uint8Array([1, 2, 255]) } }),
  )
  expect([bytes.ok, [...(await readFile(pdf))].length]).toEqual([true, 3])
})

test('[SH4] a folder of files appears complete, and next to one of the same name', async ({ app, page, folder }) => {
  const parent = join(folder, 'out')
  await mkdir(parent)
  await answerOpenDialog(app, [parent])
  const input = {
    name: 'Statements 2026-03',
    files: [
      { name: 'Anna.html', content: { kind: 'text', text: '<p>Anna' } },
      { name: 'Bert.pdf', content: { kind: 'pdf', html: '<p>Bert' } },
    ],
  } as const
  const saveFolder = () =>
    page.evaluate((value) => window.tandem.saveFolder({ ...value, files: [...value.files] }), input)
  expect([await saveFolder(), await saveFolder()]).toMatchObject([
    { ok: true, value: { name: 'Statements 2026-03' } },
    { ok: true, value: { name: 'Statements 2026-03 (2)' } },
  ])
  expect([await readdir(parent), await readdir(join(parent, 'Statements 2026-03'))]).toEqual([
    ['Statements 2026-03', 'Statements 2026-03 (2)'],
    ['Anna.html', 'Bert.pdf'],
  ])
})

test('[SH4] a place that cannot be written is said, without the place', async ({ app, page, folder }) => {
  await answerSaveDialog(app, join(folder, 'missing', 'a.txt'))
  const answer = await page.evaluate(() =>
    window.tandem.saveFile({ name: 'a.txt', content: { kind: 'text', text: 'a' } }),
  )
  expect(answer).toEqual({ ok: false, error: { code: 'file.writeFailed', details: { reason: 'ENOENT' } } })
})

test('[SH5] the menu names the step that Undo would undo, and tells the page what was chosen', async ({
  app,
  page,
  folder,
}) => {
  expect(await menuItem(app, 'import')).toEqual({ label: 'Import…', isEnabled: false })
  await makeWorkspace(app, page, join(folder, 'Acme.tandem'))
  await listen(page)
  await page.evaluate(() => window.tandem.setMenu({ undo: 'rename of Müller GmbH', redo: null, hasTour: false }))
  expect(await menuItem(app, 'undo')).toEqual({ label: 'Undo rename of Müller GmbH', isEnabled: true })
  expect(await menuItem(app, 'redo')).toEqual({ label: 'Redo', isEnabled: true })
  for (const id of ['import', 'undo', 'goPartners', 'showAbout']) await chooseMenu(app, id)
  await expect.poll(() => heard(page)).toEqual(['menu import', 'menu undo', 'menu goPartners', 'menu showAbout'])
})

test('[SH5] text copied by the page is on the clipboard', async ({ app, page }) => {
  await page.evaluate(() => window.tandem.copyText({ text: 'Partner\tAmount\nMüller\t45.60' }))
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('Partner\tAmount\nMüller\t45.60')
})

test('[SH8] leaving window or workspace while an import runs asks first, and the import goes on or ends with the window', async ({
  userData,
  folder,
}) => {
  test.setTimeout(120_000)
  const workspace = join(folder, 'Acme.tandem')
  await setUpWorkspace(workspace)
  const file = join(folder, 'large.csv')
  const rows = Array.from({ length: 400_000 }, (_, row) => `c${row},2025-12-01,${row % 900}.50,USD,customer ${row}`)
  await writeFile(file, `id,date,amount,currency,customer\n${rows.join('\n')}\n`)
  const app = await launch({ userData, workspace })
  const page = await app.firstWindow()
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible()
  const closeWindow = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await dropFiles(page, [file])
  await page.getByRole('button', { name: 'Check all rows' }).click()
  await page.getByRole('button', { name: /^Import [\d,]+ rows$/ }).click({ timeout: 60_000 })
  const cancel = page.getByRole('main').getByRole('button', { name: 'Cancel' }).first()
  await cancel.waitFor()

  await answerQuestions(app, 0)
  await closeWindow()
  await expect.poll(() => askedQuestions(app)).toEqual([texts.stopWork.message.window])
  await expect(cancel).toBeVisible()

  const other = join(folder, 'Other.tandem')
  await setUpWorkspace(other)
  await answerSaveDialog(app, join(folder, 'New.tandem'))
  await answerOpenDialog(app, [other])
  for (const way of ['closeWorkspace', 'openWorkspace', 'newWorkspace']) {
    await answerQuestions(app, 0)
    await chooseMenu(app, way)
    await expect.poll(() => askedQuestions(app)).toEqual([texts.stopWork.message.workspace])
    expect((await shellState(page)).workspace).toEqual({ status: 'open', name: 'Acme' })
    await expect(cancel).toBeVisible()
  }
  expect(await exists(join(folder, 'New.tandem'))).toBe(false)

  // Quit, as File › Quit does; the question is answered with "Stop and close".
  await answerQuestions(app, 1)
  await app.close()
})

test('[SH8] closing asks for the work that the page told of, and for none when that has ended', async ({
  userData,
  folder,
}) => {
  const app = await launch({ userData })
  const page = await app.firstWindow()
  await page.waitForLoadState('load')
  const closeWindow = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await answerQuestions(app, 0)
  await page.evaluate(() => window.tandem.setWork({ running: 'Importing sales.csv' }))
  await closeWindow()
  await expect.poll(() => askedQuestions(app)).toEqual([texts.stopWork.message.window])
  await answerQuestions(app, 1)
  await makeWorkspace(app, page, join(folder, 'Acme.tandem'))
  expect(await askedQuestions(app)).toEqual([texts.stopWork.message.workspace])
  await page.evaluate(() => window.tandem.setWork({ running: null }))
  const isClosed = app.waitForEvent('close')
  await closeWindow().catch(() => undefined) // it may be gone before it answers
  await isClosed
})
