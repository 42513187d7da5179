// The translator thread, see `translateBeside`. Plain JavaScript only: native add-ons have a history of crashes in
// Electron's worker threads.
import { parentPort, workerData } from 'node:worker_threads'
import { CommissionRecords } from './commissionRecords.rules.ts'
import { ConversionText } from './conversionText.ts'
import { buffersOf, type TranslationOptions, type TranslatorMessage, type TranslatorOrder } from './translation.ts'

const text = new ConversionText(...(workerData as TranslationOptions)) // from `translateBeside`, which is ours
const records = new CommissionRecords()

const say = (message: TranslatorMessage, transfer: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, transfer)

parentPort?.on('message', (order: TranslatorOrder) => {
  switch (order.t) {
    case 'read':
      text.add(order.rows)
      break
    case 'endReading': {
      const { count, dictionary } = text
      say({ t: 'dictionary', count, dictionary })
      for (const partners of text.partners())
        say({ t: 'partners', value: partners }, buffersOf(...partners.map(({ conversions }) => conversions)))
      say({ t: 'partners', value: null })
      break
    }
    case 'write':
      records.add(order.columns, order.from)
      break
    case 'endWriting':
      for (const value of records) say({ t: 'records', value }, buffersOf(value))
      say({ t: 'records', value: null })
      break
  }
})
