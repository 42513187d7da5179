import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '../../src/contract/errors.ts'
import { createOpenFolders } from '../../src/main/openFolders.ts'

let parent: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'tandem-folders-'))
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

/** Counts the windows that are lent and not given back. */
function start() {
  let windows = 0
  let opened = 0
  const folders = createOpenFolders(
    () => {
      windows++
      opened++
      return {
        toPdf: (html) => Promise.resolve(Buffer.from(`pdf of ${html}`)),
        print: () => Promise.resolve(false),
        close: () => void windows--,
      }
    },
    (handle) => join(parent, handle),
  )
  return { folders, windows: () => ({ opened, left: windows }) }
}
const text = (name: string) => ({ name, content: { kind: 'text' as const, text: name } })
const pdf = (name: string) => ({ name, content: { kind: 'pdf' as const, html: name } })
const shown = (): string[] => readdirSync(parent).filter((name) => !name.startsWith('.'))

test('[SH4] a folder filled file by file appears whole, under a free name, and lends one window for all its PDFs', async () => {
  const { folders, windows } = start()
  for (const expected of ['Packs', 'Packs (2)']) {
    const folder = await folders.open(parent, 'Packs')
    for (const file of [text('a.txt'), pdf('a.pdf'), pdf('b.pdf')]) await folders.add(folder, file)
    expect(shown()).not.toContain(expected)
    expect(await folders.keep(folder)).toBe(join(parent, expected))
    expect(readdirSync(join(parent, expected)).toSorted()).toEqual(['a.pdf', 'a.txt', 'b.pdf'])
    expect(readFileSync(join(parent, expected, 'b.pdf'), 'utf8')).toBe('pdf of b.pdf')
  }
  expect(windows()).toEqual({ opened: 2, left: 0 })
  expect(readdirSync(parent).toSorted()).toEqual(['Packs', 'Packs (2)'])
})

test('[SH4] a folder that is given up leaves nothing, whether one by one or all at the end', async () => {
  const { folders, windows } = start()
  const first = await folders.open(parent, 'Packs')
  await folders.add(first, pdf('a.pdf'))
  await folders.discard(first)
  await expect(folders.add(first, text('b.txt'))).rejects.toThrow(AppError)
  await folders.add(await folders.open(parent, 'Packs'), pdf('a.pdf'))
  folders.discardAll()
  expect(readdirSync(parent)).toEqual([])
  expect(windows()).toEqual({ opened: 2, left: 0 })
})

test('[SH4] two files of one name, whatever their case, are refused and the first one stays', async () => {
  const { folders } = start()
  const folder = await folders.open(parent, 'Packs')
  await folders.add(folder, text('Acme.html'))
  await expect(folders.add(folder, text('ACME.html'))).rejects.toMatchObject({ code: 'call.badInput' })
  expect(readdirSync(await folders.keep(folder))).toEqual(['Acme.html'])
})
