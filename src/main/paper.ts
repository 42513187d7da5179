import { randomUUID } from 'node:crypto'
import { BrowserWindow, session } from 'electron/main'
import { lockSession } from './hardening.ts'

const paperPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"

const pageNumber =
  '<div style="width: 100%; padding: 0 15mm; text-align: right; font: 9px sans-serif; color: #4d5957">' +
  'Page <span class="pageNumber"></span> of <span class="totalPages"></span></div>'

export interface Paper {
  toPdf(html: string): Promise<Uint8Array>
  /** Shows the system's print dialog; false when the user cancels. */
  print(html: string): Promise<boolean>
}

export interface PaperSession {
  /** The address under which a hidden window finds this page, once. */
  publish(html: string): string
}

/** The session of the hidden windows: their own, in memory, without anything but the pages published here. */
export function preparePaperSession(): PaperSession {
  const paperSession = session.fromPartition('paper')
  const pages = new Map<string, string>()
  lockSession(paperSession, undefined)
  paperSession.protocol.handle('app', (request) => {
    const html = pages.get(request.url)
    pages.delete(request.url)
    return html === undefined
      ? new Response(null, { status: 404 })
      : new Response(html, {
          headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': paperPolicy },
        })
  })
  return {
    publish(html) {
      const url = `app://paper/${randomUUID()}`
      pages.set(url, html)
      return url
    },
  }
}

export interface OpenPaper extends Paper {
  close(): void
}

/** Lends a hidden window to one piece of work. */
export async function withPaper<T>(paperSession: PaperSession, work: (paper: Paper) => Promise<T>): Promise<T> {
  const paper = openPaper(paperSession)
  try {
    return await work(paper)
  } finally {
    paper.close()
  }
}

/** A window keeps about 6 MB of every page that it has printed, whatever is cleared, until it goes. */
const PAGES_PER_WINDOW = 20

function openWindow(): BrowserWindow {
  return new BrowserWindow({
    show: false,
    webPreferences: {
      partition: 'paper',
      javascript: false,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
    },
  })
}

/** A hidden window without scripts that turns self-contained HTML into pages of A4. */
export function openPaper(paperSession: PaperSession): OpenPaper {
  let window = openWindow()
  let loaded = 0
  const load = (html: string): Promise<void> => {
    if (loaded === PAGES_PER_WINDOW) {
      window.destroy()
      window = openWindow()
      loaded = 0
    }
    loaded += 1
    return window.loadURL(paperSession.publish(html))
  }
  return {
    async toPdf(html) {
      await load(html)
      return window.webContents.printToPDF({
        pageSize: 'A4',
        preferCSSPageSize: true,
        printBackground: true,
        generateTaggedPDF: true,
        // Page margin boxes of CSS are not painted here; Chromium's own footer is, outside the tagged content.
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate: pageNumber,
      })
    },
    async print(html) {
      await load(html)
      return new Promise((resolve) => window.webContents.print({}, (isPrinted) => resolve(isPrinted)))
    },
    close: () => window.destroy(),
  }
}
