import { AppError } from '../../../contract/errors.ts'
import type { Output } from '../../../contract/methods.ts'
import type { ViewColumn, ViewGroup, ViewRow, ViewSpec, ViewTotals } from '../../../contract/views.ts'
import type { EngineClient } from '../../client/engineClient.ts'

/** Rows are fetched and kept in windows of this many. */
export const WINDOW = 100
const MAX_WINDOWS = 60
/** How often a view that the engine forgot (it was restarted) is opened again before that is an error. */
const REOPEN = 3

/** What is known of a view at one moment; a new object whenever anything changes. */
export interface ViewSnapshot {
  /** `opening`: not a row yet. `settling`: the first rows are here, totals are not. */
  status: 'opening' | 'settling' | 'settled' | 'failed'
  columns: readonly ViewColumn[]
  /** Rows that can be asked for: the first ones until the whole view is ordered. */
  count: number
  totals: ViewTotals | null
  unfilteredCount: number | null
  groups: readonly ViewGroup[]
  error: AppError | null
  rowAt: (offset: number) => ViewRow | undefined
}

/** Keeps one view of the engine open: first rows at once, totals when they are there, windows of rows as they are needed. */
export class ViewReader {
  readonly #engine: Pick<EngineClient, 'call'>
  readonly #listeners = new Set<() => void>()
  #spec: ViewSpec | null = null
  #view: number | null = null
  #generation = 0
  #reopened = 0
  #windows = new Map<number, readonly ViewRow[]>()
  #asked = new Set<number>()
  #wanted: readonly [from: number, to: number] = [0, 0]
  #snapshot: ViewSnapshot = this.#empty()

  constructor(engine: Pick<EngineClient, 'call'>) {
    this.#engine = engine
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly snapshot = (): ViewSnapshot => this.#snapshot

  /** The open view's number, for `views.ids`, `views.find` and `views.text`. */
  get view(): number | null {
    return this.#view
  }

  /** Opens another view; the rows of the one before stay in sight until the new ones are there. */
  async open(spec: ViewSpec): Promise<void> {
    const generation = ++this.#generation
    const before = this.#view
    this.#spec = spec
    this.#view = null
    try {
      const opened = await this.#engine.call('views.open', spec)
      if (generation !== this.#generation) {
        this.#close(opened.view)
        return
      }
      this.#view = opened.view
      this.#windows = new Map([[0, opened.rows]])
      this.#asked = new Set([0])
      this.#publish({
        status: 'settling',
        columns: opened.columns,
        count: opened.rows.length,
        totals: null,
        unfilteredCount: null,
        groups: [],
        error: null,
      })
      const settled = await this.#engine.call('views.settle', { view: opened.view })
      if (generation !== this.#generation) return
      this.#reopened = 0
      this.#publish({ ...settledFields(settled), status: 'settled' })
      this.need(...this.#wanted)
    } catch (error) {
      if (generation === this.#generation) this.#fail(error)
    } finally {
      if (before !== null) this.#close(before)
    }
  }

  /** The same view again, after something changed. */
  readonly reload = (): void => {
    if (this.#spec) void this.open(this.#spec)
  }

  /** The same view of another day: the rows in sight are not its rows. */
  restart(): void {
    this.#windows = new Map()
    this.#publish(this.#empty())
    this.reload()
  }

  /** The rows from `from` up to and without `to` are in sight. */
  need(from: number, to: number): void {
    this.#wanted = [from, to]
    if (this.#view === null || this.#snapshot.status !== 'settled') return
    const last = Math.min(to, this.#snapshot.count) - 1
    for (let index = Math.floor(from / WINDOW); index <= Math.floor(last / WINDOW); index++) {
      if (!this.#asked.has(index)) void this.#fetch(this.#view, index)
    }
  }

  close(): void {
    this.#generation++
    if (this.#view !== null) this.#close(this.#view)
    this.#view = null
    this.#spec = null
  }

  async #fetch(view: number, index: number): Promise<void> {
    const generation = this.#generation
    this.#asked.add(index)
    try {
      const { rows } = await this.#engine.call('views.rows', { view, offset: index * WINDOW, limit: WINDOW })
      if (generation !== this.#generation) return
      this.#windows.set(index, rows)
      this.#forgetFar(index)
      this.#publish({})
    } catch (error) {
      if (generation === this.#generation) this.#fail(error)
    }
  }

  #forgetFar(near: number): void {
    if (this.#windows.size <= MAX_WINDOWS) return
    const farthest = [...this.#windows.keys()].reduce((a, b) => (Math.abs(a - near) >= Math.abs(b - near) ? a : b))
    this.#windows.delete(farthest)
    this.#asked.delete(farthest)
  }

  #fail(error: unknown): void {
    const known = error instanceof AppError ? error : new AppError('internal')
    const isForgotten = known.code === 'view.unknown' || known.code === 'view.closed'
    if (isForgotten && this.#spec && this.#reopened < REOPEN) {
      this.#reopened++
      void this.open(this.#spec)
      return
    }
    this.#publish({ status: 'failed', error: known })
  }

  #close(view: number): void {
    // A view that is closed already, or whose engine is gone, is what we want.
    this.#engine.call('views.close', { view }).catch(() => undefined)
  }

  #publish(change: Partial<ViewSnapshot>): void {
    const windows = this.#windows
    this.#snapshot = {
      ...this.#snapshot,
      ...change,
      rowAt: (offset) => windows.get(Math.floor(offset / WINDOW))?.[offset % WINDOW],
    }
    this.#listeners.forEach((listener) => listener())
  }

  #empty(): ViewSnapshot {
    return {
      status: 'opening',
      columns: [],
      count: 0,
      totals: null,
      unfilteredCount: null,
      groups: [],
      error: null,
      rowAt: () => undefined,
    }
  }
}

function settledFields(settled: Output<'views.settle'>): Partial<ViewSnapshot> {
  return {
    count: settled.totals.count,
    totals: settled.totals,
    unfilteredCount: settled.unfilteredCount,
    groups: settled.groups,
  }
}
