import { createServer } from 'node:http'
import { connect } from 'node:net'
import { writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { shellMethods } from '../../src/contract/shell.ts'
import { expect, test } from './support/fixtures.ts'
import { shellState } from './support/shell.ts'
import { answerOpenDialog, answerQuestions, answerSaveDialog, askedQuestions, dropFiles } from './support/system.ts'

const addresses = (app: ElectronApplication): Promise<string[]> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()))

test('[S1] no window, shown or hidden, can reach Node', async ({ app, page, folder }) => {
  await app.evaluate(({ app: electronApp }) => {
    const seen: Electron.WebPreferences[] = []
    Object.assign(globalThis, { seenPreferences: seen })
    electronApp.on('web-contents-created', (_event, contents) => {
      seen.push((contents as unknown as { getLastWebPreferences(): Electron.WebPreferences }).getLastWebPreferences())
    })
  })
  await answerSaveDialog(app, join(folder, 'paper.pdf'))
  await page.evaluate(() =>
    window.tandem.saveFile({ name: 'paper.pdf', content: { kind: 'pdf', html: '<p>Paper</p>' } }),
  )

  const preferences = await app.evaluate(({ BrowserWindow }) => {
    type Preferred = { getLastWebPreferences(): Electron.WebPreferences }
    const shown = BrowserWindow.getAllWindows().map((window) =>
      (window.webContents as unknown as Preferred).getLastWebPreferences(),
    )
    const hidden = (globalThis as unknown as { seenPreferences: Electron.WebPreferences[] }).seenPreferences
    return [...shown, ...hidden].map(
      ({
        sandbox,
        contextIsolation,
        nodeIntegration,
        nodeIntegrationInWorker,
        nodeIntegrationInSubFrames,
        webviewTag,
        webSecurity,
      }) => ({
        sandbox,
        contextIsolation,
        webSecurity,
        isReaching:
          Boolean(nodeIntegration) ||
          Boolean(nodeIntegrationInWorker) ||
          Boolean(nodeIntegrationInSubFrames) ||
          Boolean(webviewTag),
      }),
    )
  })
  const locked = { sandbox: true, contextIsolation: true, webSecurity: true, isReaching: false }
  expect(preferences).toEqual([locked, locked])
  expect(await page.evaluate('[typeof require, typeof process, typeof module, typeof Buffer]')).toEqual([
    'undefined',
    'undefined',
    'undefined',
    'undefined',
  ])
})

test('[S2] the page is served with a policy that runs no script but its own', async ({ app }) => {
  const page = await app.firstWindow()
  await page.waitForLoadState('load')
  const policy = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'))
  expect(policy).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  )
  const outcome = await page.evaluate(async () => {
    const violated: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective))
    const holder = document.body.appendChild(document.createElement('div'))
    holder.innerHTML = `<img src="x:" onerror="window.hit = 1"><iframe src="data:text/html,1"></iframe><style>body{color:red}</style>`
    const script = document.createElement('script')
    script.textContent = 'window.hit = 2'
    holder.append(script)
    await new Promise((resolve) => setTimeout(resolve, 200))
    holder.remove()
    return { hit: (window as unknown as { hit?: number }).hit, violated: [...new Set(violated)].toSorted() }
  })
  expect(outcome).toEqual({
    hit: undefined,
    violated: ['frame-src', 'img-src', 'script-src-attr', 'script-src-elem', 'style-src-elem'],
  })
})

test('[S3] the own scheme gives nothing but the built files', async ({ app, page }) => {
  // net.fetch fails before Node has started up whole.
  await page.waitForLoadState()
  const refused = await app.evaluate(async ({ net }) => {
    const ways = [
      '/../package.json',
      '/%2e%2e/main/index.js',
      '/..%2fmain%2findex.js',
      '/..\\main\\index.js',
      '/%5c..%5cmain',
      '/main/index.js',
      '//etc/passwd',
      '/etc/passwd',
      '/%2fetc%2fpasswd',
      '/index.html%00.js',
      '/assets/',
      '/assets',
      '/index.html/',
      '/missing.js',
      '/index.html~',
      '/C:/Windows/win.ini',
      '/file:///etc/passwd',
      '/index.%68tml',
      '/assets/../../main/index.js',
    ]
    const hosts = ['app://other/index.html', 'app://tandem.evil/index.html', 'app://paper/index.html']
    const statuses = await Promise.all(
      [...ways.map((way) => `app://tandem${way}`), ...hosts].map(
        async (url) => `${(await net.fetch(url)).status} ${url}`,
      ),
    )
    return statuses.filter((status) => !status.startsWith('404'))
  })
  expect(refused).toEqual([])
  expect(await app.evaluate(async ({ net }) => (await net.fetch('app://tandem/index.html')).status)).toBe(200)
})

test('[S4] the window stays where it is', async ({ app, folder }) => {
  const page = await app.firstWindow()
  await page.waitForLoadState('load')
  const html = join(folder, 'other.html')
  await writeFile(html, '<h1>Other</h1>')
  await page.evaluate((file) => {
    window.open('https://example.com/')
    window.open('about:blank')
    const link = document.body.appendChild(document.createElement('a'))
    link.href = 'https://example.com/'
    link.target = '_blank'
    link.textContent = 'link'
    link.style.position = 'fixed'
    link.style.zIndex = '999'
    link.style.inset = '0 auto auto 0'
    location.href = `file://${file}`
    location.href = 'https://example.com/'
    location.assign('data:text/html,<h1>Other</h1>')
  }, html)
  await page.getByText('link', { exact: true }).click({ button: 'middle', force: true })
  await page.getByText('link', { exact: true }).click({ force: true })
  await dropFiles(page, [html])
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
  expect(await addresses(app)).toEqual(['app://tandem/'])
})

test('[S5] only web and mail addresses open outside, and only after a question', async ({ app, page }) => {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { openedOutside: opened })
    shell.openExternal = (url) => Promise.resolve(void opened.push(url))
  })
  const open = (url: string): Promise<unknown> =>
    page.evaluate(async (address) => {
      const answer = await window.tandem.openExternal({ url: address })
      return answer.ok ? answer.value : answer.error.code
    }, url)
  await answerQuestions(app, 1)
  expect(await open('https://example.com/terms')).toBe('declined')
  await answerQuestions(app, 0)
  expect(await open('file:///etc/passwd')).toBe('refused')
  expect(await open('javascript:alert(1)')).toBe('refused')
  expect(await open('https://example.com/terms')).toBe('opened')
  expect(await askedQuestions(app)).toEqual(['Open example.com outside Tandem?'])
  expect(await app.evaluate(() => (globalThis as unknown as { openedOutside: string[] }).openedOutside)).toEqual([
    'https://example.com/terms',
  ])
})

test('[S6] whatever the page asks of the browser is denied, in both sessions', async ({ app, page }) => {
  const ask = `Promise.all(
    ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'persistent-storage', 'idle-detection']
      .map(async (name) => (await navigator.permissions.query({ name })).state))`
  const denied = Array.from({ length: 8 }, () => 'denied')
  expect(await page.evaluate(ask)).toEqual(denied)
  const refusals = await page.evaluate(() =>
    Promise.all([
      Notification.requestPermission(),
      navigator.requestMIDIAccess().catch((error: Error) => error.name),
      new Promise((resolve) => navigator.geolocation.getCurrentPosition(resolve, (error) => resolve(error.code))),
    ]),
  )
  expect(refusals).toEqual(['denied', 'NotAllowedError', 1])
  const onPaper = await app.evaluate(async ({ BrowserWindow }, code) => {
    const window = new BrowserWindow({ show: false, webPreferences: { partition: 'paper' } })
    await window.loadURL('app://paper/none')
    const states: unknown = await window.webContents.executeJavaScript(code)
    window.destroy()
    return states
  }, ask)
  expect(onPaper).toEqual(denied)
})

test('[S7] every channel has a schema and answers our own main frame only', async ({ app, page }) => {
  await page.waitForLoadState('load')
  const { channels, answers } = await app.evaluate(async ({ ipcMain, BrowserWindow }) => {
    type Handler = (event: unknown, ...parameters: unknown[]) => Promise<{ ok: boolean }>
    const { _invokeHandlers: handlers } = ipcMain as unknown as { _invokeHandlers: Map<string, Handler> }
    const sender = BrowserWindow.getAllWindows()[0]?.webContents
    const frame = { parent: null, origin: 'app://tandem' }
    const forged = [
      { sender, senderFrame: null },
      { sender, senderFrame: { ...frame, parent: {} } },
      { sender, senderFrame: { ...frame, origin: 'https://example.com' } },
      { sender, senderFrame: { ...frame, origin: 'null' } },
      { sender: {}, senderFrame: frame },
    ]
    const all = await Promise.all(
      [...handlers].flatMap(([channel, handle]) =>
        forged.map(async (event) => `${channel} ${JSON.stringify(await handle(event))}`),
      ),
    )
    return { channels: [...handlers.keys()], answers: all }
  })
  const names = Object.keys(shellMethods)
  expect(channels.toSorted()).toEqual(names.map((name) => `tandem:${name}`).toSorted())
  expect(answers).toEqual(
    channels.flatMap((channel) =>
      Array.from({ length: 5 }, () => {
        const error = { code: 'call.unknownMethod', details: { method: channel.slice('tandem:'.length) } }
        return `${channel} ${JSON.stringify({ ok: false, error })}`
      }),
    ),
  )
})

test('[S8] the page is given these functions and nothing else', async ({ page }) => {
  const given = await page.evaluate(() => {
    const before = window.tandem
    let isReplaced: boolean
    try {
      Object.assign(window, { tandem: {} })
      isReplaced = window.tandem !== before
    } catch {
      isReplaced = false
    }
    return {
      names: Object.keys(window.tandem).toSorted(),
      kinds: [...new Set(Object.values(window.tandem).map((value) => typeof value))],
      isFrozen: Object.isFrozen(window.tandem),
      isReplaced,
    }
  })
  expect(given).toEqual({
    names: [
      'addToFolder',
      'answerLeaving',
      'chooseFiles',
      'chooseTarget',
      'closeFolder',
      'closeWorkspace',
      'connect',
      'copyText',
      'dropFiles',
      'newWorkspace',
      'onEvent',
      'openExternal',
      'openFolder',
      'openWorkspace',
      'print',
      'rememberPage',
      'reveal',
      'saveFile',
      'saveFolder',
      'setMenu',
      'setTheme',
      'setWork',
      'state',
      'usable',
    ],
    kinds: ['function'],
    isFrozen: true,
    isReplaced: false,
  })
})

test('[S9] the page can neither name a path nor learn one', async ({ app, page, folder }) => {
  const secret = join(folder, 'secret.csv')
  await writeFile(secret, 'a,b\n1,2\n')
  const refusals = await page.evaluate(async (path) => {
    const { tandem } = window
    const text = { kind: 'text', text: '' } as const
    const answers = await Promise.all([
      tandem.openWorkspace({ file: path }),
      tandem.reveal({ file: path }),
      tandem.chooseTarget({ name: path, filter: 'any' }),
      tandem.saveFile({ name: path, content: text }),
      tandem.saveFile({ name: '..', content: text }),
      tandem.saveFile({ name: 'a.txt', content: { kind: 'made', file: path } }),
      tandem.saveFolder({ name: '../x', files: [{ name: 'a.txt', content: text }] }),
      tandem.saveFolder({ name: 'x', files: [{ name: '../a.txt', content: text }] }),
      tandem.openFolder({ name: '../x' }),
      tandem.addToFolder({ folder: crypto.randomUUID(), file: { name: '../a.txt', content: text } }),
      tandem.rememberPage({ page: path }),
      tandem.reveal({ file: crypto.randomUUID() }),
    ])
    return answers.map((answer) => (answer.ok ? 'accepted' : answer.error.code))
  }, secret)
  expect(refusals).toEqual([...Array.from({ length: 11 }, () => 'call.badInput'), 'file.unknownHandle'])

  const invented = await page.evaluate(() => window.tandem.dropFiles([new File(['a'], '/etc/passwd')]))
  expect(invented).toEqual({ ok: true, value: [] })
  await answerOpenDialog(app, [secret])
  const chosen = await page.evaluate(() => window.tandem.chooseFiles({ filter: 'table', isMultiple: false }))
  expect(chosen).toEqual({
    ok: true,
    value: [{ handle: expect.stringMatching(/^[0-9a-f-]{36}$/), name: 'secret.csv', size: 8 }],
  })
  expect(JSON.stringify(await shellState(page))).not.toContain(folder)
})

test('[S9] a dropped file reaches the page as a handle', async ({ page, folder }) => {
  const file = join(folder, 'deals.csv')
  await writeFile(file, 'id\n1\n')
  const dropped = page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('dragover', (event) => event.preventDefault())
        document.addEventListener(
          'drop',
          (event) => {
            event.preventDefault()
            event.stopPropagation()
            resolve(window.tandem.dropFiles([...(event.dataTransfer?.files ?? [])]))
          },
          { capture: true },
        )
        Object.assign(window, { isListening: true })
      }),
  )
  await page.waitForFunction(() => 'isListening' in window)
  await dropFiles(page, [file])
  expect(await dropped).toEqual({
    ok: true,
    value: [{ handle: expect.stringMatching(/^[0-9a-f-]{36}$/), name: 'deals.csv', size: 5 }],
  })
})

test('[S13] no window of either session can send a request anywhere', async ({ app }) => {
  await app.firstWindow()
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end('reached')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const outcomes = await app.evaluate(async ({ BrowserWindow, session }, url) => {
    const load = async (partition: string): Promise<string> => {
      const window = new BrowserWindow({ show: false, webPreferences: partition === '' ? {} : { partition } })
      const outcome = await window.loadURL(url).then(
        () => 'reached',
        (error: { code: string }) => error.code,
      )
      window.destroy()
      return outcome
    }
    const fetched = await session.defaultSession.fetch(url).then(
      () => 'reached',
      () => 'refused',
    )
    return [await load(''), await load('paper'), fetched]
  }, `http://127.0.0.1:${port}/`)
  server.close()
  expect({ outcomes, asked }).toEqual({
    outcomes: ['ERR_BLOCKED_BY_CLIENT', 'ERR_BLOCKED_BY_CLIENT', 'refused'],
    asked: [],
  })
})

test('[S13] this whole suite runs where nothing can be reached', async () => {
  const { TANDEM_OFFLINE: offline, TANDEM_CI: ci } = process.env
  const reason = 'the suite runs with the network on: no network namespace was made for it'
  test.skip(offline !== '1' && ci !== '1', reason)
  expect(offline, reason).toBe('1')
  const outcome = await new Promise((resolve) => {
    const socket = connect({ host: '198.51.100.1', port: 443 })
    socket.on('connect', () => resolve('connected'))
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
  })
  expect(outcome).toBe('ENETUNREACH')
})
