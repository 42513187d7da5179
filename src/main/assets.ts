import { readFile, realpath } from 'node:fs/promises'
import { extname, relative, resolve } from 'node:path'

export const appOrigin = 'app://tandem'

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Answers a request of the page from its own folder; whatever is not a plain file in it gives 404. */
export async function serveAsset(folder: string, url: string): Promise<Response> {
  const file = await findAsset(folder, url)
  if (file === undefined) return new Response(null, { status: 404 })
  const body = await readFile(file.path)
  return new Response(new Uint8Array(body), {
    headers: {
      'content-type': file.contentType,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
    },
  })
}

async function findAsset(folder: string, url: string): Promise<{ path: string; contentType: string } | undefined> {
  const { host, pathname } = new URL(url)
  // Built files have simple names, so nothing needs decoding; an encoded character is an attempt at something else.
  const name = pathname === '/' ? '/index.html' : pathname
  if (host !== 'tandem' || !/^(\/\w[\w.-]*)+$/.test(name)) return undefined
  const path = resolve(folder, `.${name}`)
  const contentType = contentTypes[extname(path)]
  if (contentType === undefined || !isInside(folder, path)) return undefined
  try {
    // A link may point anywhere.
    if ((await realpath(path)) !== resolve(await realpath(folder), relative(folder, path))) return undefined
    return { path, contentType }
  } catch {
    return undefined
  }
}

/** Whether `path` lies below `folder`; both absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && !way.startsWith('..') && resolve(folder, way) === path
}
