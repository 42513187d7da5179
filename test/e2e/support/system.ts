import type { ElectronApplication, Page } from '@playwright/test'

/** From now on the save dialog answers this path at once; null cancels. */
export async function answerSaveDialog(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' })
  }, path)
}

/** From now on the open dialog (for files or a folder) answers these paths at once; none cancels. */
export async function answerOpenDialog(app: ElectronApplication, paths: readonly string[]): Promise<void> {
  await app.evaluate(
    ({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths })
    },
    [...paths],
  )
}

/** From now on each question of the system is answered with this button; the questions are in the answer of `askedQuestions`. */
export async function answerQuestions(app: ElectronApplication, button: number): Promise<void> {
  await app.evaluate(({ dialog }, response) => {
    const asked: string[] = []
    Object.assign(globalThis, { askedQuestions: asked })
    dialog.showMessageBox = (...parameters: unknown[]) => {
      const options = parameters.at(-1) as Electron.MessageBoxOptions
      asked.push(options.message)
      return Promise.resolve({ response, checkboxChecked: false })
    }
  }, button)
}

export function askedQuestions(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(() => (globalThis as unknown as { askedQuestions: string[] }).askedQuestions)
}

/** Drops real files, with their paths, on the window: what the page sees cannot be told from a hand with a mouse. */
export async function dropFiles(page: Page, paths: readonly string[], at = { x: 400, y: 300 }): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...at, data })
  await session.detach()
}

/** Chooses an entry of the native menu; Playwright's keyboard does not reach it. */
export async function chooseMenu(app: ElectronApplication, id: string): Promise<void> {
  await app.evaluate(({ Menu }, itemId) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(itemId)
    if (!item?.enabled) throw new Error(`the menu has no enabled entry ${itemId}`)
    item.click()
  }, id)
}

/** Label and state of an entry of the native menu. */
export function menuItem(app: ElectronApplication, id: string): Promise<{ label: string; isEnabled: boolean }> {
  return app.evaluate(({ Menu }, itemId) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(itemId)
    if (!item) throw new Error(`the menu has no entry ${itemId}`)
    return { label: item.label, isEnabled: item.enabled }
  }, id)
}
