import { expect, test } from 'vitest'
import { tierBodySchema } from '../../../src/contract/tiers.ts'
import { requirementText } from '../../../src/contract/tierTexts.ts'
import { rulesSentences } from '../../../src/renderer/tiers/tableSentences.ts'
import {
  isStorable,
  newRequirement,
  newTest,
  newTier,
  requirementKinds,
  templateBody,
} from '../../../src/renderer/tiers/tierDraft.ts'
import { findProblems } from '../../../src/engine/tiers/problems.rules.ts'

test('[TI1] the four tiers to start from can be published as they are, in any currency', () => {
  for (const currency of ['USD', 'JPY', 'KWD']) {
    const body = templateBody(currency)
    expect(tierBodySchema.safeParse(body).success).toBe(true)
    expect(findProblems(body)).toEqual([])
  }
})

test('[TI1] a new tier takes over what the one below asks for, under a key of its own', () => {
  const body = templateBody('USD')
  const added = newTier(
    body.tiers.at(-1),
    body.tiers.map(({ key }) => key),
    'USD',
  )
  const more = { ...body, tiers: [...body.tiers, added] }
  expect(added.requirements).toEqual(body.tiers.at(-1)?.requirements)
  expect([isStorable(more), findProblems(more)]).toEqual([true, []])
})

test('[TI1] each kind of requirement starts with values that only lack its words', () => {
  const wordy: readonly string[] = ['attestation', 'policy']
  for (const kind of requirementKinds) {
    const [lowest] = templateBody('USD').tiers
    if (!lowest) throw new Error('the template has tiers')
    const body = { ...templateBody('USD'), tiers: [{ ...lowest, requirements: [newRequirement(kind, 'USD', [])] }] }
    expect({ kind, isStorable: isStorable(body), problems: findProblems(body) }).toEqual({
      kind,
      isStorable: !wordy.includes(kind),
      problems: [],
    })
  }
})

test('[TI4] requirements read as phrases', () => {
  expect(requirementText(newTest('measure', 'USD'), 'USD')).toBe(
    'partner revenue of at least USD 10,000.00 over the last 12 months',
  )
  expect(requirementText(newTest('points', 'USD'), 'USD')).toBe(
    'at least 500 points over the last 12 months: for each USD 100.00 5 sourced, 3 assisted, 1 managed',
  )
  expect(requirementText(newTest('composite', 'USD'), 'USD')).toBe(
    'a score of at least 70 of 100 over the last 6 months, every measure above zero: partner revenue 50 (USD 10,000.00), new customers 30 (10), valid certificates 20 (2)',
  )
  expect(requirementText({ kind: 'certificates', holders: 2, name: 'Sales', level: 'Expert' }, 'USD')).toBe(
    '2 people certified in Expert Sales',
  )
})

test('[TI10] the rules read as sentences', () => {
  const { rules } = templateBody('USD')
  expect(rulesSentences(rules)).toEqual([
    'Partners are evaluated at the end of every fiscal quarter. What you decide holds from the next month.',
    'A demotion holds 90 days later. A tier is kept down to 90% of what it asks for, and lost at the first failed evaluation.',
    'No demotion is proposed in the 6 months after a promotion.',
  ])
  expect(rulesSentences({ ...rules, failures: 2, floorMonths: 0 })[1]).toContain(
    'lost after 2 failed evaluations in a row.',
  )
})
