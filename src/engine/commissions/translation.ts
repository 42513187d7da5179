import { AppError } from '../../contract/errors.ts'
import type { Dictionary } from '../plans/compile.rules.ts'
import { Thread } from '../thread.ts'
import type { CommissionColumns } from './commissionColumns.rules.ts'
import { CommissionRecords, type RecordColumns, type Records } from './commissionRecords.rules.ts'
import { type ConversionRows, ConversionText, type PartnerConversions } from './conversionText.ts'
import type { BlockedPairs, ColumnNeeds } from './partnerRows.rules.ts'

/** What is read, turned into columns, and columns turned into what is written; once, step by step in this order. */
export interface Translation {
  /** Takes the rows: whoever read them has them no longer. */
  read(rows: ConversionRows): void
  /** After the last rows. */
  endReading(): Promise<{ count: number; dictionary: Dictionary }>
  /** See `ConversionText.partners`. */
  partners(): AsyncIterable<PartnerConversions[]>
  /** Takes the commissions from an index on. */
  write(columns: CommissionColumns, from: number): void
  /** Of all commissions taken that can be copied. */
  records(): AsyncIterable<Records>
  close(): Promise<void>
}

export type TranslationOptions = [needs: ColumnNeeds, blockedPairs: BlockedPairs]

/** In this thread, as it is asked. */
export function translateHere(...options: TranslationOptions): Translation {
  const text = new ConversionText(...options)
  const records = new CommissionRecords()
  return {
    read: (rows) => text.add(rows),
    endReading: async () => text,
    partners: async function* () {
      yield* text.partners()
    },
    write: (columns, from) => records.add(columns, from),
    records: async function* () {
      yield* records
    },
    close: async () => undefined,
  }
}

/** What the thread of a translation is told. */
export type TranslatorOrder =
  | { t: 'read'; rows: ConversionRows }
  | { t: 'endReading' }
  | { t: 'write'; columns: RecordColumns; from: number }
  | { t: 'endWriting' }

/** What it says one after the other, null after the last. */
interface Series {
  partners: PartnerConversions[]
  records: Records
}

export type TranslatorMessage =
  | { t: 'dictionary'; count: number; dictionary: Dictionary }
  | { t: 'partners'; value: Series['partners'] | null }
  | { t: 'records'; value: Series['records'] | null }

/**
 * In a thread beside, while SQLite reads and writes: worth its start for many rows.
 *
 * @throws AppError 'engine.cancelled' from whatever waits when the signal aborts
 */
export function translateBeside(script: URL, signal: AbortSignal, ...workerData: TranslationOptions): Translation {
  const thread = new Thread<TranslatorOrder, TranslatorMessage>(script, { workerData })
  const cancel = (): void => thread.end(new AppError('engine.cancelled'))
  signal.addEventListener('abort', cancel, { once: true })

  async function next<T extends TranslatorMessage['t']>(t: T): Promise<Extract<TranslatorMessage, { t: T }>> {
    const message = await thread.next()
    if (message.t !== t) throw new Error(`the translator said ${message.t} instead of ${t}`)
    return message as Extract<TranslatorMessage, { t: T }>
  }
  async function* all<T extends keyof Series>(t: T): AsyncGenerator<Series[T]> {
    for (;;) {
      const { value } = (await next(t)) as { value: Series[T] | null } // the message of this series
      if (value === null) return
      yield value
    }
  }
  return {
    read: (rows) => thread.tell({ t: 'read', rows }, [rows.text.buffer]),
    endReading: () => {
      thread.tell({ t: 'endReading' })
      return next('dictionary')
    },
    partners: () => all('partners'),
    write: (columns, from) => thread.tell({ t: 'write', columns, from }),
    records: () => {
      thread.tell({ t: 'endWriting' })
      return all('records')
    },
    close: async () => {
      signal.removeEventListener('abort', cancel)
      await thread.close()
    },
  }
}

/** The memory behind all columns, once each. */
export function buffersOf(...sets: readonly object[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  for (const column of sets.flatMap((columns) => Object.values(columns) as unknown[]))
    if (ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer) buffers.add(column.buffer)
  return [...buffers]
}
