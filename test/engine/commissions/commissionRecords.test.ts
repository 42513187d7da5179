import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { CommissionColumns } from '../../../src/engine/commissions/commissionColumns.rules.ts'
import {
  CommissionRecords,
  numberSql,
  placesOf,
  STRETCH,
  textSql,
} from '../../../src/engine/commissions/commissionRecords.rules.ts'
import { toCommissionId, UPLIFT } from '../../../src/engine/commissions/ids.rules.ts'

const safe = Number.MAX_SAFE_INTEGER
const minors = [0, 1, 9, 10, -1, -10, 99_999, 2 ** 31 - 1, 2 ** 31, 2 ** 31 * 10, 10 ** 15, safe, -safe]
/** Conversions at both ends of stretches, not in order. */
const conversions = [STRETCH * 2, 1, STRETCH, STRETCH + 1, ...minors.slice(4).map((_, i) => 70 - i)]

interface Told {
  conversion: number
  component: number
  version: number
  rule: number
  base: number
  earned: number
  counter: number
  dueOn: string
}

function tell(columns: CommissionColumns, { conversion, component, version, rule, base, earned, counter }: Told): void {
  const entry = columns.next()
  columns.id[entry] = toCommissionId(conversion, component)
  columns.versionId[entry] = version
  columns.ruleIndex[entry] = rule
  columns.baseMinor[entry] = base
  columns.earnedMinor[entry] = earned
  columns.counterBefore[entry] = counter
  columns.dueDay[entry] = 20_088 + (conversion % 2)
}

test('[CO20] every number of a commission arrives in SQLite as it was told, whatever its digits and sign', () => {
  const told = [0, UPLIFT].flatMap((component) =>
    conversions.map((conversion, i): Told => ({
      conversion,
      component,
      version: component === 0 || conversion <= 2 ? 7 : 10 ** 9,
      rule: i * 20,
      base: minors[i] ?? 0,
      earned: minors.at(-1 - i) ?? 0,
      counter: minors[(i * 5) % minors.length] ?? 0,
      dueOn: conversion % 2 === 0 ? '2024-12-31' : '2025-01-01',
    })),
  )
  const columns = new CommissionColumns(2)
  const records = new CommissionRecords()
  for (const one of told) {
    tell(columns, one)
    records.add(columns, columns.count - 1)
  }

  const connection = new Database(':memory:')
  const heard = [...records].flatMap(({ component, first, count, versionId, bytes }) => {
    const read = connection.prepare(
      `WITH RECURSIVE c (id) AS (SELECT @first UNION ALL SELECT id + 1 FROM c WHERE id < @last)
       SELECT id AS conversion, ${component} AS component, ${versionId ?? numberSql('versionId')} AS version,
         ${numberSql('ruleIndex')} AS rule, ${numberSql('baseMinor')} AS base, ${numberSql('earnedMinor')} AS earned,
         ${numberSql('counterBefore')} AS counter, ${textSql('dueOn')} AS dueOn
       FROM c WHERE ${numberSql('mark')} = 1`,
    )
    const rows = read.all({ first, last: first + STRETCH - 1, records: bytes, ...placesOf(first) })
    expect(rows).toHaveLength(count)
    return rows as Told[]
  })
  connection.close()
  const inOrder = (a: Told, b: Told): number =>
    Math.ceil(a.conversion / STRETCH) - Math.ceil(b.conversion / STRETCH) ||
    a.component - b.component ||
    a.conversion - b.conversion
  expect(heard).toEqual(told.toSorted(inOrder))
})
