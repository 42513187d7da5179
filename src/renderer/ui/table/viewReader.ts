import { AppError } from '../../../contract/errors.ts'
import type { Output } from '../../../contract/methods.ts'
import type { Cell, ViewColumn, ViewGroup, ViewRow, ViewSpec, ViewTotals } from '../../../contract/views.ts'
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
  /** Where the followed row stands since the view was read anew; a new object each time, null when nothing is followed. */
  followed: { offset: number | null } | null
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
  #followed: number | null = null
  #isHeld = false
  #isDue = false
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
        followed: null,
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

  /** The same view again, after something changed; what is in sight stays until all of it can be replaced at once. [TA3] */
  readonly reload = (): void => {
    if (this.#isHeld) this.#isDue = true
    else if (this.#spec) void (this.#snapshot.status === 'settled' ? this.#refresh(this.#spec) : this.open(this.#spec))
  }

  /** This row is told where it went when the view is read anew. */
  follow(id: number | null): void {
    this.#followed = id
  }

  /** Nothing moves while somebody types into a cell; `release` makes up for what changed meanwhile. */
  hold(): void {
    this.#isHeld = true
  }

  release(): void {
    this.#isHeld = false
    if (!this.#isDue) return
    this.#isDue = false
    this.reload()
  }

  /** Shows a value that was stored a moment ago, until the view is read anew. */
  show(id: number, key: string, value: Cell): void {
    for (const [index, rows] of this.#windows)
      if (rows.some((row) => row.id === id))
        this.#windows.set(
          index,
          rows.map((row) => (row.id === id ? { ...row, cells: { ...row.cells, [key]: value } } : row)),
        )
    this.#publish({})
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
    for (const index of this.#wantedWindows(this.#snapshot.count))
      if (!this.#asked.has(index)) void this.#fetch(this.#view, index)
  }

  close(): void {
    this.#generation++
    if (this.#view !== null) this.#close(this.#view)
    this.#view = null
    this.#spec = null
  }

  async #refresh(spec: ViewSpec): Promise<void> {
    const generation = ++this.#generation
    const before = this.#view
    let view: number | null = null
    try {
      const opened = await this.#engine.call('views.open', spec)
      view = opened.view
      const settled = await this.#engine.call('views.settle', { view })
      const followed =
        this.#followed === null ? null : await this.#engine.call('views.find', { view, id: this.#followed })
      const windows = new Map([[0, opened.rows]])
      for (const index of this.#wantedWindows(settled.totals.count))
        if (index > 0) windows.set(index, (await this.#rows(view, index)).rows)
      if (generation !== this.#generation) return
      if (this.#isHeld) {
        this.#isDue = true
        return
      }
      this.#view = view
      view = before
      this.#windows = windows
      this.#asked = new Set(windows.keys())
      this.#reopened = 0
      this.#publish({ ...settledFields(settled), followed, columns: opened.columns })
      this.need(...this.#wanted)
    } catch (error) {
      if (generation === this.#generation) this.#fail(error)
    } finally {
      if (view !== null) this.#close(view)
    }
  }

  #rows(view: number, index: number): Promise<Output<'views.rows'>> {
    return this.#engine.call('views.rows', { view, offset: index * WINDOW, limit: WINDOW })
  }

  #wantedWindows(count: number): number[] {
    const [from, to] = this.#wanted
    const first = Math.floor(from / WINDOW)
    const last = Math.floor((Math.min(to, count) - 1) / WINDOW)
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step)
  }

  async #fetch(view: number, index: number): Promise<void> {
    this.#asked.add(index)
    try {
      const { rows } = await this.#rows(view, index)
      if (view !== this.#view) return
      this.#windows.set(index, rows)
      this.#forgetFar(index)
      this.#publish({})
    } catch (error) {
      if (view === this.#view) this.#fail(error)
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
      followed: null,
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
