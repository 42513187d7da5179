import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron/main'
import type { SettingsStore } from './settings.ts'

/** The smallest window every page is made for, in CSS pixels. */
const smallest = { width: 960, height: 640 }
const usual = { width: 1440, height: 900 }

/** The one window, where and as large as it was last time. It shows itself when its first page is painted. */
export function openWindow(settings: SettingsStore, url: string, onShown: () => void): BrowserWindow {
  const { bounds, isMaximized, zoomLevel } = settings.current
  const window = new BrowserWindow({
    ...(bounds !== null && isOnScreen(bounds) ? bounds : usual),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Tandem',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17181a' : '#ffffff',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      zoomFactor: 1.2 ** zoomLevel,
    },
  })
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize()
    window.show()
    onShown()
  })
  window.on('close', () => settings.update({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }))
  void window.loadURL(url)
  return window
}

/** The window closes once its workspace may be left. */
export function leaveBeforeClosing(window: BrowserWindow, leave: () => Promise<boolean>): void {
  let isLeft = false
  window.on('close', (event) => {
    // A page that crashed cannot say any more that its work has ended.
    if (isLeft || window.webContents.isCrashed()) return
    event.preventDefault()
    void leave().then((mayLeave) => {
      isLeft = mayLeave
      if (mayLeave && !window.isDestroyed()) window.close()
    })
  })
}

/** A screen may have been unplugged since; then the window opens in its usual place. */
function isOnScreen(bounds: Electron.Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds)
  return (
    bounds.x < workArea.x + workArea.width &&
    bounds.x + bounds.width > workArea.x &&
    bounds.y < workArea.y + workArea.height &&
    bounds.y + bounds.height > workArea.y
  )
}
