import { expect, test } from 'vitest'
import { createLeaving, type Left } from '../../src/main/leaving.ts'

/** A page that answers when told to, and a user who answers `mayStop`; what was asked is collected in `asked`. */
function createLeft({ work = null as string | null, mayStop = true, hasPage = true } = {}) {
  const asked: string[] = []
  let clock = 0
  const leaving = createLeaving({
    work: () => work,
    confirmStop: (running, left) => {
      asked.push(`stop ${running}, ${left}`)
      return Promise.resolve(mayStop)
    },
    askPage: () => {
      if (hasPage) asked.push('store')
      return hasPage
    },
    now: () => clock,
  })
  return { leaving, asked, pass: (ms: number) => (clock += ms) }
}

/** Lets what has been settled be heard. */
const heard = (): Promise<void> => new Promise((done) => setImmediate(done))

test.each<Left>(['workspace', 'window'])(
  '[SH8] [SH9] the %s is left when work may end and the page has stored',
  async (left) => {
    const { leaving, asked } = createLeft({ work: 'Importing a.csv' })
    let isLeft: boolean | undefined
    void leaving.leave(left).then((mayLeave) => (isLeft = mayLeave))
    await heard()
    expect([isLeft, asked]).toEqual([undefined, [`stop Importing a.csv, ${left}`, 'store']])
    leaving.answer(true)
    await heard()
    expect(isLeft).toBe(true)
  },
)

test('[SH8] work that goes on keeps the workspace, and the page is not asked', async () => {
  const { leaving, asked } = createLeft({ work: 'Importing a.csv', mayStop: false })
  expect([await leaving.leave('workspace'), asked]).toEqual([false, ['stop Importing a.csv, workspace']])
})

test('[SH8] one question at a time', async () => {
  const { leaving, asked } = createLeft({ work: 'Importing a.csv', mayStop: false })
  expect(await Promise.all([leaving.leave('workspace'), leaving.leave('window')])).toEqual([false, false])
  expect(asked).toEqual(['stop Importing a.csv, workspace'])
})

test('[SH9] a page that could not store keeps it, and leaving again waits for nothing within ten seconds', async () => {
  const { leaving, asked, pass } = createLeft()
  const fail = async (): Promise<boolean> => {
    const left = leaving.leave('workspace')
    await heard()
    leaving.answer(false)
    return left
  }
  expect(await fail()).toBe(false)
  pass(10_000)
  expect(await fail()).toBe(false)
  pass(9999)
  expect([await leaving.leave('window'), asked]).toEqual([true, ['store', 'store']])
})

test('[SH9] leaving again while the page is storing goes at once, and only once', async () => {
  const { leaving, asked, pass } = createLeft()
  const first = leaving.leave('workspace')
  await heard()
  pass(60_000)
  expect([await leaving.leave('window'), await first, asked]).toEqual([true, false, ['store']])
})

test('[SH9] each time is asked anew once the page has stored', async () => {
  const { leaving, asked } = createLeft()
  for (let time = 0; time < 2; time++) {
    const left = leaving.leave('workspace')
    await heard()
    leaving.answer(true)
    expect(await left).toBe(true)
  }
  expect(asked).toEqual(['store', 'store'])
})

test('[SH9] where no page could answer nothing is waited for', async () => {
  const { leaving } = createLeft({ hasPage: false })
  expect(await leaving.leave('window')).toBe(true)
})
