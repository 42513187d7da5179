// The least an Electron application can be: what a start is compared with.
import { writeSync } from 'node:fs'
import { app, BrowserWindow } from 'electron/main'

const startedAt = Number(process.env.TANDEM_STARTED_AT)
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, show: false, webPreferences: { sandbox: true } })
  window.once('ready-to-show', () => {
    window.show()
    writeSync(1, `MARK usable ${Date.now() - startedAt}\n`)
  })
  void window.loadURL('data:text/html,<title>Bare</title><p>Bare</p>')
})
