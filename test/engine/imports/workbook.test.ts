import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import { inspectFile } from '../../../src/engine/imports/inspect.ts'
import { compileMapping } from '../../../src/engine/imports/interpret.rules.ts'
import { MAX_UNPACKED_MB, readWorkbookRows } from '../../../src/engine/imports/workbook.ts'
import { fixtures, options, readAll } from './support.ts'

const folder = mkdtempSync(join(tmpdir(), 'tandem-workbook-'))
afterAll(() => rmSync(folder, { recursive: true }))

const workbook = join(fixtures, 'imports/layouts/pipedrive-deals.xlsx')
const sheetInspect = { as: null, sheet: null, timeZone: 'UTC', baseCurrency: 'USD', recall: () => null }

/** A ZIP archive of one entry that claims `declared` bytes (PKWARE APPNOTE 4.3). */
function zip(content: Buffer, declared: number): Buffer {
  const name = Buffer.from('xl/worksheets/sheet1.xml')
  const packed = deflateRawSync(content)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(declared, 22)
  local.writeUInt16LE(name.length, 26)
  const central = Buffer.alloc(46)
  central.writeUInt32LE(0x02014b50, 0)
  central.writeUInt16LE(8, 10)
  central.writeUInt32LE(packed.length, 20)
  central.writeUInt32LE(declared, 24)
  central.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length + name.length, 12)
  end.writeUInt32LE(local.length + name.length + packed.length, 16)
  return Buffer.concat([local, name, packed, central, name, end])
}

async function codeOf(bytes: Buffer): Promise<string> {
  const path = join(folder, 'file.xlsx')
  writeFileSync(path, bytes)
  const thrown = await inspectFile(path, 'file.xlsx', sheetInspect).catch((error: unknown) => error)
  return thrown instanceof AppError ? thrown.code : 'inspected'
}

describe('workbooks', () => {
  it('[IM34] a workbook says the same as the text export of the same deals', async () => {
    const { mapping, sheets } = await inspectFile(workbook, 'deals.xlsx', sheetInspect)
    const compiled = compileMapping(mapping, {}, options)
    const fromSheet: unknown[] = []
    const summary = await readWorkbookRows(readFileSync(workbook), mapping.shape, {
      header() {},
      row: (cells, line) => fromSheet.push(compiled.read(cells, line)),
    })
    const csv = readFileSync(workbook.replace('.xlsx', '.csv'))
    const fromText = readAll(csv).rows.map(({ cells, line }) => compiled.read(cells, line))
    expect({ sheets, sheet: mapping.shape.sheet, rows: fromSheet, summary }).toEqual({
      sheets: ['About', 'Deals'],
      sheet: 'Deals',
      rows: fromText,
      summary: { rows: 15, footerLines: 0, preambleLines: 0 },
    })
  })

  it('[IM34] another sheet can be chosen', async () => {
    const thrown = await inspectFile(workbook, 'deals.xlsx', { ...sheetInspect, sheet: 'About' }).catch(
      (error: unknown) => error,
    )
    expect(thrown).toEqual(new AppError('import.headerOnly'))
  })

  it('[IM35] refuses an archive that unpacks to more than the limit, whatever it claims', async () => {
    const bomb = Buffer.alloc((MAX_UNPACKED_MB + 1) * 1024 * 1024)
    const honest = await codeOf(zip(bomb, bomb.length))
    const lying = await codeOf(zip(bomb, 100))
    const boasting = await codeOf(zip(Buffer.from('<x/>'), 0xfffffff0))
    expect([honest, lying, boasting]).toEqual([
      'import.workbookTooLarge',
      'import.workbookTooLarge',
      'import.workbookTooLarge',
    ])
  })

  it('[IM35] refuses a damaged archive as no table', async () => {
    const whole = readFileSync(workbook)
    const noise = Buffer.from(whole)
    noise.fill(0xff, 60, 400)
    expect([
      await codeOf(whole.subarray(0, 900)),
      await codeOf(noise),
      await codeOf(zip(Buffer.from('<x/>'), 4)),
    ]).toEqual(['import.notATable', 'import.notATable', 'import.notATable'])
  })
})
