import { app, type Session, type WebContents } from 'electron/main'

/** Nothing the page asks of the browser is granted, and nothing leaves the computer. */
export function lockSession(session: Session, developmentUrl: string | undefined): void {
  session.setPermissionRequestHandler((_contents, _permission, done) => done(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  const developmentHost = developmentUrl === undefined ? undefined : new URL(developmentUrl).host
  session.webRequest.onBeforeRequest((details, done) => {
    const { protocol, host } = new URL(details.url)
    const isOwn = protocol === 'app:' || protocol === 'data:'
    const isDevelopment = developmentHost !== undefined && (host === developmentHost || protocol === 'devtools:')
    done({ cancel: !isOwn && !isDevelopment })
  })
}

/** No window shows anything but what it was made for. */
export function lockWindows(): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents))
}

function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
