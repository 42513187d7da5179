import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import type { ImportKind } from '../../contract/imports.ts'
import { type Input, methods, type NamesOf, type Output } from '../../contract/methods.ts'
import { commissionHandlers } from '../commissions/commissions.handlers.ts'
import type { CommandContext, KnownFile, TaskContext } from '../context.ts'
import { dealHandlers } from '../deals/deals.handlers.ts'
import { figureHandlers } from '../figures/figures.handlers.ts'
import { type SteppingClock, steppingClock } from '../history/clock.ts'
import { interventionHandlers } from '../interventions/interventions.handlers.ts'
import { importHandlers } from '../imports/imports.handlers.ts'
import { costHandlers } from '../metrics/costs.handlers.ts'
import { objectiveHandlers } from '../metrics/objectives.handlers.ts'
import { partnerHandlers } from '../partners/partners.handlers.ts'
import { payoutHandlers } from '../payouts/payouts.handlers.ts'
import { planHandlers } from '../plans/plans.handlers.ts'
import { programmeHandlers } from '../programme/programme.handlers.ts'
import { reviewPlanHandlers } from '../reviews/plans.handlers.ts'
import { reviewHandlers } from '../reviews/reviews.handlers.ts'
import { scorecardHandlers } from '../scorecards/scorecards.handlers.ts'
import { certificateHandlers } from '../tiers/certificates.handlers.ts'
import { tierHandlers } from '../tiers/tiers.handlers.ts'

const handlers = {
  ...programmeHandlers,
  ...partnerHandlers,
  ...planHandlers,
  ...commissionHandlers,
  ...payoutHandlers,
  ...dealHandlers,
  ...figureHandlers,
  ...costHandlers,
  ...objectiveHandlers,
  ...interventionHandlers,
  ...scorecardHandlers,
  ...reviewHandlers,
  ...reviewPlanHandlers,
  ...tierHandlers,
  ...certificateHandlers,
}
type StepName = NamesOf<'command'> & keyof typeof handlers
type AnyHandler = (context: CommandContext, input: unknown) => Promise<unknown>

/** Between two steps of a day. */
const PAUSE_MS = 4 * 60_000

/** Does steps on days of the past as a person would have done them: each a command of its own, through its own handler. */
export interface Teller {
  /** What is done from now on is done on this day. */
  goTo(day: Day): void
  day(): Day
  step<M extends StepName>(method: M, input: Input<M>): Promise<Output<M>>
  /** Imports a file with this text through the same way as any other. */
  importText(name: string, text: string, kinds: readonly ImportKind[]): Promise<void>
  /** Removes the files that were imported. */
  end(): Promise<void>
}

export async function createTeller(task: TaskContext, firstDay: Day): Promise<Teller> {
  const folder = await mkdtemp(join(tmpdir(), 'tandem-sample-'))
  let day = firstDay
  const clock: SteppingClock = steppingClock(morningOf(day))

  function run<Answer>(
    method: StepName | 'imports.run',
    input: unknown,
    work: (context: CommandContext) => Promise<Answer>,
  ): Promise<Answer> {
    if (task.signal.aborted) throw new AppError('engine.cancelled')
    clock.goTo(Math.max(morningOf(day), clock.now() + PAUSE_MS))
    return task.runCommand(input, (context) => work({ ...context, today: () => day }), { method, clock })
  }

  return {
    goTo: (next) => void (day = next),
    day: () => day,

    step<M extends StepName>(method: M, input: Input<M>) {
      const handler = handlers[method] as AnyHandler // parsed with this very method's input on the next line
      const parsed = methods[method].input.parse(input)
      return run(method, parsed, (context) => handler(context, parsed)) as Promise<Output<M>>
    },

    async importText(name, text, kinds) {
      const file: KnownFile = { handle: name, path: join(folder, name), name, size: Buffer.byteLength(text) }
      await writeFile(file.path, text)
      const importing: TaskContext = {
        ...task,
        files: { get: () => file },
        runCommand: (input, work) => run('imports.run', input, work),
      }
      const { mapping } = await importHandlers['imports.inspect'](importing, { file: name, as: null, sheet: null })
      await importHandlers['imports.run'](importing, {
        file: name,
        mapping: { ...mapping, kinds: [...kinds] },
        answers: {},
        applyChanged: false,
        takeSuspects: false,
      })
    },

    end: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Nine o'clock in Singapore. */
function morningOf(day: Day): number {
  return Date.parse(`${day}T09:00:00+08:00`)
}
