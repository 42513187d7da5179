import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isInside, serveAsset } from '../../src/main/assets.ts'

let folder = ''
beforeAll(async () => {
  const parent = await mkdtemp(join(tmpdir(), 'tandem-assets-'))
  folder = join(parent, 'renderer')
  await mkdir(join(folder, 'assets'), { recursive: true })
  await writeFile(join(parent, 'secret.js'), 'secret')
  await writeFile(join(folder, 'index.html'), '<h1>Tandem</h1>')
  await writeFile(join(folder, 'assets/index-a1.js'), 'own()')
  await writeFile(join(folder, 'assets/notes.txt'), 'a type nobody asked for')
  await symlink(join(parent, 'secret.js'), join(folder, 'assets/link.js'))
  await symlink(parent, join(folder, 'up'))
})
afterAll(() => rm(join(folder, '..'), { recursive: true }))

test('[S3] the page and its parts are served with their type', async () => {
  const page = await serveAsset(folder, 'app://tandem/')
  expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
    200,
    'text/html; charset=utf-8',
    '<h1>Tandem</h1>',
  ])
  const script = await serveAsset(folder, 'app://tandem/assets/index-a1.js?v=1')
  expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
})

test.each([
  'app://tandem/../secret.js',
  'app://tandem/%2e%2e/secret.js',
  'app://tandem/..%2fsecret.js',
  'app://tandem/%2e%2e%2fsecret.js',
  'app://tandem/assets/..%5c..%5csecret.js',
  'app://tandem/..\\secret.js',
  'app://tandem/assets/link.js',
  'app://tandem/up/secret.js',
  'app://tandem//etc/passwd',
  'app://tandem/%2fetc%2fpasswd',
  'app://tandem/index.html%00',
  'app://tandem/index.html%00.js',
  'app://tandem/index.html/',
  'app://tandem/assets',
  'app://tandem/assets/',
  'app://tandem/assets/notes.txt',
  'app://tandem/missing.js',
  'app://tandem/.hidden.js',
  'app://tandem/C:/index.html',
  'app://other/index.html',
  'app://tandem.example/index.html',
])('[S3] %s is not found', async (url) => {
  expect((await serveAsset(folder, url)).status).toBe(404)
})

test('[S3] a path counts as inside only below the folder itself', () => {
  const inside = ['/made/a', '/made/a/b', '/made', '/made/', '/madeup/a', '/made/../a', '/other', '/made/a/../../x']
  expect(inside.filter((path) => isInside('/made', path))).toEqual(['/made/a', '/made/a/b'])
})
