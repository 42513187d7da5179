import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const RULE = /^- \[([A-Z]{1,2}\d{1,3})\] .+\.$/
/** A name begins with its ids, whichever way the test is called (`test`, `test.each` over any table). */
const TEST_NAME = /\(\s*[`'"]((?:\[[A-Z]{1,2}\d{1,3}\] ?)+)/g

/** Ids of the numbered sentences of SPEC.md, in order. */
function specIds(): string[] {
  const lines = readFileSync(resolve(root, 'src/engine/SPEC.md'), 'utf8').split('\n')
  return lines.flatMap((line) => RULE.exec(line)?.[1] ?? [])
}

function testedIds(): Set<string> {
  const files = globSync('test/**/*.{test,spec}.{ts,tsx}', { cwd: root })
  const ids = files.flatMap((file) =>
    [...readFileSync(resolve(root, file), 'utf8').matchAll(TEST_NAME)].flatMap(
      (match) => match[1]?.match(/[A-Z]{1,2}\d{1,3}/g) ?? [],
    ),
  )
  return new Set(ids)
}

test('[SP1] every rule of SPEC.md has a test that names it, and every test names a rule that stands there', () => {
  const rules = specIds()
  const tested = testedIds()
  expect({
    doubled: rules.filter((id, i) => rules.indexOf(id) !== i),
    withoutTest: rules.filter((id) => !tested.has(id)),
    unknown: [...tested].filter((id) => !rules.includes(id)),
  }).toEqual({ doubled: [], withoutTest: [], unknown: [] })
})
